//! Events that a program tells instead of an envelope: those of tests.

use super::columns::Rules;
use super::event::{Before, Context, Event};
use super::reader::{Memory, object};
use super::tape::Wanted;
use crate::error::Error;

/// What is told leaves no column out, and spells bytes as examples do.
const RULES: Rules =
    Rules { absent_is_null: false, is_hexadecimal: true, exponents_are_rounded: false, has_unavailable: false };

/// Reads rows that a program tells as JSON objects.
#[derive(Debug, Default)]
pub(crate) struct Told {
    memory: Memory,
}

impl Told {
    /// The event; `message` is an object with the members `before` and `after`, where there are such rows.
    pub(crate) fn read<'a>(
        &'a mut self,
        message: &'a [u8],
        rows: (bool, bool),
        context: Context<'a>,
    ) -> Result<Event<'a>, Error> {
        let (read, _) = self.memory.read(message)?;
        let columns = |name| object(read.root.get(Wanted::new(name)), name).map(|tree| read.columns(tree, RULES));
        let before = if rows.0 { Before::Columns(columns("before")?) } else { Before::Unknown };
        let after = if rows.1 { Some(columns("after")?) } else { None };
        Ok(Event { context, before, after })
    }
}
