//! What a record loses on its way: what stages say of it, and what its shapes show.

use super::changes::Changed;
use super::inline::code;
use crate::shape::{Content, Field, Form, Origin, Presence};
use crate::stage::Hop;
use crate::types::{Type, Zone};

/// A sentence for each field that loses something in this hop, in the order of the fields; first what the stage says.
pub(super) fn of_hop(hop: &Hop, changes: &[Changed<'_>]) -> Vec<String> {
    let said = hop.passed.losses.iter().map(|loss| format!("{}: {}", code(&loss.field), loss.what));
    let mut list: Vec<String> = said.collect();
    let is_said = |field: &Field| hop.passed.losses.iter().any(|loss| *loss.field == *field.name);
    for (old, new) in changes.iter().filter_map(|changed| changed.pair) {
        // What a stage put there is nobody's loss.
        if matches!(old.origin, Origin::Envelope(_)) {
            continue;
        }
        let of_type = of_type(old, new).filter(|_| !is_said(new));
        list.extend(of_type.into_iter().chain(of_null(old, new)).map(|what| format!("{}: {what}", code(&new.name))));
    }
    list
}

fn of_null(old: &Field, new: &Field) -> Option<String> {
    let is_dropped = old.presence == Presence::Nullable && new.presence == Presence::Optional;
    is_dropped.then(|| "NULL is left out".to_owned())
}

fn of_type(old: &Field, new: &Field) -> Option<String> {
    let (Content::Scalar { ty: was, form: was_form }, Content::Scalar { ty: is, form }) = (&old.content, &new.content)
    else {
        return None;
    };
    if was == is {
        // A number that travels as text is one still, but who reads it sees text.
        let becomes_text = is_number(is) && *form == Form::Text && *was_form != Form::Text;
        return becomes_text.then(|| format!("{is} becomes text"));
    }
    // They differ in nothing that a reader could tell.
    if was.to_string() == is.to_string() {
        return None;
    }
    Some(if holds(is, was) { format!("{was} is widened to {is}") } else { format!("{was} becomes {is}") })
}

fn is_number(ty: &Type) -> bool {
    whole_digits(ty).is_some() || matches!(ty, Type::Decimal { .. } | Type::Number | Type::Float { .. })
}

/// Whether every value of `narrow` is one of `wide`.
fn holds(wide: &Type, narrow: &Type) -> bool {
    let same_sign = |wide_signed: bool, narrow_signed: bool| wide_signed == narrow_signed;
    match (wide, narrow) {
        (Type::Int { bits, signed }, Type::Int { bits: less, signed: other }) => {
            if same_sign(*signed, *other) {
                bits >= less
            } else {
                *signed && bits > less
            }
        }
        (Type::Decimal { precision, scale }, Type::Int { .. }) => whole_digits(narrow)
            .is_some_and(|digits| *scale >= 0 && i32::from(*precision) - i32::from(*scale) >= i32::from(digits)),
        (Type::Int { bits, signed: true }, Type::Decimal { precision, scale }) => {
            // All numbers of one digit less than the greatest.
            let digits = whole_digits(&Type::Int { bits: *bits, signed: true }).map_or(0, i32::from) - 1;
            *scale <= 0 && i32::from(*precision) - i32::from(*scale) <= digits
        }
        (Type::Decimal { precision, scale }, Type::Decimal { precision: less, scale: other }) => {
            let before = |precision: &u16, scale: &i16| i32::from(*precision) - i32::from(*scale);
            scale >= other && before(precision, scale) >= before(less, other)
        }
        (Type::Float { bits }, Type::Float { bits: less }) => bits >= less,
        (
            Type::Timestamp { precision, zone: Zone::None | Zone::Utc },
            Type::Timestamp { precision: less, zone: Zone::None | Zone::Utc },
        ) => precision >= less,
        (Type::Text(text), Type::Enum(_) | Type::Uuid) if text.max.is_none() => true,
        (wide, narrow) => wide.holds(narrow),
    }
}

/// The digits of a whole number.
fn whole_digits(ty: &Type) -> Option<u16> {
    let Type::Int { bits, signed } = ty else { return None };
    Some(match bits {
        ..=8 => 3,
        9..=16 => 5,
        17..=24 => 8,
        25..=32 => 10,
        33.. if *signed => 19,
        33.. => 20,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, Texts};
    use crate::types::{LengthUnit, TextType};

    fn lost(was: Type, is: Type) -> Option<String> {
        lost_in((was, Form::Native, Presence::Always), (is, Form::Native, Presence::Always))
    }

    fn lost_in(was: (Type, Form, Presence), is: (Type, Form, Presence)) -> Option<String> {
        let span = Span::new(Texts::new().add("x", "x"), 0, 1);
        let field = |(ty, form, presence)| Field::envelope("x", ty, form, presence, span);
        let (old, new) = (field(was), field(is));
        of_type(&old, &new).or(of_null(&old, &new))
    }

    #[test]
    fn what_is_wider_is_told_from_what_is_other() {
        let unsigned = Type::Int { bits: 64, signed: false };
        let decimal = |precision, scale| Type::Decimal { precision, scale };
        for (was, is) in [
            (Type::int(32), Type::int(64)),
            (Type::Int { bits: 32, signed: false }, Type::int(64)),
            (unsigned.clone(), decimal(20, 0)),
            (decimal(10, 2), decimal(12, 2)),
            (Type::text(3), Type::TEXT),
            (Type::Uuid, Type::TEXT),
        ] {
            assert_eq!(lost(was.clone(), is.clone()), Some(format!("{was} is widened to {is}")));
            assert_eq!(lost(is.clone(), was.clone()), Some(format!("{is} becomes {was}")));
        }
        assert_eq!(lost(unsigned, Type::int(64)).as_deref(), Some("bigint unsigned becomes bigint"));
        assert_eq!(lost(decimal(10, 2), decimal(11, 4)).as_deref(), Some("decimal(10, 2) becomes decimal(11, 4)"));
        assert_eq!(lost(Type::Date, Type::Date), None);
        for (was, bits, holds) in
            [(6, 32, true), (9, 32, true), (10, 32, false), (18, 64, true), (19, 64, false), (2, 8, true)]
        {
            let (was, is) = (decimal(was, 0), Type::int(bits));
            let expected = if holds { format!("{was} is widened to {is}") } else { format!("{was} becomes {is}") };
            assert_eq!(lost(was, is), Some(expected));
        }
        let bytes = Type::Text(TextType { max: Some(9), unit: LengthUnit::Bytes, ..TextType::default() });
        assert_eq!(bytes.to_string(), Type::text(9).to_string());
        assert_eq!(lost(bytes, Type::text(9)), None);
    }

    #[test]
    fn numbers_as_text_and_nulls_that_vanish_are_losses() {
        let number = |form| (Type::int(32), form, Presence::Always);
        assert_eq!(lost_in(number(Form::Native), number(Form::Text)).as_deref(), Some("int becomes text"));
        assert_eq!(lost_in(number(Form::Text), number(Form::Text)), None);
        assert_eq!(lost_in(number(Form::Native), number(Form::Number)), None);
        let text = |presence| (Type::TEXT, Form::Text, presence);
        assert_eq!(lost_in(text(Presence::Nullable), text(Presence::Optional)).as_deref(), Some("NULL is left out"));
        assert_eq!(lost_in(text(Presence::Always), text(Presence::Optional)), None);
    }
}
