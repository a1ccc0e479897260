//! `--param NAME=VALUE`. A value may be secret, so no message repeats one.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

/// The values by name.
pub fn parse(given: &[String]) -> Result<BTreeMap<String, String>> {
    let mut params = BTreeMap::new();
    for (index, param) in given.iter().enumerate() {
        let Some((name, value)) = param.split_once('=') else {
            bail!("`--param` number {} has no `=`; it is written `--param NAME=VALUE`", index + 1);
        };
        if !is_name(name) {
            bail!(
                "`--param` number {} has no usable name before its `=`; a name is letters, digits and `_`, and begins with no digit",
                index + 1
            );
        }
        if params.insert(name.to_owned(), value.to_owned()).is_some() {
            bail!("`--param {name}=…` is given twice");
        }
    }
    Ok(params)
}

/// Whether a parameter can have this name: the language's names that need no backticks.
fn is_name(name: &str) -> bool {
    let first = name.chars().next();
    first.is_some_and(|c| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '#' | '-'))
        && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(given: &[&str]) -> Result<BTreeMap<String, String>> {
        parse(&given.iter().map(|param| (*param).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_value_may_hold_anything_also_nothing() {
        let params = parsed(&["bucket=a=b", "empty="]).expect("two parameters");
        assert_eq!(params["bucket"], "a=b");
        assert_eq!(params["empty"], "");
    }

    #[test]
    fn messages_do_not_repeat_a_value() {
        for given in [&["hunter2"][..], &["=hunter2"], &["1a=hunter2"], &["a=x", "a=hunter2"], &["a b=hunter2"]] {
            let message = parsed(given).expect_err("not usable").to_string();
            assert!(!message.contains("hunter2"), "{message}");
        }
    }
}
