//! Types as they are written.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::reading::Context;
use super::values::ident;
use crate::syntax::errors;
use crate::syntax::tree::TypeName;

/// `type_name`; `None` where the word means two types and nobody can know which.
pub(super) fn type_name(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Option<TypeName> {
    let span = cx.span(&pair);
    let (mut word, mut unsigned, mut arguments, mut of) = (None, false, Vec::new(), Some(Vec::new()));
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::type_word => word = Some(ident(&part, cx)),
            Rule::type_arguments => arguments = type_arguments(part, cx),
            Rule::type_elements => {
                let elements = part.into_inner().filter(|part| part.as_rule() == Rule::type_name);
                of = elements.map(|part| type_name(part, cx)).collect();
            }
            Rule::kw_unsigned => unsigned = true,
            _ => {}
        }
    }
    let word = word.expect("a type has a word");
    if let Some(instead) = errors::ambiguous_int(&word.text) {
        cx.diags.push(errors::ambiguous_type(&word, instead));
        return None;
    }
    of.map(|of| TypeName { word, unsigned, arguments, of, span })
}

fn type_arguments(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Vec<u32> {
    let numbers = pair.into_inner().filter(|part| part.as_rule() == Rule::type_number);
    numbers
        .filter_map(|part| {
            let number = part.as_str().parse().ok();
            if number.is_none() {
                cx.diags.push(errors::number_too_large(cx.span(&part), u64::from(u32::MAX)));
            }
            number
        })
        .collect()
}
