//! What makes a condition of an object mapping whole: an expression, and all that stands in it for values and names.
//!
//! Source: developer guide of DynamoDB, "Expression attribute names (aliases)", "Expression attribute values".

/// What is wrong with a condition. `values` and `names` say, for what stands in the expression, what it stands for.
pub fn wrong(expression: &str, values: &[(&str, &str)], names: &[(&str, &str)]) -> Option<String> {
    if expression.trim().is_empty() {
        return Some("a condition has an expression: `expression \"…\"`".to_owned());
    }
    let lists = [(values, ':'), (names, '#')];
    let used = |sign: char| {
        expression.split(sign).skip(1).map(|used| {
            let end = used.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(used.len());
            &used[..end]
        })
    };
    for (list, sign) in lists {
        let used: std::collections::BTreeSet<&str> = used(sign).collect();
        for (name, value) in list {
            let bare = name.strip_prefix(sign).filter(|bare| !bare.is_empty());
            let Some(bare) = bare.filter(|_| !value.is_empty()) else {
                return Some(format!(
                    "what stands in an expression begins with `{sign}`, and a line says what it stands for"
                ));
            };
            if !used.contains(bare) {
                return Some(format!("`{name}` does not stand in the expression"));
            }
        }
        let said: std::collections::BTreeSet<&str> =
            list.iter().filter_map(|(name, _)| name.strip_prefix(sign)).collect();
        if let Some(unsaid) = used.into_iter().find(|name| !said.contains(name)) {
            return Some(format!("no line says what `{sign}{unsaid}` stands for"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn a_condition_and_its_lists_say_the_same_names() {
        assert_eq!(wrong("attribute_not_exists(id) and #s = :v", &[(":v", "1")], &[("#s", "status")]), None);
        assert_eq!(wrong("a < :v", &[], &[]).as_deref(), Some("no line says what `:v` stands for"));
        assert_eq!(wrong("a < b", &[(":v", "1")], &[]).as_deref(), Some("`:v` does not stand in the expression"));
        // `:v` begins `:value`, and is another name.
        assert_eq!(
            wrong("a < :value", &[(":value", "1"), (":v", "1")], &[]).as_deref(),
            Some("`:v` does not stand in the expression")
        );
        assert!(wrong(" ", &[], &[]).is_some() && wrong("a < :", &[], &[]).is_some());
        assert!(wrong("a = #b", &[], &[("b", "c")]).is_some());
    }
}
