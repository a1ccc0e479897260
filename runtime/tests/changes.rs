//! What an event must say so that there are requests, what is refused, and that nothing is left of what is refused.

#[path = "support/purchase.rs"]
mod purchase;
#[path = "support/race.rs"]
mod race;
#[path = "support/render.rs"]
mod render;

use mapc_runtime::events::{
    BadEvent, Binlog, Changes, Columns, Context, Debezium, Delete, Dms, Event, FromColumns, Identify, KeyChange,
    Message, Order, RequestLines, Requests, Source, Tombstone, item_requests, member_requests,
};
use mapc_runtime::{
    Attributes, Error, Fault, ITEM_BYTES, Members, Name, Number, ToItem, ToMembers, literal, put, put_partition_key,
    template, text,
};
use purchase::{Ordered, Unordered, composite, pivot};
use race::CHANGES;

const UNORDERED: Changes =
    Changes { order: Order::Unordered { tombstone: Some(Tombstone { attribute: "gone", seconds: 60 }) }, ..CHANGES };

fn dms(operation: &str, data: &str, rest: &str) -> String {
    format!(
        r#"{{"data":{data},"metadata":{{"record-type":"data","operation":"{operation}","schema-name":"SH","table-name":"RACE_ENTRY"}}{rest}}}"#
    )
}

fn row(entry: &str) -> String {
    format!(
        r#"{{"RACE_ID":5894,"ENTRY_NO":{entry},"DRIVER":"Ana","TEAM":"Red","STATUS":"STARTED","ODDS":4.20,"ENTERED_AT":"2024-11-02T22:44:22Z"}}"#
    )
}

fn of_event(event: &Event<'_>, changes: &Changes) -> Result<String, Fault> {
    let mut sink = RequestLines::new();
    sink.set_time(40);
    race::requests(event, changes, &mut sink).map_err(|error| error.fault)?;
    Ok(sink.as_str().to_owned())
}

fn of_dms(message: &str, changes: &Changes) -> Result<String, Fault> {
    let mut reader = Dms::new();
    match reader.read(message.as_bytes()) {
        Ok(Message::Event(event)) => of_event(&event, changes),
        Ok(Message::Skip(skip)) => panic!("{skip:?}"),
        Err(error) => Err(error.fault),
    }
}

fn refused(bad: BadEvent) -> Result<String, Fault> {
    Err(Fault::Event(bad))
}

const PUT: &str = concat!(
    r#"{"PutItem":{"TableName":"race_entry","Item":{"pk":{"S":"RACE#5894"},"sk":{"N":"31"},"DRIVER":{"S":"Ana"},"#,
    r#""TEAM":{"S":"Red"},"STATUS":{"S":"STARTED"},"ODDS":{"N":"4.20"},"ENTERED_AT":{"S":"2024-11-02T22:44:22Z"}}}}"#,
    "\n"
);

