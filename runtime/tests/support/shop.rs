//! Histories of the table `mydatabase.purchase`, and the four modules that follow them: what each makes of the final rows, and
//! what a model of DynamoDB holds after the events.

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use mapc_runtime::events::{Binlog, Changes, Message, Order, RequestLines, RequestSink, Requests, Tombstone};
use mapc_runtime::{AttributeValue, Duplicates, Error, Number, item, items};

use crate::purchase::{CHANGES, Keeps, Ordered, Row, Unordered, composite, pivot};
use crate::random::Random;
use crate::render;
use mapc_runtime::check::{Answer, Attributes, Database, attributes};

pub const TABLE: &str = "purchase";
const EXPIRES: &str = "expires_at";

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Purchase {
    pub customer: &'static str,
    pub order: &'static str,
    pub product: &'static str,
    pub quantity: Option<u32>,
}

/// The published row.
pub const fn purchase(order: &'static str, product: &'static str, quantity: u32) -> Purchase {
    Purchase { customer: "customeridA74187", order, product, quantity: Some(quantity) }
}

/// A change of a row, at a place of the log.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub position: u32,
    pub before: Option<Purchase>,
    pub after: Option<Purchase>,
}

/// The rows of the table by primary key, with the place of their last change.
pub type Rows = BTreeMap<(&'static str, &'static str, &'static str), (Purchase, u32)>;

/// A map and a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Map {
    Composite,
    CompositeUnordered,
    Pivot,
    PivotUnordered,
}

impl Purchase {
    pub fn key(&self) -> (&'static str, &'static str, &'static str) {
        (self.customer, self.order, self.product)
    }

    fn json(&self) -> String {
        let [customer, order, product] = [self.customer, self.order, self.product].map(render::text);
        let quantity = self.quantity.map_or("null".to_owned(), |quantity| quantity.to_string());
        format!(r#"{{"customerid":{customer},"orderid":{order},"productid":{product},"quantity":{quantity}}}"#)
    }
}

impl Change {
    /// Changes the rows.
    pub fn apply(&self, rows: &mut Rows) {
        if let Some(row) = self.before {
            rows.remove(&row.key());
        }
        if let Some(row) = self.after {
            rows.insert(row.key(), (row, self.position));
        }
    }

