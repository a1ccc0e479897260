//! Findings that are alike: a line over many tables may be found wrong for each of them.

use indexmap::IndexMap;

use crate::diag::finding::Diagnostic;
use crate::text::Span;

/// The most findings of a group that people are shown.
const MOST: usize = 3;

/// Findings of one code at one place, in their order; one without a place is alone.
#[derive(Debug)]
pub struct Alike<'d> {
    list: Vec<&'d Diagnostic>,
}

impl<'d> Alike<'d> {
    /// The ones that people are shown.
    pub fn shown(&self) -> &[&'d Diagnostic] {
        &self.list[..self.list.len().min(MOST)]
    }

    /// Those that are only counted.
    pub fn counted(&self) -> &[&'d Diagnostic] {
        &self.list[self.list.len().min(MOST)..]
    }
}

/// The findings in groups, in the order of their first ones.
pub fn alike<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<Alike<'d>> {
    let mut placed: IndexMap<(&'d str, Option<Span>, usize), Alike<'d>> = IndexMap::new();
    for (at, diagnostic) in diagnostics.into_iter().enumerate() {
        let name = diagnostic.code.name;
        let key = match &diagnostic.place {
            Some(place) => (name, Some(place.span), 0),
            None => (name, None, at),
        };
        placed.entry(key).or_insert_with(|| Alike { list: Vec::new() }).list.push(diagnostic);
    }
    placed.into_values().collect()
}

/// All findings, one of each group before the others: for readers that stop after some.
pub fn varied<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<&'d Diagnostic> {
    let groups = alike(diagnostics);
    let firsts = groups.iter().flat_map(|group| group.list.iter().take(1));
    let rest = groups.iter().flat_map(|group| group.list.iter().skip(1));
    firsts.chain(rest).copied().collect()
}
