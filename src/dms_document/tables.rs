//! Which rules speak of the same tables, found without comparing all with all.

use std::cell::OnceCell;

use super::model::{Locator, OneOf, Rule, Says};
use super::pattern::Pattern;
use super::prefixes::{Prefixes, Search, Start};
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

/// Rules by the tables, and columns, of which they speak.
#[derive(Default)]
pub struct Index<'d> {
    list: Vec<(&'d Rule, Tables)>,
    orders: OnceCell<Vec<Prefixes>>,
}

/// Schema, table and column, each from its start and from its end.
fn starts(tables: &Tables, column: &Pattern) -> Vec<Start> {
    let names = [&tables.table, column, &tables.schema];
    names.into_iter().flat_map(|name| [false, true].map(|backwards| Start::of(name, backwards))).collect()
}

/// The column of a rule, or all.
fn column(rule: &Rule) -> Pattern {
    rule.locator.column.as_ref().map_or_else(|| Pattern::new("%"), |name| Pattern::new(&name.value))
}

/// The steps after which a search asks whether another order is quicker.
const STEPS: usize = 64;

impl<'d> Index<'d> {
    /// Adds a rule.
    pub fn add(&mut self, rule: &'d Rule, tables: Tables) {
        self.orders.take();
        self.list.push((rule, tables));
    }

    /// The rules that share a table with these, in the order in which they were added.
    pub fn of<'i>(&'i self, tables: &'i Tables) -> impl Iterator<Item = (&'d Rule, &'i Tables)> + 'i {
        self.sharing(starts(tables, &Pattern::new("%")), tables)
    }

    /// Those that may share a column of a table with the rule, which speaks of these tables.
    pub fn of_object<'i>(
        &'i self,
        rule: &Rule,
        tables: &'i Tables,
    ) -> impl Iterator<Item = (&'d Rule, &'i Tables)> + 'i {
        self.sharing(starts(tables, &column(rule)), tables)
    }

    fn sharing<'i>(
        &'i self,
        wanted: Vec<Start>,
        tables: &'i Tables,
    ) -> impl Iterator<Item = (&'d Rule, &'i Tables)> + 'i {
        let mut found = Vec::new();
        let mut steps = STEPS;
        // All orders lead to the same rules: the first that gets there is taken.
        let mut search = || {
            let ended = |(order, start): (&Prefixes, &Start)| order.search(start, steps, &mut found) == Search::Done;
            let is_found = self.orders().iter().zip(&wanted).any(ended);
            steps = steps.saturating_mul(4);
            is_found
        };
        while !search() {}
        found.sort_unstable();
        let pair = |place: usize| {
            let (rule, tables) = &self.list[place];
            (*rule, tables)
        };
        found.into_iter().map(pair).filter(|(_, other)| other.overlap(tables))
    }

    /// Whether a rule shares a table with these.
    pub fn has_some(&self, tables: &Tables) -> bool {
        // Where all are meant, the first that is looked at is one.
        let first = self.list.iter().take(STEPS).any(|(_, other)| other.overlap(tables));
        first || self.of(tables).next().is_some()
    }

    fn orders(&self) -> &[Prefixes] {
        self.orders.get_or_init(|| {
            let mut lists = vec![Vec::new(); 6];
            for (place, (rule, tables)) in self.list.iter().enumerate() {
                for (list, start) in lists.iter_mut().zip(starts(tables, &column(rule))) {
                    list.push((start, place));
                }
            }
            lists.into_iter().map(Prefixes::new).collect()
        })
    }

    /// All rules with their tables.
    pub fn all(&self) -> impl Iterator<Item = (&'d Rule, &Tables)> {
        self.list.iter().map(|(rule, tables)| (*rule, tables))
    }

    /// The rules with their tables, as they were added.
    pub fn into_rules(self) -> Vec<(&'d Rule, Tables)> {
        self.list
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The steps of all searches so far.
    #[cfg(test)]
    pub fn work(&self) -> usize {
        self.orders().iter().map(Prefixes::work).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Tables};
    use crate::dms_document::model::{At, Locator, OneOf, Rule, Says};
    use crate::text::{Span, Texts};

    /// A rule that speaks of this.
    fn rule(names: [&str; 3], place: u32) -> Rule {
        let span = Span { text: Texts::new().add("a.json", String::new()), start: place, end: place + 1 };
        let text = |value: &str| At { value: value.to_owned(), span };
        let locator = Locator {
            schema: Some(text(names[0])),
            table: Some(text(names[1])),
            column: Some(text(names[2])),
            ..Locator::default()
        };
        let kind = OneOf { known: None, written: text("?") };
        Rule { id: None, name: None, locator, says: Says::Unknown, kind, span }
    }

    /// The steps of looking for what shares something with each rule.
    fn work(names: impl Fn(u32) -> [String; 3], count: u32) -> usize {
        let rules: Vec<Rule> =
            (0..count).map(|place| rule(names(place).each_ref().map(String::as_str), place)).collect();
        let mut index = Index::default();
        let tables = |rule: &Rule| Tables::of_rule(rule).expect("schema and table");
        rules.iter().for_each(|rule| index.add(rule, tables(rule)));
        for rule in &rules {
            assert!(index.of_object(rule, &tables(rule)).any(|(other, _)| other.span == rule.span));
        }
        index.work()
    }

    /// Each rule is compared with few others, whichever part of its names tells it from them.
    #[test]
    fn rules_that_share_nothing_are_not_compared() {
        let text = str::to_owned;
        type Names = fn(u32) -> [String; 3];
        let kinds: [Names; 7] = [
            |place| ["shop".into(), format!("t{place}_%"), "%".into()],
            |place| ["shop".into(), format!("%_t{place}"), "%".into()],
            |place| ["shop".into(), format!("a_table_{place}"), "%".into()],
            |place| ["%".into(), "%".into(), format!("my_column_{place}")],
            |place| ["%".into(), "%".into(), format!("%_{place}_")],
            |place| [format!("tenant{place}"), "%".into(), "%".into()],
            |place| ["shop".into(), format!("t[_]{place}x%"), "id".into()],
        ];
        for names in kinds {
            let (some, many) = (work(names, 1_000), work(names, 8_000));
            assert!(many < some * 16, "{:?}: {some} and {many} steps", names(1));
        }
        assert!(work(|_| [text("a"), text("%"), text("%")], 100) > 100 * 100, "all share all");
    }
}
