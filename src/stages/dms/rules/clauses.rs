//! A condition as DMS can join tests: all of several clauses, each true when one of its tests is.
//!
//! What is here knows nothing of a service. Truth has three values, as in SQL; every step keeps all three.

use crate::mapping::{Condition, LiteralKind, Test};

/// The most clauses of a condition.
const MOST_CLAUSES: usize = 500;
/// The most tests in all clauses.
const MOST_TESTS: usize = 2_000;

/// One test of one column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Atom<'c> {
    /// The column.
    pub column: usize,
    /// What is asked.
    pub test: AtomTest<'c>,
}

/// What an [`Atom`] asks; none is a negation of another kind of test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum AtomTest<'c> {
    /// `=`
    Equal(&'c LiteralKind),
    /// `!=`
    NotEqual(&'c LiteralKind),
    /// `<`
    Less(&'c LiteralKind),
    /// `<=`
    AtMost(&'c LiteralKind),
    /// `>`
    Greater(&'c LiteralKind),
    /// `>=`
    AtLeast(&'c LiteralKind),
    /// `between`
    Between(&'c LiteralKind, &'c LiteralKind),
    /// `not between`
    NotBetween(&'c LiteralKind, &'c LiteralKind),
    /// `is null`
    Null,
    /// `is not null`
    NotNull,
    /// A look into the text, by the word of the language.
    Inside(&'static str),
}

/// The place of the column of a name.
pub(crate) type Place<'p> = &'p dyn Fn(&str) -> Option<usize>;

/// The condition is too large when it is taken apart.
#[derive(Debug)]
pub(crate) struct TooLarge;

/// The clauses that must all hold; in each, one of the tests must. None where the condition holds for every row. (The
/// reader of mappings bounds the nesting; that all columns exist was checked.)
pub(crate) fn clauses<'c>(condition: &'c Condition, place: Place<'_>) -> Result<Vec<Vec<Atom<'c>>>, TooLarge> {
    let mut clauses = taken_apart(condition, false, place)?;
    for clause in &mut clauses {
        let mut kept: Vec<Atom<'c>> = Vec::with_capacity(clause.len());
        for atom in clause.drain(..) {
            if !kept.contains(&atom) {
                kept.push(atom);
            }
        }
        *clause = kept;
        absorb_not_null(clause);
    }
    clauses.retain(|clause| !always_holds(clause));
    Ok(without_implied(clauses))
}

/// Of `a is not null or a = 1` the first is enough: the second holds only where the first does.
fn absorb_not_null(clause: &mut Vec<Atom<'_>>) {
    let columns: Vec<usize> =
        clause.iter().filter(|atom| atom.test == AtomTest::NotNull).map(|atom| atom.column).collect();
    clause.retain(|atom| match atom.test {
        AtomTest::Null | AtomTest::NotNull => true,
        AtomTest::Equal(_)
        | AtomTest::NotEqual(_)
        | AtomTest::Less(_)
        | AtomTest::AtMost(_)
        | AtomTest::Greater(_)
        | AtomTest::AtLeast(_)
        | AtomTest::Between(..)
        | AtomTest::NotBetween(..)
        | AtomTest::Inside(_) => !columns.contains(&atom.column),
    });
}

/// A column is NULL or it is not.
fn always_holds(clause: &[Atom<'_>]) -> bool {
    clause
        .iter()
        .filter(|atom| atom.test == AtomTest::Null)
        .any(|null| clause.iter().any(|atom| atom.test == AtomTest::NotNull && atom.column == null.column))
}

/// Without clauses that hold wherever another one does, since they have all its tests and more.
fn without_implied(clauses: Vec<Vec<Atom<'_>>>) -> Vec<Vec<Atom<'_>>> {
    let is_implied = |place: usize, clause: &Vec<Atom<'_>>| {
        clauses.iter().enumerate().any(|(other_place, other)| {
            let is_shorter = other.len() < clause.len() || (other.len() == clause.len() && other_place < place);
            other_place != place && is_shorter && other.iter().all(|atom| clause.contains(atom))
        })
    };
    let implied: Vec<bool> = clauses.iter().enumerate().map(|(place, clause)| is_implied(place, clause)).collect();
    clauses.into_iter().zip(implied).filter(|(_, implied)| !implied).map(|(clause, _)| clause).collect()
}

fn taken_apart<'c>(condition: &'c Condition, negated: bool, place: Place<'_>) -> Result<Vec<Vec<Atom<'c>>>, TooLarge> {
    match (condition, negated) {
        // De Morgan: not (a or b) is not a and not b.
        (Condition::And(list), false) | (Condition::Or(list), true) => {
            let mut all = Vec::new();
            for inner in list {
                all.extend(taken_apart(inner, negated, place)?);
                check_size(&all)?;
            }
            Ok(all)
        }
        (Condition::Or(list), false) | (Condition::And(list), true) => {
            let mut product: Vec<Vec<Atom<'c>>> = vec![Vec::new()];
            for inner in list {
                product = distributed(&product, &taken_apart(inner, negated, place)?)?;
            }
            Ok(product)
        }
        (Condition::Not(inner), negated) => taken_apart(inner, !negated, place),
        (Condition::Test { column, negated: inner, test, .. }, negated) => {
            let Some(column) = column.parts.last().and_then(|name| place(&name.text)) else {
                return Ok(Vec::new());
            };
            Ok(atoms(column, test, *inner != negated))
        }
    }
}

/// `(a and b) or (c and d)` is `(a or c) and (a or d) and (b or c) and (b or d)`.
fn distributed<'c>(one: &[Vec<Atom<'c>>], other: &[Vec<Atom<'c>>]) -> Result<Vec<Vec<Atom<'c>>>, TooLarge> {
    if one.len().saturating_mul(other.len()) > MOST_CLAUSES {
        return Err(TooLarge);
    }
    let mut product = Vec::with_capacity(one.len() * other.len());
    for left in one {
        for right in other {
            product.push(left.iter().chain(right).cloned().collect());
            check_size(&product)?;
        }
    }
    Ok(product)
}

fn check_size(clauses: &[Vec<Atom<'_>>]) -> Result<(), TooLarge> {
    let tests: usize = clauses.iter().map(Vec::len).sum();
    if clauses.len() > MOST_CLAUSES || tests > MOST_TESTS { Err(TooLarge) } else { Ok(()) }
}

/// One test as clauses: `in` is true when one of its constants is the value, `not in` when none is.
fn atoms<'c>(column: usize, test: &'c Test, negated: bool) -> Vec<Vec<Atom<'c>>> {
    let atom = |test| Atom { column, test };
    let one = |test| vec![vec![atom(test)]];
    match (test, negated) {
        (Test::In(list), false) => vec![list.iter().map(|literal| atom(AtomTest::Equal(&literal.kind))).collect()],
        (Test::In(list), true) => list.iter().map(|literal| vec![atom(AtomTest::NotEqual(&literal.kind))]).collect(),
        (Test::Equal(literal), false) => one(AtomTest::Equal(&literal.kind)),
        (Test::Equal(literal), true) => one(AtomTest::NotEqual(&literal.kind)),
        (Test::Less(literal), false) | (Test::AtLeast(literal), true) => one(AtomTest::Less(&literal.kind)),
        (Test::AtMost(literal), false) | (Test::Greater(literal), true) => one(AtomTest::AtMost(&literal.kind)),
        (Test::Greater(literal), false) | (Test::AtMost(literal), true) => one(AtomTest::Greater(&literal.kind)),
        (Test::AtLeast(literal), false) | (Test::Less(literal), true) => one(AtomTest::AtLeast(&literal.kind)),
        (Test::Between(low, high), false) => one(AtomTest::Between(&low.kind, &high.kind)),
        (Test::Between(low, high), true) => one(AtomTest::NotBetween(&low.kind, &high.kind)),
        (Test::Null, false) => one(AtomTest::Null),
        (Test::Null, true) => one(AtomTest::NotNull),
        (Test::Like(_), _) => one(AtomTest::Inside("like")),
        (Test::Contains(_), _) => one(AtomTest::Inside("contains")),
        (Test::StartsWith(_), _) => one(AtomTest::Inside("starts with")),
    }
}
