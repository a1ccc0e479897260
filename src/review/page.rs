//! Lines of a page, and columns that line up within one block of it.

/// A page in the making.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// Whether it has no line yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// A line as it is. Control characters, which names and comments may hold, are shown and not sent.
    pub(super) fn line(&mut self, line: &str) {
        let start = self.text.len();
        for c in line.trim_end().chars() {
            if c.is_control() || is_direction(c) {
                self.text.extend(c.escape_default());
            } else {
                self.text.push(c);
            }
        }
        debug_assert!(!self.text[start..].contains('\n'), "control characters are shown");
        self.text.push('\n');
    }

    /// A heading, after an empty line.
    pub(super) fn section(&mut self, title: &str) {
        self.text.push('\n');
        self.line(title);
    }

    /// A line of a section.
    pub(super) fn item(&mut self, item: &str) {
        self.line(&format!("  {item}"));
    }

    /// Rows of cells, the cells of a column at one place.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) {
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0).min(60)
        };
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in rows {
            let cells: Vec<String> =
                row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}", width = *width)).collect();
            self.item(&cells.join("  "));
        }
    }

    /// The page.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

/// Characters that turn the direction of the text around them.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
