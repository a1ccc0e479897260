//! Which rules speak of the same tables, found without comparing all with all where names are exact.

use rustc_hash::FxHashMap;

use super::model::{Locator, OneOf, Rule, Says};
use super::pattern::Pattern;
use super::words::{Action, SelectionAction};

/// Schema and table of a rule. A rule of a schema speaks of all its tables.
#[derive(Clone, Debug)]
pub struct Tables {
    /// The schema.
    pub schema: Pattern,
    /// The table.
    pub table: Pattern,
}

impl Tables {
    /// What the locator names; `exactly` where wildcards have no meaning.
    pub fn of(locator: &Locator, exactly: bool) -> Option<Tables> {
        let pattern = |text: &str| if exactly { Pattern::exactly(text) } else { Pattern::new(text) };
        let schema = pattern(&locator.schema.as_ref()?.value);
        let table = locator.table.as_ref().map_or_else(|| Pattern::new("%"), |table| pattern(&table.value));
        Some(Tables { schema, table })
    }

    /// What the locator of a rule names, by what the rule is.
    pub fn of_rule(rule: &Rule) -> Option<Tables> {
        Tables::of(&rule.locator, reads_exactly(rule))
    }

    /// One table.
    pub fn named(schema: &str, table: &str) -> Tables {
        Tables { schema: Pattern::exactly(schema), table: Pattern::exactly(table) }
    }

    /// Whether there is a table of which both speak.
    pub fn overlap(&self, other: &Tables) -> bool {
        self.schema.overlaps(&other.schema) && self.table.overlaps(&other.table)
    }

    /// Whether every table of `other` is one of these, as far as that can be told.
    pub fn cover(&self, other: &Tables) -> bool {
        self.schema.covers(&other.schema) && self.table.covers(&other.table)
    }

    fn names(&self) -> Option<(String, String)> {
        let literal = |pattern: &Pattern| (!pattern.is_wild()).then(|| pattern.text().to_owned());
        Some((literal(&self.schema)?, literal(&self.table)?))
    }
}

/// Whether names of the rule's locator are no patterns.
pub fn reads_exactly(rule: &Rule) -> bool {
    match &rule.says {
        Says::Selection(selection) => OneOf::get(&selection.action) == Some(SelectionAction::Explicit),
        Says::Transformation(says) => OneOf::get(&says.action) == Some(Action::DefinePrimaryKey),
        Says::TableSettings(_) | Says::ObjectMapping(_) => true,
        Says::PostProcessing(_) | Says::Validation(_) | Says::Unknown => false,
    }
}

/// Rules by the tables of which they speak.
#[derive(Default)]
pub struct Index<'d> {
    named: FxHashMap<(String, String), Vec<(&'d Rule, Tables)>>,
    wild: Vec<(&'d Rule, Tables)>,
}

impl<'d> Index<'d> {
    /// Adds a rule.
    pub fn add(&mut self, rule: &'d Rule, tables: Tables) {
        match tables.names().filter(|(schema, table)| !schema.contains('_') && !table.contains('_')) {
            Some(names) => self.named.entry(names).or_default().push((rule, tables)),
            None => self.wild.push((rule, tables)),
        }
    }

    /// The rules that share a table with these, in no order.
    pub fn of<'i>(&'i self, tables: &'i Tables) -> Box<dyn Iterator<Item = (&'d Rule, &'i Tables)> + 'i> {
        let wild = self.wild.iter();
        let shares = |(_, other): &&(&Rule, Tables)| other.overlap(tables);
        let pair = |(rule, tables): &'i (&'d Rule, Tables)| (*rule, tables);
        match tables.names().filter(|(schema, table)| !schema.contains('_') && !table.contains('_')) {
            Some(names) => {
                let named = self.named.get(&names).map_or(&[][..], Vec::as_slice);
                Box::new(named.iter().chain(wild).filter(shares).map(pair))
            }
            None => Box::new(self.named.values().flatten().chain(wild).filter(shares).map(pair)),
        }
    }

    /// The rules with their tables, in the order of the document.
    pub fn into_rules(self) -> Vec<(&'d Rule, Tables)> {
        let mut rules: Vec<(&Rule, Tables)> = self.named.into_values().flatten().chain(self.wild).collect();
        rules.sort_by_key(|(rule, _)| rule.span.start);
        rules
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty() && self.wild.is_empty()
    }
}