#[test]
fn keys_are_compared_as_dynamodb_compares() {
    // `31` and `31.0` are one number, and so is the item.
    let message = dms("update", &row("31"), r#","before-image":{"RACE_ID":5894,"ENTRY_NO":31.0}"#);
    assert_eq!(of_dms(&message, &CHANGES).as_deref(), Ok(PUT));
    let message = dms("update", &row("31"), r#","before-image":{"RACE_ID":"5894","ENTRY_NO":"031"}"#);
    assert_eq!(of_dms(&message, &CHANGES).as_deref(), Ok(PUT));
    // An assumption does not hide what the message says.
    let message = dms("update", &row("31"), r#","before-image":{"RACE_ID":5894,"ENTRY_NO":32}"#);
    assert_eq!(of_dms(&message, &CHANGES), refused(BadEvent::KeyChange));
    let replace = Changes { on_key_change: KeyChange::Replace, ..CHANGES };
    let transaction = of_dms(&message, &replace).expect("requests");
    assert!(
        transaction
            .contains(r#"[{"Delete":{"TableName":"race_entry","Key":{"pk":{"S":"RACE#5894"},"sk":{"N":"32"}}}},"#)
    );
}

#[test]
fn an_old_row_is_needed_unless_the_identity_cannot_change() {
    let (mutable, foreign) = (
        Changes { identity_is_immutable: false, ..CHANGES },
        Changes { identity_is_immutable: false, identity_is_primary_key: false, ..CHANGES },
    );
    let unknown = dms("update", &row("31"), "");
    assert_eq!(of_dms(&unknown, &CHANGES).as_deref(), Ok(PUT));
    assert_eq!(of_dms(&unknown, &mutable), refused(BadEvent::NoOldRow));
    // A part of the old row.
    let part = dms("update", &row("31"), r#","before-image":{"RACE_ID":5894}"#);
    assert_eq!(of_dms(&part, &mutable), refused(BadEvent::MissingColumn("ENTRY_NO")));
    assert_eq!(of_dms(&part, &CHANGES).as_deref(), Ok(PUT));
    // A deletion says the old row, whatever is assumed.
    let deletion = |before: &str| {
        format!(r#"{{"op":"d","before":{before},"source":{{"schema":"SH","table":"RACE_ENTRY","lsn":7}}}}"#)
    };
    let of_debezium = |message: &str, changes: &Changes| {
        let mut reader = Debezium::new();
        let Ok(Message::Event(event)) = reader.read(message.as_bytes()) else { panic!("an event") };
        of_event(&event, changes)
    };
    assert_eq!(of_debezium(&deletion("null"), &CHANGES), refused(BadEvent::NoOldRow));
    let delete =
        concat!(r#"{"DeleteItem":{"TableName":"race_entry","Key":{"pk":{"S":"RACE#1"},"sk":{"N":"2"}}}}"#, "\n");
    let key = deletion(r#"{"RACE_ID":1,"ENTRY_NO":2,"DRIVER":""}"#);
    assert_eq!(of_debezium(&key, &CHANGES).as_deref(), Ok(delete));
    // PostgreSQL logs the primary key: an identity of other columns is not known.
    assert_eq!(of_debezium(&key, &foreign), refused(BadEvent::NoOldRow));
    // No old row means that the primary key is the same.
    let update = format!(
        r#"{{"op":"u","before":null,"after":{},"source":{{"schema":"SH","table":"RACE_ENTRY","lsn":7}}}}"#,
        row("31").replace('}', r#","NOTE":null}"#)
    );
    assert_eq!(of_debezium(&update, &mutable).as_deref(), Ok(PUT));
    assert_eq!(of_debezium(&update, &foreign), refused(BadEvent::NoOldRow));
}

#[test]
fn a_part_of_an_old_row_is_enough_where_the_identity_cannot_change() {
    let message = r#"{"type":"UpdateRowsEvent","table":"purchase","schema":"mydatabase","row":{
        "before_values":{"customerid":"c","orderid":"o"},"after_values":{"customerid":"c","orderid":"o","productid":"p","quantity":1}}}"#;
    let mut reader = Binlog::new();
    let Ok(Message::Event(event)) = reader.read(message.as_bytes()) else { panic!("an event") };
    let of = |changes: &Changes| {
        let mut sink = RequestLines::new();
        composite::requests::<Ordered, _>(&event, changes, &mut sink).map_err(|error| error.fault)?;
        Ok(sink.as_str().lines().count().to_string())
    };
    assert_eq!(of(&purchase::CHANGES), refused(BadEvent::MissingColumn("productid")));
    assert_eq!(of(&Changes { identity_is_immutable: true, ..purchase::CHANGES }).as_deref(), Ok("1"));
}

#[test]
fn events_of_other_tables_and_truncations_are_errors() {
    let message = dms("insert", &row("31"), "");
    let of = |schema, table| of_dms(&message, &Changes { source: Some(Source { schema, table }), ..CHANGES });
    assert_eq!(of(Some("SH"), "RACE"), refused(BadEvent::OtherTable));
    assert_eq!(of(Some("sh"), "RACE_ENTRY"), refused(BadEvent::OtherTable));
    assert!(of(None, "RACE_ENTRY").is_ok());
    assert!(of_dms(&message, &Changes { source: None, ..CHANGES }).is_ok());
    let truncation = br#"{"op":"t","source":{"schema":"SH","table":"RACE_ENTRY","lsn":7}}"#;
    let mut reader = Debezium::new();
    let Ok(Message::Event(event)) = reader.read(truncation) else { panic!("an event") };
    for changes in [CHANGES, UNORDERED, Changes { on_delete: Delete::Ignore, ..CHANGES }] {
        assert_eq!(of_event(&event, &changes), refused(BadEvent::Truncate));
    }
}

/// The requests of the map with two versions.
fn versioned(message: &str, changes: &Changes, position: Option<&str>, time: Option<u64>) -> Result<String, Fault> {
    let mut reader = Dms::new();
    let Ok(Message::Event(mut event)) = reader.read(message.as_bytes()) else { panic!("an event") };
    if let Some(position) = position {
        event = event.at_position(position);
    }
    let mut sink = RequestLines::new();
    time.into_iter().for_each(|time| sink.set_time(time));
    race::versioned::requests(&event, changes, &mut sink).map_err(|error| error.fault)?;
    Ok(sink.as_str().to_owned())
}

#[test]
fn versions_are_compared_in_turn() {
    let message = dms("insert", &row("31"), "");
    let written = versioned(&message, &UNORDERED, Some("0007"), None).expect("requests");
    let rest = concat!(
        r##","ConditionExpression":"attribute_not_exists(#0) OR #0 < :0 OR (#0 = :0 AND (attribute_not_exists(#1) OR #1 < :1))","##,
        r##""ExpressionAttributeNames":{"#0":"ENTERED_AT","#1":"position"},"##,
        r#""ExpressionAttributeValues":{":0":{"S":"2024-11-02T22:44:22Z"},":1":{"S":"0007"}}}}"#,
        "\n"
    );
    assert!(written.ends_with(rest), "{written}");
    // A tombstone: the key, the versions, the second at which it may go.
    let deletion = dms("delete", &row("31"), "");
    let written = versioned(&deletion, &UNORDERED, Some("0008"), Some(40)).expect("requests");
    let item = concat!(
        r#"{"PutItem":{"TableName":"race_entry","Item":{"pk":{"S":"RACE#5894"},"sk":{"N":"31"},"#,
        r#""ENTERED_AT":{"S":"2024-11-02T22:44:22Z"},"position":{"S":"0008"},"gone":{"N":"100"}},"#
    );
    assert!(written.starts_with(item), "{written}");
    let far = versioned(&deletion, &UNORDERED, Some("0008"), Some(u64::MAX)).expect("requests");
    assert!(far.contains(r#""gone":{"N":"18446744073709551615"}"#), "{far}");
}

#[test]
fn what_a_version_needs_and_is_not_there_is_named() {
    let (insertion, deletion) = (dms("insert", &row("31"), ""), dms("delete", &row("31"), ""));
    assert_eq!(versioned(&insertion, &UNORDERED, None, None), refused(BadEvent::NoPosition));
    assert_eq!(versioned(&deletion, &UNORDERED, Some("1"), None), refused(BadEvent::NoTime));
    let lasting = Changes { order: Order::Unordered { tombstone: None }, ..CHANGES };
    assert_eq!(versioned(&deletion, &lasting, Some("1"), Some(1)), refused(BadEvent::NoTombstone));
    let keys_only = dms("delete", r#"{"RACE_ID":5894,"ENTRY_NO":31}"#, "");
    assert_eq!(versioned(&keys_only, &UNORDERED, Some("1"), Some(1)), refused(BadEvent::NoVersion));
}

// Rows that fail half-way.

#[test]
fn an_error_half_way_leaves_nothing_and_what_came_before_stays() {
    // The old row goes, and then the new quantity is no number.
    let message = |quantity: &str| {
        format!(
            r#"{{"type":"UpdateRowsEvent","table":"purchase","schema":"mydatabase","position":"1","row":{{
            "before_values":{{"customerid":"c","orderid":"o","productid":"p","quantity":1}},
            "after_values":{{"customerid":"c","orderid":"o2","productid":"p","quantity":"{quantity}"}}}}}}"#
        )
    };
    let mut reader = Binlog::new();
    let (mut lines, mut values) = (RequestLines::new(), Requests::new());
    let mut good = 0;
    for quantity in ["1", "1x", "12345678901234567890123456789012345678901", "2"] {
        let message = message(quantity);
        let Ok(Message::Event(event)) = reader.read(message.as_bytes()) else { panic!("an event") };
        let before = lines.as_str().to_owned();
        let written = [
            composite::requests::<Ordered, _>(&event, &purchase::CHANGES, &mut lines),
            composite::requests::<Ordered, _>(&event, &purchase::CHANGES, &mut values),
            pivot::requests::<Ordered, _>(&event, &purchase::CHANGES, &mut lines),
            pivot::requests::<Ordered, _>(&event, &purchase::CHANGES, &mut values),
        ];
        if quantity.len() == 1 {
            assert!(written.iter().all(Result::is_ok), "{written:?}");
            good += 2;
            continue;
        }
        for result in written {
            assert!(matches!(result, Err(Error { fault: Fault::Number(_), .. })), "{quantity}: {result:?}");
        }
        assert_eq!(lines.as_str(), before);
    }
    let values = values.take();
    assert_eq!((lines.as_str().lines().count(), values.len()), (good, good));
    let rendered: String = values.iter().map(|request| render::line(request) + "\n").collect();
    assert_eq!(lines.as_str(), rendered);
    let mut file = Vec::new();
    lines.write_to(&mut file).expect("memory");
    assert_eq!((file, lines.as_str()), (rendered.into_bytes(), ""));
}

#[test]
fn rows_of_500_kb_are_read_and_refused_by_the_size_of_their_item() {
    let of = |length: usize, is_pivot: bool| {
        let product = "x".repeat(length);
        let message = format!(
            r#"{{"type":"WriteRowsEvent","table":"purchase","schema":"mydatabase","position":"1","row":{{
            "values":{{"customerid":"c","orderid":"o","productid":"p","quantity":1,"note":"{product}"}}}}}}"#
        );
        let mut reader = Binlog::new();
        let Ok(Message::Event(event)) = reader.read(message.as_bytes()) else { panic!("an event") };
        let (mut lines, mut values) = (RequestLines::new(), Requests::new());
        let written = if is_pivot {
            member_requests::<Noted<'_>, Noted<'_>, _>(&event, &purchase::CHANGES, &mut lines)
        } else {
            item_requests::<Noted<'_>, Noted<'_>, _>(&event, &purchase::CHANGES, &mut lines)
        };
        let also = if is_pivot {
            member_requests::<Noted<'_>, Noted<'_>, _>(&event, &purchase::CHANGES, &mut values)
        } else {
            item_requests::<Noted<'_>, Noted<'_>, _>(&event, &purchase::CHANGES, &mut values)
        };
        assert_eq!(written, also);
        assert_eq!(written.is_ok(), !lines.as_bytes().is_empty());
        assert_eq!(written.is_ok(), !values.take().is_empty());
        written.map_err(|error| error.fault)
    };
    for is_pivot in [false, true] {
        assert_eq!(of(ITEM_BYTES - 20, is_pivot), Ok(()));
        assert!(matches!(of(512_000, is_pivot), Err(Fault::ItemTooLarge { .. })));
    }
}

/// An item with a nested attribute and a note beside its computed attributes.
#[derive(PartialEq)]
struct Noted<'a> {
    product: &'a str,
    note: Option<&'a str>,
    count: usize,
}

const KEY: Name = Name::new("k");
const NOTE: Name = Name::new("note");
const NESTED: Name = Name::new("nested");

impl<'a> FromColumns<'a> for Noted<'a> {
    fn from_columns(columns: &Columns<'a>, _context: &Context<'a>) -> Result<Self, Error> {
        let note = if columns.has("note") { columns.text_or_null("note")? } else { None };
        let count = if columns.has("count") { columns.number("count")?.0.len() } else { 1 };
        Ok(Noted { product: columns.text("productid")?, note, count })
    }
}