    /// The message of the published producer, with a position.
    pub fn message(&self) -> String {
        let (kind, row) = match (self.before, self.after) {
            (None, Some(after)) => ("WriteRowsEvent", format!(r#""values":{}"#, after.json())),
            (Some(before), None) => ("DeleteRowsEvent", format!(r#""values":{}"#, before.json())),
            (Some(before), Some(after)) => {
                ("UpdateRowsEvent", format!(r#""before_values":{},"after_values":{}"#, before.json(), after.json()))
            }
            (None, None) => panic!("no change"),
        };
        let position = position(self.position);
        format!(
            r#"{{"schema":"mydatabase","table":"purchase","type":"{kind}","row":{{{row}}},"position":"{position}"}}"#
        )
    }
}

fn position(number: u32) -> String {
    format!("{number:08}")
}

impl Map {
    pub const ALL: [Map; 4] = [Map::Composite, Map::CompositeUnordered, Map::Pivot, Map::PivotUnordered];

    pub fn is_pivot(self) -> bool {
        matches!(self, Map::Pivot | Map::PivotUnordered)
    }

    pub fn is_unordered(self) -> bool {
        matches!(self, Map::CompositeUnordered | Map::PivotUnordered)
    }

    pub fn database(self) -> Database {
        let key: &[&str] =
            if self.is_pivot() { &["customerid", "orderid"] } else { &["customer_orderid", "productid"] };
        Database::new().with_table(TABLE, key)
    }

    fn changes(self) -> Changes {
        let tombstone = (self == Map::CompositeUnordered).then_some(Tombstone { attribute: EXPIRES, seconds: 60 });
        let order = if self.is_unordered() { Order::Unordered { tombstone } } else { Order::Ordered };
        Changes { order, ..CHANGES }
    }

    fn requests<S: RequestSink>(self, message: &str, sink: &mut S) -> Result<(), Error> {
        let mut reader = Binlog::new();
        let Message::Event(event) = reader.read(message.as_bytes())? else { panic!("a change") };
        let changes = self.changes();
        match self {
            Map::Composite => composite::requests::<Ordered, S>(&event, &changes, sink),
            Map::CompositeUnordered => composite::requests::<Unordered, S>(&event, &changes, sink),
            Map::Pivot => pivot::requests::<Ordered, S>(&event, &changes, sink),
            Map::PivotUnordered => pivot::requests::<Unordered, S>(&event, &changes, sink),
        }
    }

    /// Runs the requests of a change. Both kinds of output say the same.
    pub fn follow(self, change: &Change, database: &mut Database) -> Vec<Answer> {
        let (message, mut values, mut lines) = (change.message(), Requests::new(), RequestLines::new());
        values.set_time(1000);
        lines.set_time(1000);
        self.requests(&message, &mut values).expect("requests");
        self.requests(&message, &mut lines).expect("requests");
        let requests = values.take();
        let rendered: String = requests.iter().map(|request| render::line(request) + "\n").collect();
        assert_eq!(lines.as_str(), rendered);
        requests
            .iter()
            .map(|request| database.run(request).unwrap_or_else(|bad| panic!("{bad:?}: {request:?}")))
            .collect()
    }

    /// The items of rows, by the batch transform.
    pub fn batch(self, rows: &Rows) -> Vec<Attributes> {
        match self {
            Map::Composite | Map::Pivot => self.batch_of::<Ordered>(rows),
            Map::CompositeUnordered | Map::PivotUnordered => self.batch_of::<Unordered>(rows),
        }
    }

    fn batch_of<K: Keeps>(self, rows: &Rows) -> Vec<Attributes> {
        let texts: Vec<(Purchase, Option<String>, String)> = rows
            .values()
            .map(|(row, place)| (*row, row.quantity.map(|quantity| quantity.to_string()), position(*place)))
            .collect();
        let rows = texts.iter().map(|(row, quantity, position)| Row {
            customerid: row.customer,
            orderid: row.order,
            productid: row.product,
            quantity: quantity.as_deref().map(Number),
            position,
        });
        let mut made: Vec<Attributes> = if self.is_pivot() {
            let rows = rows.map(|row| pivot::Item(row, PhantomData::<K>));
            items(rows, Duplicates::Reject).map(|item| attributes(&item.expect("an item"))).collect()
        } else {
            rows.map(|row| attributes(&item(&composite::Item(row, PhantomData::<K>)).expect("an item"))).collect()
        };
        self.visible(&mut made);
        made
    }

    /// The items that a reader sees: no tombstones, no versions of attributes that went, no items without attributes.
    pub fn seen(self, database: &Database) -> Vec<Attributes> {
        let mut items = database.items(TABLE);
        items.retain(|item| !item.contains_key(EXPIRES));
        self.visible(&mut items);
        items
    }

    /// Leaves out what a reader does not tell from nothing: a version without its attribute, which a row whose quantity is NULL
    /// leaves as one does that went, and an item without attributes.
    fn visible(self, items: &mut Vec<Attributes>) {
        for item in items.iter_mut() {
            let products = item.keys().filter_map(|name| name.strip_prefix("p#"));
            let kept: BTreeSet<String> = products.map(|product| format!("v#{product}")).collect();
            item.retain(|name, _| !name.starts_with("v#") || kept.contains(name));
        }
        items.retain(|item| !self.is_nothing(item));
        sort(items);
    }

    fn is_nothing(self, item: &Attributes) -> bool {
        self.is_pivot() && !item.keys().any(|name| name.starts_with("p#"))
    }

    /// The items that a change touches.
    fn touched(self, change: &Change) -> BTreeSet<(&'static str, &'static str, &'static str)> {
        let of = |row: Purchase| (row.customer, row.order, if self.is_pivot() { "" } else { row.product });
        change.before.into_iter().chain(change.after).map(of).collect()
    }

    /// The changes in another order that keeps those of each item in order.
    pub fn interleaved(self, log: &[Change], random: &mut Random) -> Vec<Change> {
        let touched: Vec<_> = log.iter().map(|change| self.touched(change)).collect();
        let mut waiting: Vec<usize> = (0..log.len()).collect();
        let mut order = Vec::new();
        while !waiting.is_empty() {
            let is_free =
                |at: usize| waiting[..at].iter().all(|earlier| touched[*earlier].is_disjoint(&touched[waiting[at]]));
            let free: Vec<usize> = (0..waiting.len()).filter(|at| is_free(*at)).collect();
            let next = waiting.remove(random.pick(&free));
            order.push(log[next]);
        }
        order
    }
}

/// Sorts items by their texts, which are different where they are.
fn sort(items: &mut [Attributes]) {
    items.sort_by_cached_key(|item| format!("{item:?}"));
}

/// The same items without what keeps versions.
pub fn without_versions(items: Vec<Attributes>) -> Vec<Attributes> {
    let mut items = items;
    items.iter_mut().for_each(|item| item.retain(|name, _| name != "position" && !name.starts_with("v#")));
    sort(&mut items);
    items
}

/// A quantity, for models that write it in another type.
pub fn as_number(value: &AttributeValue) -> AttributeValue {
    if let AttributeValue::S(text) = value { AttributeValue::number(text) } else { value.clone() }
}

/// A random history of a table with a unique primary key: the log, and the rows after each change.
pub fn history(random: &mut Random, length: usize) -> (Vec<Change>, Vec<Rows>) {
    const CUSTOMERS: [&str; 2] = ["c1", "c\"2\n"];
    const ORDERS: [&str; 2] = ["o1", "o2"];
    const PRODUCTS: [&str; 4] = ["p1", "size", "a.b", "ü#"];
    let mut rows = Rows::new();
    let (mut log, mut states) = (Vec::new(), vec![rows.clone()]);
    while log.len() < length {
        let position = log.len() as u32 + 1;
        let fresh = Purchase {
            customer: random.pick(&CUSTOMERS),
            order: random.pick(&ORDERS),
            product: random.pick(&PRODUCTS),
            quantity: (!random.chance(8)).then(|| random.below(100) as u32),
        };
        let known: Vec<Purchase> = rows.values().map(|(row, _)| *row).collect();
        let (before, after) = match random.below(5) {
            0 | 1 if !rows.contains_key(&fresh.key()) => (None, Some(fresh)),
            2 if !known.is_empty() => {
                let row = random.pick(&known);
                (Some(row), Some(Purchase { quantity: fresh.quantity, ..row }))
            }
            3 if !known.is_empty() => {
                let row = random.pick(&known);
                let moved = match random.below(3) {
                    0 => Purchase { product: fresh.product, ..row },
                    1 => Purchase { order: fresh.order, ..row },
                    _ => fresh,
                };
                if moved.key() != row.key() && rows.contains_key(&moved.key()) {
                    continue;
                }
                (Some(row), Some(moved))
            }
            4 if !known.is_empty() => (Some(random.pick(&known)), None),
            _ => continue,
        };
        let change = Change { position, before, after };
        change.apply(&mut rows);
        log.push(change);
        states.push(rows.clone());
    }
    (log, states)
}
