//! What the tests of the front end share.

use mapc::diag::{Diagnostic, Diagnostics};
use mapc::syntax::{parse, tree::Tree};
use mapc::text::{TextId, Texts};

/// A text that was read.
pub struct Parsed {
    pub texts: Texts,
    pub id: TextId,
    pub tree: Tree,
    pub diags: Diagnostics,
}

/// Reads `text`.
pub fn read(text: &str) -> Parsed {
    let mut texts = Texts::new();
    let id = texts.add("a.mapc", text);
    let mut diags = Diagnostics::new();
    let tree = parse(id, text, &mut diags);
    Parsed { texts, id, tree, diags }
}

impl Parsed {
    /// Each finding as ``code line:column `what stands there` message``.
    pub fn findings(&self) -> Vec<String> {
        self.diags.iter().map(|found| self.finding(found)).collect()
    }

    fn finding(&self, found: &Diagnostic) -> String {
        let Some(place) = &found.place else { return format!("{} {}", found.code.name, found.message) };
        let (line, column) = self.texts.line_column(self.id, place.span.start);
        format!("{} {line}:{column} `{}` {}", found.code.name, self.texts.slice(place.span), found.message)
    }

    /// The text after the first fix of each finding.
    pub fn fixed(&self) -> String {
        let mut edits: Vec<_> =
            self.diags.iter().filter_map(|found| found.fixes.first()).flat_map(|fix| &fix.edits).collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut text = self.texts.get(self.id).content.to_string();
        for edit in edits.iter().rev() {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        text
    }
}

/// A text of every construct of this release, one line each where possible.
pub const EVERYTHING: &str = include_str!("everything.mapc");

/// The canonical text of `text`, which can be read.
pub fn canonical(text: &str) -> String {
    let mut texts = Texts::new();
    let id = texts.add("a.mapc", text);
    let mut diags = Diagnostics::new();
    let formatted = mapc::syntax::format(id, text, &mut diags);
    formatted.unwrap_or_else(|| panic!("{:?}\n{text}", read(text).findings()))
}

/// The tree as text, spans left out.
pub fn without_places(tree: &Tree) -> String {
    erase(&format!("{tree:?}"))
}

/// The text of a value of the tree, spans left out.
pub fn erase(debug: &str) -> String {
    let mut parts = debug.split("Span {");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}
