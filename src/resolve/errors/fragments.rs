//! Fragments and their uses.

use crate::diag::{Code, Diagnostic, near_miss};
use crate::syntax::tree::{Fragment, Ident, UseLine};
use crate::text::Span;

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] = &[&UNKNOWN, &UNUSED, &CIRCLE, &TWICE, &NO_MATCH];

/// A `use` line names a fragment that does not exist.
pub static UNKNOWN: Code =
    Code::error("fragment/unknown", include_str!("../../../book/src/diagnostics/fragment/unknown.md"));

/// A fragment that no map uses.
pub static UNUSED: Code =
    Code::warning("fragment/unused", include_str!("../../../book/src/diagnostics/fragment/unused.md"));

/// A fragment that uses itself.
pub static CIRCLE: Code =
    Code::error("fragment/circle", include_str!("../../../book/src/diagnostics/fragment/circle.md"));

/// Two `use` lines with one fragment.
pub static TWICE: Code =
    Code::warning("fragment/twice", include_str!("../../../book/src/diagnostics/fragment/twice.md"));

/// A line of a fragment selects nothing in any map.
pub static NO_MATCH: Code =
    Code::error("fragment/no-match", include_str!("../../../book/src/diagnostics/fragment/no-match.md"));

/// A fragment that does not exist.
pub(crate) fn unknown_fragment<'n>(name: &Ident, declared: impl Iterator<Item = &'n str>) -> Diagnostic {
    let finding = UNKNOWN.at(name.span, format!("there is no fragment `{}`", name.text));
    match near_miss(&name.text, declared) {
        Some(nearest) => finding.fix(format!("a fragment with a similar name is `{nearest}`"), name.span, nearest),
        None => finding.help(format!("write its lines at the top of a text: `fragment {} {{ … }}`", name.text)),
    }
}

/// A fragment without a map.
pub(crate) fn unused_fragment(fragment: &Fragment) -> Diagnostic {
    UNUSED
        .at(fragment.header, format!("no map uses the fragment `{}`", fragment.name.text))
        .note("lines of a fragment mean nothing until a map uses them, and are not checked")
        .help(format!("write `use {}` in a map, or drop the fragment", fragment.name.text))
}

/// A fragment that uses itself: `line` closes the circle of fragments.
pub(crate) fn fragment_circle(line: &UseLine, circle: &[&Fragment]) -> Diagnostic {
    let mut finding = CIRCLE
        .at(line.span, format!("the fragment `{}` uses itself", line.fragment.text))
        .help("drop one of the lines".to_owned());
    if circle.len() > 1 {
        const SHOWN: usize = 8;
        let mut names: Vec<String> =
            circle.iter().take(SHOWN).map(|fragment| format!("`{}`", fragment.name.text)).collect();
        if circle.len() > SHOWN {
            names.push("…".to_owned());
        }
        names.push(format!("`{}`", line.fragment.text));
        finding = finding.note(format!("each uses the next: {}", names.join(", ")));
    }
    finding
}

/// One fragment twice.
pub(crate) fn fragment_twice(first: &UseLine, second: &UseLine) -> Diagnostic {
    TWICE
        .at(second.span, format!("the fragment `{}` is already used", second.fragment.text))
        .also(first.span, "here")
        .note("its lines count once")
        .help("drop one of the two lines".to_owned())
}

/// A selector of a fragment that selects no column or table (`what`) in any of the `maps` that use it.
pub(crate) fn fragment_no_match(place: Span, fragment: &str, maps: usize, what: &str) -> Diagnostic {
    let who = if maps == 1 { "the map that uses" } else { "none of the maps that use" };
    let has = if maps == 1 { "has no such" } else { "has such a" };
    NO_MATCH
        .at(place, format!("{who} the fragment `{fragment}` {has} {what}"))
        .note("a line of a fragment may select nothing in one map, but must in another")
        .help("mend the name, or drop it".to_owned())
}
