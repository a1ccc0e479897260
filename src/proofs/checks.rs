//! Facts about columns from the CHECK constraints of a table.
//!
//! A small, tolerant reader: it knows the forms in which constraints speak of one column's values, also as PostgreSQL's
//! and SQL Server's dumps spell them; everything else gives no fact. What a dialect does not promise is no fact either:
//!
//! - MySQL before 8.0.16 and MariaDB before 10.2.1 read CHECK constraints and ignore them, and a dump does not tell: none.
//! - SQL Server compares texts without regard to case (by default) and to blanks at the end, SQLite's columns may: there
//!   `in ('a')` also lets `A` or `a ` pass. What forbids a text (`not like '%|%'`) forbids it everywhere.

use super::check_regex;
use super::check_words::{Word, words};
use super::claims::{self, Constant};
use super::facts::Facts;
use crate::schema::{Column, Dialect, Table};
use crate::types::Type;

/// Parentheses within parentheses that are followed.
const DEEPEST: usize = 32;

/// What the table's constraints say of each column, in the order of the columns.
pub fn checked(table: &Table, dialect: Dialect) -> Vec<Facts> {
    let mut facts = vec![Facts::default(); table.columns.len()];
    if dialect == Dialect::MySql {
        return facts;
    }
    for check in &table.checks {
        if let Some(words) = words(&check.text, dialect) {
            add(&without_lone_parentheses(words), table, dialect, DEEPEST, &mut facts);
        }
    }
    facts
}

/// `(a)` is `a`, unless it is what a function or list is given.
fn without_lone_parentheses(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        out.push(word);
        // Each turn takes two words away.
        while let [before @ .., open, inner, close] = out.as_slice() {
            let lone = open.is_sign("(") && close.is_sign(")") && !matches!(inner, Word::Sign(_));
            let joins = |word: &Word| ["AND", "OR", "NOT", "LIKE"].iter().any(|keyword| word.is_keyword(keyword));
            let called = before.last().is_some_and(|word| matches!(word, Word::Name { .. }) && !joins(word));
            if !lone || called {
                break;
            }
            let inner = inner.clone();
            out.truncate(out.len() - 3);
            out.push(inner);
        }
    }
    out
}

/// Adds what a condition says: what each of its parts joined by `and` says.
fn add(words: &[Word], table: &Table, dialect: Dialect, depth: usize, facts: &mut [Facts]) {
    let Some(parts) = conjuncts(words) else { return };
    match (parts.as_slice(), depth) {
        (_, 0) => {}
        ([part], _) => match part {
            [open, inner @ .., close] if open.is_sign("(") && close.is_sign(")") => {
                add(inner, table, dialect, depth - 1, facts);
            }
            _ => add_one(part, table, dialect, facts),
        },
        (parts, _) => parts.iter().for_each(|part| add(part, table, dialect, depth - 1, facts)),
    }
}

/// The parts that `and` joins; `None` where `or` joins some, a `case` holds them, or parentheses do not match.
fn conjuncts(words: &[Word]) -> Option<Vec<&[Word]>> {
    let (mut depth, mut from, mut between) = (0_usize, 0, false);
    let mut parts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.is_sign("(") {
            depth += 1;
        } else if word.is_sign(")") {
            depth = depth.checked_sub(1)?;
        } else if depth == 0 && (word.is_keyword("OR") || word.is_keyword("CASE")) {
            return None;
        } else if depth == 0 && word.is_keyword("BETWEEN") {
            between = true;
        } else if depth == 0 && word.is_keyword("AND") && !std::mem::take(&mut between) {
            parts.push(&words[from..at]);
            from = at + 1;
        }
    }
    parts.push(&words[from..]);
    (depth == 0).then_some(parts)
}

/// A comparison: its words with the particulars taken out (`C NOT LIKE T`), and the particulars.
struct Comparison<'a> {
    form: String,
    column: (usize, &'a Column),
    texts: Vec<String>,
    numbers: Vec<i128>,
}

/// Reads a comparison of one column with constants.
fn comparison<'a>(words: &[Word], table: &'a Table) -> Option<Comparison<'a>> {
    let mut form: Vec<String> = Vec::new();
    let (mut column, mut texts, mut numbers) = (None, Vec::new(), Vec::new());
    for (at, word) in words.iter().enumerate() {
        let called = words.get(at + 1).is_some_and(|next| next.is_sign("("));
        let spelled = match word {
            Word::Name { text, quoted } => match (called, find(text, *quoted, table)) {
                (false, Some(place)) if column.is_none() => {
                    column = Some(place);
                    "C".to_owned()
                }
                (false, Some(_)) => return None,
                (true, _) | (false, None) => text.to_uppercase(),
            },
            Word::Text(text) => {
                texts.push(text.clone());
                "T".to_owned()
            }
            Word::Number(number) => {
                numbers.push(*number);
                "N".to_owned()
            }
            Word::Sign(sign) => sign.clone(),
        };
        // A list is spelled by its first member.
        match form.as_slice() {
            [.., member, comma] if comma == "," && *member == spelled && (spelled == "T" || spelled == "N") => {
                form.pop();
            }
            _ => form.push(spelled),
        }
    }
    let column = column?;
    Some(Comparison { form: form.join(" "), column: (column, &table.columns[column]), texts, numbers })
}

/// The column of this name. What has no quotes is folded, so that case does not count.
fn find(name: &str, quoted: bool, table: &Table) -> Option<usize> {
    let folded = |column: &Column| !quoted && column.name.eq_ignore_ascii_case(name);
    table.column(name).or_else(|| table.columns.iter().position(folded))
}

