//! How source filters compare the values of a column, and constants in that form.
//!
//! Source: user guide, "Using source filters": values are text, days are `YYYY-MM-DD`, moments `YYYY-MM-DD HH:MM:SS`, and
//! they are compared as SQLite compares them. Which types may be filtered beyond "no large object" is not said, so that
//! only those are taken here whose spelling and order leave nothing open.

use std::cmp::Ordering;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::number::Decimal;
use crate::dms_types::{DmsType, of_source};
use crate::mapping::LiteralKind;
use crate::schema::{Column, Dialect};
use crate::types::Type;

/// The greatest whole number up to which a `float` holds all.
const EXACT_IN_FLOAT: i128 = 1 << 24;
/// The same for a `double`.
const EXACT_IN_DOUBLE: i128 = 1 << 53;

/// How a moment is spelled.
const MOMENT: &str = "%Y-%m-%d %H:%M:%S";

/// How a filter compares the values of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Whole numbers; truth values among them are 1 and 0.
    Whole,
    /// Numbers with so many digits after the point; `None` where that is not declared.
    Fraction(Option<u32>),
    /// Binary fractions, which hold all whole numbers up to this one.
    Binary(i128),
    /// Texts, letter by letter.
    Text {
        /// Their order is that of letters.
        ordered: bool,
        /// Shorter ones are padded with blanks to this length.
        padded: Option<u64>,
        /// Empty ones are NULL.
        empty_is_null: bool,
    },
    /// Days.
    Day,
    /// Moments.
    Moment {
        /// Seconds have no fraction.
        whole: bool,
    },
}

/// A constant as a filter spells it, with what its order is decided by.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Constant {
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A day.
    Day(Date),
    /// A moment.
    Moment(DateTime),
}

/// Why a column cannot be filtered at all; else how it is compared, or why only NULL can be asked for.
pub(super) fn of_column(dialect: Dialect, column: &Column) -> Result<Result<Kind, String>, String> {
    let name = &column.name;
    let read = of_source(dialect, column)
        .map_err(|reason| format!("DMS does not read the column `{name}`, and cannot filter by it: {reason}"))?;
    let open = |what: &str| Err(format!("how DMS spells {what} in a filter is documented nowhere"));
    Ok(match (read, &column.ty) {
        (DmsType::LargeText { .. } | DmsType::LargeBytes, _) => {
            return Err(format!("DMS reads `{name}` as a large object, and filters by none"));
        }
        (DmsType::Int { .. } | DmsType::Numeric { scale: ..=0, .. }, _) => Ok(Kind::Whole),
        (DmsType::Numeric { .. }, Type::Number) => Ok(Kind::Fraction(None)),
        (DmsType::Numeric { scale, .. }, _) => Ok(Kind::Fraction(u32::try_from(scale).ok())),
        (DmsType::Real { bytes: 4 }, _) => Ok(Kind::Binary(EXACT_IN_FLOAT)),
        (DmsType::Real { .. }, _) => Ok(Kind::Binary(EXACT_IN_DOUBLE)),
        (DmsType::Text { .. }, Type::Text(text)) => Ok(Kind::Text {
            ordered: true,
            // MySQL cuts the blanks when it reads.
            padded: text.max.filter(|_| text.fixed && dialect != Dialect::MySql),
            empty_is_null: dialect == Dialect::Oracle,
        }),
        (DmsType::Text { .. }, Type::Enum(_)) => Ok(Kind::Text { ordered: false, padded: None, empty_is_null: false }),
        (DmsType::Text { .. }, ty) => open(&format!("values of `{ty}`")),
        (DmsType::Boolean, _) => open("truth values"),
        (DmsType::Bytes, _) => open("bytes"),
        (DmsType::Time, _) => open("times of day"),
        (DmsType::Date, _) => Ok(Kind::Day),
        (DmsType::DateTime, Type::Timestamp { precision, .. }) => Ok(Kind::Moment { whole: *precision == 0 }),
        // Oracle's days have a time in whole seconds; SQL Server's `datetime` is declared with its fraction.
        (DmsType::DateTime, _) => Ok(Kind::Moment { whole: dialect == Dialect::Oracle }),
    })
}

impl Kind {
    /// The constant as this kind spells it; the error says why a comparison with it means nothing here.
    pub(super) fn constant(self, literal: &LiteralKind) -> Result<Constant, String> {
        match (self, literal) {
            (_, LiteralKind::Null) => Err("nothing equals NULL: write `is null`".to_owned()),
            (Kind::Whole, LiteralKind::Boolean(flag)) => Ok(Constant::Number(Decimal::whole(i128::from(*flag)))),
            (Kind::Whole | Kind::Fraction(_), LiteralKind::Number(text)) => number(text).map(Constant::Number),
            (Kind::Binary(most), LiteralKind::Number(text)) => {
                let number = number(text)?;
                match number.as_whole() {
                    Some(whole) if whole.abs() <= most => Ok(Constant::Number(number)),
                    Some(_) | None => Err(format!(
                        "the column holds binary fractions, which `{text}` may miss by a hair: compare with a whole number"
                    )),
                }
            }
            (Kind::Text { padded, empty_is_null, .. }, LiteralKind::Text(text)) => {
                if let Some(length) = padded.filter(|length| text.chars().count() as u64 != *length) {
                    return Err(format!(
                        "values are padded with blanks to {length} characters, and whether DMS compares them so is documented nowhere: write the constant with its blanks"
                    ));
                }
                if empty_is_null && text.is_empty() {
                    return Err("Oracle keeps the empty text as NULL: write `is null`".to_owned());
                }
                Ok(Constant::Text(text.to_string()))
            }
            (Kind::Day, LiteralKind::Text(text)) => day(text).map(Constant::Day),
            (Kind::Moment { .. }, LiteralKind::Text(text)) => moment(text).map(Constant::Moment),
            (
                Kind::Whole | Kind::Fraction(_) | Kind::Binary(_) | Kind::Text { .. } | Kind::Day | Kind::Moment { .. },
                LiteralKind::Number(_) | LiteralKind::Text(_) | LiteralKind::Boolean(_),
            ) => Err("the constant is of another kind than the column".to_owned()),
        }
    }

