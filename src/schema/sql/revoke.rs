//! Claims that a later statement takes back: dropped, switched off, switched on again.
//!
//! A claim that is trusted though it no longer holds lets rows be merged in silence. So where a statement names none that is
//! known, all go that it could mean: those without a name in the file, which the database has named itself.

use rustc_hash::FxHashSet;

use super::draft::{Claim, Draft};
use super::names;
use crate::schema::model::{Dialect, Key};
use crate::text::Name;

/// Which kinds of claims a statement can mean.
#[derive(Clone, Copy)]
pub enum Among {
    /// Any.
    All,
    /// Keys: what an index keeps.
    Keys,
    /// Conditions.
    Checks,
}

/// What a statement means.
pub enum Target {
    /// The one of this name.
    Named(Name),
    /// The primary key.
    Primary,
    /// The key of these columns, in any order.
    Unique(Vec<usize>),
    /// All of them: it says so, or it cannot be read.
    Every,
}

/// What a claim is, apart from its content.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Unique,
    Check,
}

impl Among {
    fn has(self, kind: Kind) -> bool {
        match self {
            Among::All => true,
            Among::Keys => kind != Kind::Check,
            Among::Checks => kind == Kind::Check,
        }
    }
}

/// Takes away for good what is meant.
pub fn drop(draft: &mut Draft, target: &Target, among: Among) {
    take(draft, target, among);
    if let Target::Named(name) = target {
        let dialect = draft.dialect;
        draft.held.retain(|claim| !is_called(dialect, claim.name(), name));
    }
}

/// Switches off what is meant, so that [`enable`] can bring it back.
pub fn disable(draft: &mut Draft, target: &Target, among: Among) {
    let taken = take(draft, target, among);
    draft.held.extend(taken);
}

/// Switches on what was switched off.
pub fn enable(draft: &mut Draft, target: &Target, among: Among) {
    let dialect = draft.dialect;
    let (back, held) = std::mem::take(&mut draft.held).into_iter().partition(|claim| {
        among.has(kind(claim))
            && match target {
                Target::Named(name) => is_called(dialect, claim.name(), name),
                Target::Primary => kind(claim) == Kind::Primary,
                Target::Unique(columns) => matches!(claim, Claim::Unique(key) if same_columns(key, columns)),
                Target::Every => true,
            }
    });
    draft.held = held;
    let back: Vec<Claim> = back;
    back.into_iter().for_each(|claim| draft.claim(claim));
}

/// Gives another name. Where more than one could be meant, none of them is kept.
pub fn rename(draft: &mut Draft, from: Name, to: Name) {
    draft.note_name(Some(&to));
    let dialect = draft.dialect;
    if let Some(held) = draft.held.iter_mut().find(|claim| is_called(dialect, claim.name(), &from)) {
        held.rename(to);
        return;
    }
    let mut taken = take(draft, &Target::Named(from), Among::All);
    if let (Some(mut claim), true) = (taken.pop(), taken.is_empty()) {
        claim.rename(to);
        draft.claim(claim);
    }
}

fn kind(claim: &Claim) -> Kind {
    match claim {
        Claim::Primary(_) => Kind::Primary,
        Claim::Unique(_) => Kind::Unique,
        Claim::Check(_) => Kind::Check,
    }
}

fn is_called(dialect: Dialect, name: Option<&Name>, other: &str) -> bool {
    name.is_some_and(|name| names::identity(dialect, name) == names::identity(dialect, other))
}

fn same_columns(key: &Key, columns: &[usize]) -> bool {
    let sorted = |columns: &[usize]| {
        let mut columns = columns.to_vec();
        columns.sort_unstable();
        columns.dedup();
        columns
    };
    sorted(&key.columns) == sorted(columns)
}

fn take(draft: &mut Draft, target: &Target, among: Among) -> Vec<Claim> {
    let taken = match target {
        Target::Named(name) => take_named(draft, name, among),
        Target::Primary => take_where(draft, |claim| kind(claim) == Kind::Primary),
        Target::Unique(columns) => take_unique(draft, columns),
        Target::Every => take_where(draft, |claim| among.has(kind(claim))),
    };
    if draft.dialect == Dialect::Oracle {
        // Two constraints cannot have the same columns there, so another key of them is an index, which may go along.
        for claim in &taken {
            if let Claim::Primary(key) | Claim::Unique(key) = claim {
                draft.table.unique.retain(|other| !same_columns(other, &key.columns));
            }
        }
    }
    taken
}

fn take_unique(draft: &mut Draft, columns: &[usize]) -> Vec<Claim> {
    let is_meant = |claim: &Claim| matches!(claim, Claim::Unique(key) if same_columns(key, columns));
    let taken = take_where(draft, is_meant);
    if taken.is_empty() && !draft.held.iter().any(is_meant) {
        return take_where(draft, |claim| kind(claim) == Kind::Unique);
    }
    taken
}