impl ToItem for Noted<'_> {
    fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        put_partition_key(out, &KEY, "k")
    }

    fn attributes<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        if let Some(note) = self.note {
            return put(out, &NOTE, note);
        }
        out.known_name(&NESTED);
        out.begin_map();
        put(out, &NOTE, true)?;
        out.known_name(&KEY);
        out.begin_list();
        out.end_list();
        out.end_map();
        put(out, &NOTE, Number("7"))
    }
}

impl ToMembers for Noted<'_> {
    const RESERVED: &'static [&'static str] = &["k", "note", "nested"];

    fn members(&self, members: &mut Members) -> Result<(), Error> {
        let name = text(self.product);
        members.put(template(&[name]), "one")?;
        (1..self.count).try_for_each(|number| members.put(template(&[name, literal(&number.to_string())]), true))
    }
}

impl Identify for Noted<'_> {
    fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        ToItem::key(self, out)
    }

    fn names(&self, members: &mut Members) -> Result<(), Error> {
        members.remove(template(&[text(self.product)]))
    }
}

fn noted(kind: &str, values: &str) -> Result<String, Error> {
    let message =
        format!(r#"{{"type":"{kind}","table":"purchase","schema":"mydatabase","row":{{"values":{values}}}}}"#);
    let mut reader = Binlog::new();
    let Message::Event(event) = reader.read(message.as_bytes())? else { panic!("an event") };
    let (mut lines, mut values) = (RequestLines::new(), Requests::new());
    let written = member_requests::<Noted<'_>, Noted<'_>, _>(&event, &purchase::CHANGES, &mut lines);
    assert_eq!(written, member_requests::<Noted<'_>, Noted<'_>, _>(&event, &purchase::CHANGES, &mut values));
    let rendered: String = values.take().iter().map(|request| render::line(request) + "\n").collect();
    assert_eq!(lines.as_str(), rendered);
    written.map(|()| rendered)
}

#[test]
fn attributes_that_the_mapping_names_are_set_beside_computed_ones() {
    assert_eq!(
        noted("WriteRowsEvent", r#"{"productid":"p"}"#).as_deref(),
        Ok(concat!(
            r##"{"UpdateItem":{"TableName":"purchase","Key":{"k":{"S":"k"}},"UpdateExpression":"SET #0 = :0, #1 = :1, #2 = :2","##,
            r##""ExpressionAttributeNames":{"#0":"nested","#1":"note","#2":"p"},"##,
            r#""ExpressionAttributeValues":{":0":{"M":{"note":{"BOOL":true},"k":{"L":[]}}},":1":{"N":"7"},":2":{"S":"one"}}}}"#,
            "\n"
        ))
    );
}

#[test]
fn a_computed_name_never_takes_an_attribute_that_the_mapping_names() {
    for kind in ["WriteRowsEvent", "DeleteRowsEvent"] {
        for name in ["k", "note", "nested"] {
            let error = noted(kind, &format!(r#"{{"productid":"{name}"}}"#)).expect_err("the name is taken");
            assert_eq!((error.fault, error.attribute.as_str()), (Fault::NameClash, name), "{kind}");
        }
        let error = noted(kind, r#"{"productid":""}"#).expect_err("no name");
        assert_eq!(error.fault, Fault::EmptyName);
        assert_eq!(noted(kind, r#"{"productid":"size"}"#).map(|line| line.lines().count()), Ok(1));
    }
}

#[test]
fn an_expression_is_no_longer_than_dynamodb_takes() {
    let of =
        |count: usize| noted("WriteRowsEvent", &format!(r#"{{"productid":"p","count":1{}}}"#, "0".repeat(count - 1)));
    assert!(of(290).is_ok());
    let fault = of(400).map_err(|error| error.fault);
    assert!(matches!(fault, Err(Fault::Event(BadEvent::ExpressionTooLong { bytes: 4097.. }))), "{fault:?}");
}

#[test]
fn loads_and_insertions_are_alike() {
    for operation in ["load", "insert"] {
        assert_eq!(of_dms(&dms(operation, &row("31"), ""), &CHANGES).as_deref(), Ok(PUT));
    }
    // A loaded row has the position that the program gives.
    let message = dms("load", &row("31"), "");
    let written = versioned(&message, &UNORDERED, Some("0000"), None).expect("requests");
    assert!(written.contains(r#""position":{"S":"0000"}"#), "{written}");
    // A module for events in any order, asked to follow a pivot without a position.
    let message = r#"{"type":"WriteRowsEvent","table":"purchase","schema":"mydatabase","row":{
        "values":{"customerid":"c","orderid":"o","productid":"p","quantity":1}}}"#;
    let mut reader = Binlog::new();
    let Ok(Message::Event(event)) = reader.read(message.as_bytes()) else { panic!("an event") };
    let written = pivot::requests::<Unordered, _>(&event, &purchase::CHANGES, &mut RequestLines::new());
    assert_eq!(written.map_err(|error| error.fault), Err(Fault::Event(BadEvent::NoPosition)));
}

/// A row that gives two attributes, each named by another column, and keeps its position under both names.
#[derive(PartialEq)]
struct Pair<'a> {
    a: &'a str,
    b: &'a str,
    position: Option<&'a str>,
}

impl<'a> FromColumns<'a> for Pair<'a> {
    fn from_columns(columns: &Columns<'a>, context: &Context<'a>) -> Result<Self, Error> {
        Ok(Pair { a: columns.text("a")?, b: columns.text("b")?, position: context.position })
    }
}

impl Pair<'_> {
    fn version(&self, members: &mut Members) -> Result<(), Error> {
        let name = [literal("v#"), text(self.a), literal("#"), text(self.b)];
        self.position.map_or(Ok(()), |position| members.put(template(&name), position))
    }
}

impl ToItem for Pair<'_> {
    fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        put_partition_key(out, &KEY, "k")
    }

    fn attributes<O: Attributes>(&self, _out: &mut O) -> Result<(), Error> {
        Ok(())
    }
}

impl ToMembers for Pair<'_> {
    const RESERVED: &'static [&'static str] = &["k"];

    fn members(&self, members: &mut Members) -> Result<(), Error> {
        members.put(template(&[literal("x#"), text(self.a)]), self.b)?;
        members.put(template(&[literal("y#"), text(self.b)]), self.a)?;
        self.version(members)
    }
}

impl Identify for Pair<'_> {
    fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        ToItem::key(self, out)
    }

    fn names(&self, members: &mut Members) -> Result<(), Error> {
        members.remove(template(&[literal("x#"), text(self.a)]))?;
        members.remove(template(&[literal("y#"), text(self.b)]))?;
        self.position
            .map_or(Ok(()), |_| members.remove(template(&[literal("v#"), text(self.a), literal("#"), text(self.b)])))
    }

    fn versions(&self, versions: &mut Members) -> Result<(), Error> {
        self.version(versions)
    }
}