    /// The greatest value less than the constant; `None` where there is none.
    pub(super) fn before(self, constant: &Constant) -> Option<Constant> {
        match (self, constant) {
            (Kind::Whole, Constant::Number(number)) => match number.as_whole() {
                Some(_) => Some(Constant::Number(number.step_down(0)?)),
                None => Some(Constant::Number(Decimal::whole(number.floor()?))),
            },
            (Kind::Day, Constant::Day(day)) => day.yesterday().ok().map(Constant::Day),
            (Kind::Moment { whole: true }, Constant::Moment(moment)) => {
                moment.checked_sub(1.second()).ok().map(Constant::Moment)
            }
            (
                Kind::Whole | Kind::Fraction(_) | Kind::Binary(_) | Kind::Text { .. } | Kind::Day | Kind::Moment { .. },
                Constant::Number(_) | Constant::Text(_) | Constant::Day(_) | Constant::Moment(_),
            ) => None,
        }
    }

    /// The least value greater than the constant; `None` where there is none.
    pub(super) fn after(self, constant: &Constant) -> Option<Constant> {
        match (self, constant) {
            (Kind::Whole, Constant::Number(number)) => {
                Some(Constant::Number(Decimal::whole(number.floor()?).step_up(0)?))
            }
            (Kind::Day, Constant::Day(day)) => day.tomorrow().ok().map(Constant::Day),
            (Kind::Moment { whole: true }, Constant::Moment(moment)) => {
                moment.checked_add(1.second()).ok().map(Constant::Moment)
            }
            (
                Kind::Whole | Kind::Fraction(_) | Kind::Binary(_) | Kind::Text { .. } | Kind::Day | Kind::Moment { .. },
                Constant::Number(_) | Constant::Text(_) | Constant::Day(_) | Constant::Moment(_),
            ) => None,
        }
    }

    /// Whether the order of values is that in which a filter compares them.
    pub(super) fn is_ordered(self) -> bool {
        match self {
            Kind::Text { ordered, .. } => ordered,
            Kind::Whole | Kind::Fraction(_) | Kind::Binary(_) | Kind::Day | Kind::Moment { .. } => true,
        }
    }
}

impl Constant {
    /// As a filter spells it.
    pub(super) fn text(&self) -> String {
        match self {
            Constant::Number(number) => number.to_string(),
            Constant::Text(text) => text.clone(),
            Constant::Day(day) => day.to_string(),
            Constant::Moment(moment) => moment.strftime(MOMENT).to_string(),
        }
    }

    /// Which of two is greater; `None` where that cannot be told.
    pub(super) fn compare(&self, other: &Constant) -> Option<Ordering> {
        match (self, other) {
            (Constant::Number(one), Constant::Number(other)) => one.compare(*other),
            (Constant::Text(one), Constant::Text(other)) => Some(one.as_bytes().cmp(other.as_bytes())),
            (Constant::Day(one), Constant::Day(other)) => Some(one.cmp(other)),
            (Constant::Moment(one), Constant::Moment(other)) => Some(one.cmp(other)),
            (Constant::Number(_) | Constant::Text(_) | Constant::Day(_) | Constant::Moment(_), _) => None,
        }
    }
}

fn number(text: &str) -> Result<Decimal, String> {
    Decimal::read(text).ok_or_else(|| format!("`{text}` has more digits than a column can hold"))
}

/// A day of the form that DMS takes.
fn day(text: &str) -> Result<Date, String> {
    let parsed = Date::strptime("%Y-%m-%d", text).ok().filter(|day| day.to_string() == text);
    // A day at midnight is the day.
    let at_midnight = || moment(text).ok().filter(|moment| moment.time() == jiff::civil::Time::midnight());
    parsed
        .or_else(|| at_midnight().map(DateTime::date))
        .ok_or_else(|| format!("`{text}` is not a day as DMS takes it: `YYYY-MM-DD`"))
}

/// A moment of the form that DMS takes; a day alone is its first second.
fn moment(text: &str) -> Result<DateTime, String> {
    let wrong = || format!("`{text}` is not a moment as DMS takes it: `YYYY-MM-DD HH:MM:SS`");
    let full = match text.len() {
        10 => format!("{text} 00:00:00"),
        19 => text.to_owned(),
        _ => return Err(wrong()),
    };
    let parsed = DateTime::strptime(MOMENT, &full).map_err(|_| wrong())?;
    if parsed.strftime(MOMENT).to_string() == full { Ok(parsed) } else { Err(wrong()) }
}
