//! A column: its name, its type, its options.

use super::charsets;
use super::constraint::Constraint;
use super::cursor::{Cursor, Named};
use super::scope::Scope;
use super::{options, types};
use crate::diag::Diagnostics;
use crate::schema::errors;
use crate::schema::model::{Column, Dialect};
use crate::text::Name;
use crate::types::{TextType, Type};

/// A column and what it claims of the table's rows.
pub struct Declared {
    /// The column.
    pub column: Column,
    /// `PRIMARY KEY`, `UNIQUE`, `CHECK` among its options.
    pub constraints: Vec<Constraint>,
}

/// Reads the column that fills what is left; `None` where no name stands. `scope` knows the types that the file declares.
pub fn read(cursor: &mut Cursor<'_>, scope: &Scope, diags: &mut Diagnostics) -> Option<Declared> {
    let name = cursor.name()?;
    Some(definition(cursor, name, scope, diags))
}

/// Reads what follows the name of a column.
pub fn definition(cursor: &mut Cursor<'_>, name: Named, scope: &Scope, diags: &mut Diagnostics) -> Declared {
    let start = *cursor;
    let phrase = if options::begins(cursor) { None } else { types::phrase(cursor) };
    let ty_span = if phrase.is_some() { cursor.since(&start) } else { name.span };
    let declared: Name = if phrase.is_some() { cursor.written(ty_span) } else { Name::from("") };
    let (ty, declared) = match &phrase {
        Some(phrase) => scope.meaning(phrase, declared),
        None => (Type::Opaque(declared.clone()), declared),
    };
    let found = options::read(cursor, &name);
    let may_lack_type =
        found.generated || matches!(scope.dialect, Dialect::Sqlite | Dialect::Oracle) && !start.is_done();
    if phrase.is_none() && !may_lack_type && scope.dialect != Dialect::Sqlite {
        diags.push(errors::column_without_type(&name.name, name.span));
    } else if let Some(unknown) = found.unknown {
        diags.push(errors::unread_option(&name.name, unknown, &start.written(unknown)));
    }
    let words = phrase.as_ref().map_or("", |phrase| &phrase.words);
    // Types that are more than a type: a sequence, and SQL Server's name of an object.
    let implied = words.ends_with("serial") || words.starts_with("serial") || words == "sysname";
    let binary = phrase.as_ref().is_some_and(|phrase| phrase.has("binary"));
    let collation = collation(&found, &ty, binary, scope.dialect).map(|collation| cursor.origin.texts.get(&collation));
    let column = Column {
        name: name.name,
        ty,
        declared,
        ty_span,
        nullable: found.nullable.unwrap_or(!implied),
        collation,
        default: found.default,
        generated: found.generated,
        comment: found.comment,
        span: name.span,
    };
    Declared { column, constraints: found.constraints }
}

/// The collation that the options name; in MySQL also that of a character set. `binary` is MySQL's word beside the type.
fn collation(found: &options::Options, ty: &Type, binary: bool, dialect: Dialect) -> Option<Name> {
    // Names for whatever the database has by default.
    const NONE: &[&str] = &["default", "DATABASE_DEFAULT", "USING_NLS_COMP"];
    if found.collation.is_some() || dialect != Dialect::MySql {
        return found.collation.clone().filter(|name| !NONE.iter().any(|none| none.eq_ignore_ascii_case(name)));
    }
    match (&found.charset, binary || found.binary) {
        (Some(charset), true) => Some(charsets::binary(charset).into()),
        (Some(charset), false) => charsets::collation(charset).map(Name::from),
        // Of a character set that is not known here.
        (None, true) => Some("binary".into()),
        (None, false) => matches!(ty, Type::Text(TextType { national: true, .. })).then(|| "utf8mb3_general_ci".into()),
    }
}