fn add_one(words: &[Word], table: &Table, dialect: Dialect, facts: &mut [Facts]) {
    let Some(comparison) = comparison(words, table) else { return };
    let fact = match (comparison.texts.as_slice(), comparison.numbers.as_slice()) {
        (texts @ [text, ..], []) => of_texts(&comparison, text, texts, dialect),
        ([text], [0]) => of_search(&comparison.form, text),
        ([], [number]) => of_number(&comparison, *number, dialect),
        ([], [low, high]) if comparison.form.ends_with("BETWEEN N AND N") => between(&comparison, *low, *high, dialect),
        ([], numbers) if comparison.form == "C IN ( N )" => whole(&comparison, numbers),
        (_, _) => Facts::default(),
    };
    facts[comparison.column.0].and(fact);
}

/// Comparisons with texts.
fn of_texts(comparison: &Comparison<'_>, text: &str, texts: &[String], dialect: Dialect) -> Facts {
    let ty = &comparison.column.1.ty;
    match comparison.form.as_str() {
        "C = T" | "C IN ( T )" | "C = ANY ( ARRAY [ T ] )" | "C = ANY ( ( ARRAY [ T ] ) )" => {
            let words: Vec<Constant> = texts.iter().cloned().map(Constant::Text).collect();
            if compares_exactly(comparison.column.1, dialect) { claims::one_of(ty, &words) } else { Facts::default() }
        }
        // Further texts change what the first one means: `escape`, the options of a match.
        _ if texts.len() > 1 => Facts::default(),
        // SQL Server has sets in its patterns.
        "C NOT LIKE T" | "NOT C LIKE T" | "C !~~ T" if dialect != Dialect::SqlServer || !text.contains('[') => {
            claims::not_like(text)
        }
        "C LIKE T" | "C ~~ T" if matches!(dialect, Dialect::Postgres | Dialect::Oracle) => claims::like(ty, text),
        "C ~ T" if dialect == Dialect::Postgres => expression(ty, text, true),
        "REGEXP_LIKE ( C , T )" if dialect == Dialect::Oracle => expression(ty, text, false),
        _ => Facts::default(),
    }
}

fn expression(ty: &Type, text: &str, ranges: bool) -> Facts {
    match check_regex::read(text, ranges) {
        Some(pattern) if matches!(ty, Type::Text(_)) => Facts::form(pattern),
        Some(_) | None => Facts::default(),
    }
}

/// Whether `=` between texts holds only for the same characters.
fn compares_exactly(column: &Column, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Postgres | Dialect::Oracle => true,
        Dialect::Sqlite => column.collation.as_ref().is_none_or(|name| name.eq_ignore_ascii_case("BINARY")),
        Dialect::MySql | Dialect::SqlServer => false,
    }
}

/// A place that is 0: the text is not found.
fn of_search(form: &str, text: &str) -> Facts {
    match form {
        "INSTR ( C , T ) = N"
        | "STRPOS ( C , T ) = N"
        | "POSITION ( C , T ) = N"
        | "POSITION ( T IN C ) = N"
        | "CHARINDEX ( T , C ) = N" => Facts::without(text),
        _ => Facts::default(),
    }
}

/// Comparisons with one number: of the column, or of its length.
fn of_number(comparison: &Comparison<'_>, number: i128, dialect: Dialect) -> Facts {
    let ty = &comparison.column.1.ty;
    match comparison.form.as_str() {
        "C >= N" => claims::at_least(ty, number, false),
        "C > N" => claims::at_least(ty, number, true),
        "C <= N" => claims::at_most(ty, number, false),
        "C < N" => claims::at_most(ty, number, true),
        "C = N" | "C IN ( N )" => whole(comparison, &[number]),
        form => match length_of(form, dialect) {
            Some("=") => lengths(ty, Some(number), Some(number)),
            Some(">=") => lengths(ty, Some(number), None),
            Some(">") => lengths(ty, number.checked_add(1), None),
            Some("<=") => lengths(ty, None, Some(number)),
            Some("<") => lengths(ty, None, number.checked_sub(1)),
            Some(_) | None => Facts::default(),
        },
    }
}

fn between(comparison: &Comparison<'_>, low: i128, high: i128, dialect: Dialect) -> Facts {
    let ty = &comparison.column.1.ty;
    if comparison.form == "C BETWEEN N AND N" {
        let mut facts = claims::at_least(ty, low, false);
        facts.and(claims::at_most(ty, high, false));
        return facts;
    }
    match length_of(comparison.form.trim_end_matches("AND N").trim_end(), dialect) {
        Some("BETWEEN") => lengths(ty, Some(low), Some(high)),
        Some(_) | None => Facts::default(),
    }
}

/// The operator of `LENGTH ( C ) operator N`. SQL Server's `LEN` does not count blanks at the end, and is not read.
fn length_of(form: &str, dialect: Dialect) -> Option<&str> {
    if dialect == Dialect::SqlServer {
        return None;
    }
    let names = ["LENGTH", "CHAR_LENGTH", "CHARACTER_LENGTH"];
    let rest = names.into_iter().find_map(|name| form.strip_prefix(name)?.strip_prefix(" ( C ) "))?;
    rest.strip_suffix(" N")
}

/// Lengths of a text. A blank-padded one is counted with its blanks, but arrives without them: no shortest length.
fn lengths(ty: &Type, min: Option<i128>, max: Option<i128>) -> Facts {
    let count = |number: i128| u64::try_from(number.max(0)).ok();
    let Type::Text(text) = ty else { return Facts::default() };
    Facts {
        min_len: if text.fixed { None } else { min.and_then(count) },
        max_len: max.and_then(count),
        ..Facts::default()
    }
}

fn whole(comparison: &Comparison<'_>, numbers: &[i128]) -> Facts {
    let words: Vec<Constant> = numbers.iter().copied().map(Constant::Whole).collect();
    claims::one_of(&comparison.column.1.ty, &words)
}
