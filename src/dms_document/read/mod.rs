//! From JSON to the model, rule by rule. What a rule says that it cannot say is reported here; what its rules mean together is
//! looked at in `check`.

mod fields;
mod mapping;
mod rule;
mod selection;
mod settings;
mod transformation;

use super::errors;
use super::json::{self, Kind};
use super::model::Document;
use crate::diag::Diagnostics;
use crate::text::{Span, TextId};
use fields::{Fields, Reading};

/// The most bytes of the document of one task. Source: user guide, "Specifying table selection and transformations rules
/// using JSON".
pub const MAX_BYTES: usize = 2_000_000;

/// The document that `content` spells; `None`, and the reason, where it is no JSON or holds no rules.
pub fn read(text: TextId, content: &str, diags: &mut Diagnostics) -> Option<Document> {
    let start = Span::new(text, 0, 0);
    if content.len() > MAX_BYTES {
        diags.push(errors::size(start, content.len(), MAX_BYTES));
        return None;
    }
    let json = match json::read(content) {
        Ok(json) => json,
        Err(problem) => {
            diags.push(errors::not_json(text, &problem));
            return None;
        }
    };
    let mut reading = Reading { text, diags, nulls: Vec::new() };
    let span = reading.span(&json);
    let mut fields = Fields::of(&json, "the document", &mut reading)?;
    let rules = match fields.take("rules", &mut reading) {
        Some(rules) => match &rules.kind {
            Kind::List(rules) => rules,
            Kind::Null | Kind::Boolean(_) | Kind::Number(_) | Kind::Text(_) | Kind::Object(_) => {
                let at = reading.span(rules);
                reading.diags.push(errors::wrong_form(at, "`rules`", "a list", rules.word()));
                return None;
            }
        },
        None => {
            reading.diags.push(errors::no_rules(span.before()));
            return None;
        }
    };
    fields.finish(&mut reading);
    let rules = rules.iter().filter_map(|rule| rule::rule(rule, &mut reading)).collect();
    if let [first, ..] = reading.nulls.as_slice() {
        let finding = errors::null_keys(*first, reading.nulls.len());
        reading.diags.push(finding);
    }
    Some(Document { rules, span })
}
