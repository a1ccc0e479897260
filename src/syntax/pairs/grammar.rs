//! The grammar as a parser: what pest makes of `grammar/mapc.pest`.

/// Reads texts by the rules of the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/mapc.pest"]
pub(super) struct Grammar;
