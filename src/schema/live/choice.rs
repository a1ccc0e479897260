//! Which schemas and tables are wanted: patterns of names, as in a shell and in the language.

/// Names, or patterns of names; without any, every name.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    patterns: Vec<String>,
}

/// One piece of a pattern.
enum Piece {
    Any,
    One,
    Class(Vec<(char, char)>),
    Plain(char),
}

impl Choice {
    /// Names that one of `patterns` describes: `*` is any run of characters, `?` one, `[a-d]` one of these.
    pub fn of(patterns: Vec<String>) -> Choice {
        Choice { patterns }
    }

    /// Whether nothing was chosen, so that everything is.
    pub fn is_all(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether `name` is wanted.
    pub fn takes(&self, name: &str) -> bool {
        self.is_all() || self.patterns.iter().any(|pattern| matches(pattern, name))
    }

    /// The patterns that take none of `names`.
    pub fn idle<'n>(&self, names: impl Iterator<Item = &'n str> + Clone) -> Vec<&str> {
        let is_idle = |pattern: &&String| !names.clone().any(|name| matches(pattern, name));
        self.patterns.iter().filter(is_idle).map(String::as_str).collect()
    }
}

/// One pass over the name for each piece.
fn matches(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut ends = vec![false; name.len() + 1];
    ends[0] = true;
    for piece in pieces(pattern) {
        let mut next = vec![false; name.len() + 1];
        if let Piece::Any = piece {
            let first = ends.iter().position(|end| *end).unwrap_or(ends.len());
            next.iter_mut().skip(first).for_each(|end| *end = true);
        } else {
            for (place, symbol) in name.iter().enumerate() {
                next[place + 1] = ends[place] && piece.takes(*symbol);
            }
        }
        ends = next;
    }
    ends[name.len()]
}

fn pieces(pattern: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = pattern.chars();
    while let Some(symbol) = rest.next() {
        let text = rest.as_str();
        pieces.push(match symbol {
            '*' => Piece::Any,
            '?' => Piece::One,
            '[' if text.find(']').is_some_and(|end| end > 0) => {
                let inside: String = rest.by_ref().take_while(|symbol| *symbol != ']').collect();
                Piece::Class(ranges(&inside))
            }
            symbol => Piece::Plain(symbol),
        });
    }
    pieces
}

fn ranges(inside: &str) -> Vec<(char, char)> {
    let symbols: Vec<char> = inside.chars().collect();
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(low) = symbols.get(at) {
        let high = if symbols.get(at + 1) == Some(&'-') { symbols.get(at + 2) } else { None };
        ranges.push((*low, *high.unwrap_or(low)));
        at += if high.is_some() { 3 } else { 1 };
    }
    ranges
}

impl Piece {
    fn takes(&self, symbol: char) -> bool {
        match self {
            Piece::Any | Piece::One => true,
            Piece::Class(ranges) => ranges.iter().any(|(low, high)| (*low..=*high).contains(&symbol)),
            Piece::Plain(plain) => *plain == symbol,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Choice;

    #[test]
    fn patterns_are_those_of_a_shell() {
        let takes = |pattern: &str, name: &str| Choice::of(vec![pattern.to_owned()]).takes(name);
        for (pattern, name) in [
            ("shop", "shop"),
            ("shop_*", "shop_2024"),
            ("*_old", "a_old"),
            ("s?op", "shop"),
            ("s[a-h]op", "shop"),
            ("[xs-]hop", "-hop"),
            ("a[", "a["),
            ("*", ""),
        ] {
            assert!(takes(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in
            [("shop", "Shop"), ("shop", "shop2"), ("s?op", "sop"), ("s[a-g]op", "shop"), ("shop_*", "shopX")]
        {
            assert!(!takes(pattern, name), "{pattern} {name}");
        }
        assert!(Choice::default().takes("anything"));
        let two = Choice::of(vec!["shop".to_owned(), "shp*".to_owned()]);
        assert_eq!(two.idle(["shop", "crm"].into_iter()), ["shp*"]);
    }
}