fn take_named(draft: &mut Draft, name: &str, among: Among) -> Vec<Claim> {
    let dialect = draft.dialect;
    let taken = take_where(draft, |claim| among.has(kind(claim)) && is_called(dialect, claim.name(), name));
    let is_known = draft.knows_name(name) || draft.held.iter().any(|claim| is_called(dialect, claim.name(), name));
    if !taken.is_empty() {
        return taken;
    }
    let own: FxHashSet<Vec<usize>> =
        draft.table.unique.iter().filter(|key| is_its_own(draft, key, name)).map(|key| key.columns.clone()).collect();
    if among.has(Kind::Unique) && !own.is_empty() {
        return take_where(
            draft,
            |claim| matches!(claim, Claim::Unique(key) if key.name.is_none() && own.contains(&key.columns)),
        );
    }
    // MySQL lets a key and a check have the same name.
    let is_other = || names_of(draft).any(|other| is_called(dialect, Some(other), name));
    if is_known || (dialect != Dialect::MySql && is_other()) {
        return Vec::new();
    }
    let among = match (given(dialect, name), among) {
        (Given::Nothing, _) => return Vec::new(),
        (Given::One(kind), _) => vec![kind],
        (Given::Any, Among::All) => vec![Kind::Primary, Kind::Unique, Kind::Check],
        (Given::Any, Among::Keys) => vec![Kind::Primary, Kind::Unique],
        (Given::Any, Among::Checks) => vec![Kind::Check],
        (Given::NotPrimary, Among::All) => vec![Kind::Unique, Kind::Check],
        (Given::NotPrimary, Among::Keys) => vec![Kind::Unique],
        (Given::NotPrimary, Among::Checks) => vec![Kind::Check],
    };
    // MySQL calls each primary key the same, whatever the statement said.
    let all_alike = dialect == Dialect::MySql;
    take_where(draft, |claim| {
        let nameless = claim.name().is_none() || (all_alike && kind(claim) == Kind::Primary);
        nameless && among.contains(&kind(claim))
    })
}

fn names_of(draft: &Draft) -> impl Iterator<Item = &Name> {
    let keys = draft.table.primary_key.iter().chain(&draft.table.unique).filter_map(|key| key.name.as_ref());
    keys.chain(draft.table.checks.iter().filter_map(|check| check.name.as_ref()))
}

/// What a name can stand for that a database gave.
enum Given {
    Nothing,
    One(Kind),
    NotPrimary,
    Any,
}

/// Databases tell in the names they give what they name. Sources: PostgreSQL's `ChooseConstraintName`; MySQL 8.4 Reference
/// Manual, `CREATE TABLE` and "CHECK Constraints"; SQL Server's names begin with the kind of the object.
fn given(dialect: Dialect, name: &str) -> Given {
    let base = name.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let by_end = |ends: &[(&str, Given)]| ends.iter().position(|(end, _)| base.ends_with(end));
    match dialect {
        Dialect::Postgres => {
            let ends = [
                ("_pkey", Given::One(Kind::Primary)),
                ("_key", Given::One(Kind::Unique)),
                ("_check", Given::One(Kind::Check)),
                ("_fkey", Given::Nothing),
                ("_not_null", Given::Nothing),
                ("_excl", Given::Nothing),
            ];
            let place = by_end(&ends);
            place.and_then(|place| ends.into_iter().nth(place)).map_or(Given::Any, |(_, given)| given)
        }
        Dialect::MySql if name.eq_ignore_ascii_case("PRIMARY") => Given::One(Kind::Primary),
        Dialect::MySql if base.ends_with("_ibfk_") => Given::Nothing,
        Dialect::MySql if base.ends_with("_chk_") => Given::One(Kind::Check),
        Dialect::MySql => Given::NotPrimary,
        Dialect::SqlServer => match name.get(..4).unwrap_or("") {
            "PK__" => Given::One(Kind::Primary),
            "UQ__" => Given::One(Kind::Unique),
            "CK__" => Given::One(Kind::Check),
            "FK__" | "DF__" => Given::Nothing,
            _ => Given::Any,
        },
        Dialect::Oracle | Dialect::Sqlite => Given::Any,
    }
}

/// Whether `name` is the one that the database would give this key.
fn is_its_own(draft: &Draft, key: &Key, name: &str) -> bool {
    let columns = || key.columns.iter().map(|place| &*draft.table.columns[*place].name);
    let base = name.trim_end_matches(|digit: char| digit.is_ascii_digit());
    key.name.is_none()
        && match draft.dialect {
            Dialect::Postgres => {
                base == format!("{}_{}_key", draft.table.name, columns().collect::<Vec<_>>().join("_"))
            }
            // The first column, with a number if that name is taken.
            Dialect::MySql => columns().next().is_some_and(|first| {
                let (name, first) = (name.to_lowercase(), first.to_lowercase());
                name == first || (base.len() < name.len() && base.to_lowercase() == format!("{first}_"))
            }),
            Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite => false,
        }
}

/// Takes out the claims that are meant.
fn take_where(draft: &mut Draft, is_meant: impl Fn(&Claim) -> bool) -> Vec<Claim> {
    let table = &mut draft.table;
    let claims = table
        .primary_key
        .take()
        .map(Claim::Primary)
        .into_iter()
        .chain(std::mem::take(&mut table.unique).into_iter().map(Claim::Unique))
        .chain(std::mem::take(&mut table.checks).into_iter().map(Claim::Check));
    let (taken, kept): (Vec<Claim>, Vec<Claim>) = claims.partition(is_meant);
    kept.into_iter().for_each(|claim| draft.claim(claim));
    taken
}