#[test]
fn a_name_that_old_and_new_row_share_does_not_go() {
    let of = |position: &str, changes: &Changes| {
        let message = format!(
            r#"{{"type":"UpdateRowsEvent","table":"purchase","schema":"mydatabase"{position},"row":{{
            "before_values":{{"a":"1","b":"2"}},"after_values":{{"a":"3","b":"2"}}}}}}"#
        );
        let mut reader = Binlog::new();
        let Ok(Message::Event(event)) = reader.read(message.as_bytes()) else { panic!("an event") };
        let mut sink = RequestLines::new();
        member_requests::<Pair<'_>, Pair<'_>, _>(&event, changes, &mut sink).expect("requests");
        sink.as_str().to_owned()
    };
    assert_eq!(
        of("", &purchase::CHANGES),
        concat!(
            r##"{"UpdateItem":{"TableName":"purchase","Key":{"k":{"S":"k"}},"UpdateExpression":"SET #0 = :0, #1 = :1 REMOVE #2","##,
            r##""ExpressionAttributeNames":{"#0":"x#3","#1":"y#2","#2":"x#1"},"##,
            r#""ExpressionAttributeValues":{":0":{"S":"2"},":1":{"S":"3"}}}}"#,
            "\n"
        )
    );
    let unordered = Changes { order: Order::Unordered { tombstone: None }, ..purchase::CHANGES };
    assert_eq!(
        of(r#","position":"7""#, &unordered),
        concat!(
            r##"{"UpdateItem":{"TableName":"purchase","Key":{"k":{"S":"k"}},"UpdateExpression":"SET #0 = :0, #1 = :1, #2 = :2","##,
            r##""ConditionExpression":"attribute_not_exists(#2) OR #2 < :2","##,
            r##""ExpressionAttributeNames":{"#0":"x#3","#1":"y#2","#2":"v#3#2"},"##,
            r#""ExpressionAttributeValues":{":0":{"S":"2"},":1":{"S":"3"},":2":{"S":"7"}}}}"#,
            "\n",
            r##"{"UpdateItem":{"TableName":"purchase","Key":{"k":{"S":"k"}},"UpdateExpression":"SET #0 = :0 REMOVE #1","##,
            r##""ConditionExpression":"attribute_not_exists(#0) OR #0 < :0","##,
            r##""ExpressionAttributeNames":{"#0":"v#1#2","#1":"x#1"},"ExpressionAttributeValues":{":0":{"S":"7"}}}}"##,
            "\n"
        )
    );
}
