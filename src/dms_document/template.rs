//! Values with holes: `${COLUMN}` between other text.
//!
//! Source: user guide, "Using Amazon DynamoDB as a target". Nothing is escaped; how a literal `${` would be written is
//! confirmed nowhere.

/// A part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text.
    Literal(String),
    /// The value of a column.
    Column(String),
}

/// The parts of `text`, in order; `${` without its end is text.
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start + 2..].find('}') else { break };
        if start > 0 {
            parts.push(Part::Literal(rest[..start].to_owned()));
        }
        parts.push(Part::Column(rest[start + 2..start + 2 + length].to_owned()));
        rest = &rest[start + 3 + length..];
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest.to_owned()));
    }
    parts
}

/// Whether a hole has no end.
pub fn is_unclosed(text: &str) -> bool {
    text.rfind("${").is_some_and(|start| !text[start..].contains('}'))
}
