//! The three envelopes: what each says of a row, what is skipped by name, and what is refused.
//!
//! The forms are those of the sources' manuals: Debezium's connectors for MySQL and PostgreSQL, "Data change events"; the DMS
//! user guide, "Using Amazon Kinesis Data Streams as a target".

use mapc_runtime::events::{
    BadEvent, BadJson, Before, Binlog, Columns, DEPTH, Debezium, Dms, Event, Message, Operation, ReplicaIdentity, Skip,
    Wanted,
};
use mapc_runtime::{Error, Fault};

fn bad<T>(result: Result<T, Error>) -> BadEvent {
    match result.map_err(|error| error.fault) {
        Err(Fault::Event(bad)) => bad,
        Err(other) => panic!("another fault: {other:?}"),
        Ok(_) => panic!("no fault"),
    }
}

#[track_caller]
fn event(message: Result<Message<'_>, Error>) -> Event<'_> {
    match message {
        Ok(Message::Event(event)) => event,
        Ok(Message::Skip(skip)) => panic!("skipped: {skip:?}"),
        Err(error) => panic!("refused: {error}"),
    }
}

#[track_caller]
fn skipped(message: Result<Message<'_>, Error>) -> Skip<'_> {
    match message {
        Ok(Message::Skip(skip)) => skip,
        Ok(Message::Event(event)) => panic!("an event: {event:?}"),
        Err(error) => panic!("refused: {error}"),
    }
}

fn old<'e, 'a>(event: &'e Event<'a>) -> &'e Columns<'a> {
    let Before::Columns(columns) = &event.before else { panic!("no old row: {:?}", event.before) };
    columns
}

// MySQL's binary log, as published.

#[test]
fn the_published_messages_are_read() {
    let mut reader = Binlog::new();
    let insertion = br#"{"table":"purchase_temp","row":{"values":{"customerid":"customeridA74187","quantity":100}},
        "type":"WriteRowsEvent","schema":"test"}"#;
    let read = event(reader.read(insertion));
    assert_eq!((read.context.operation, read.context.schema), (Operation::Insert, Some("test")));
    assert_eq!((read.context.table, read.context.position), ("purchase_temp", None));
    assert!(matches!(read.before, Before::Unknown));
    let after = read.after.as_ref().expect("a row");
    assert_eq!(after.text("customerid"), Ok("customeridA74187"));
    assert_eq!(after.number("quantity").map(|number| number.0), Ok("100"));
    assert_eq!(after.names().collect::<Vec<_>>(), ["customerid", "quantity"]);
    let update = br#"{"type":"UpdateRowsEvent","row":{"after_values":{"a":2},"before_values":{"a":1}},"table":"t"}"#;
    let read = event(reader.read(update));
    assert_eq!((read.context.operation, read.context.schema), (Operation::Update, None));
    assert_eq!(old(&read).number("a").map(|number| number.0), Ok("1"));
    assert_eq!(read.after.as_ref().map(|row| row.number("a").map(|number| number.0)), Some(Ok("2")));
    let read = event(reader.read(br#"{"type":"DeleteRowsEvent","row":{"values":{"a":1}},"table":"t"}"#));
    assert!(read.after.is_none() && old(&read).has("a"));
    assert_eq!(skipped(reader.read(b" \n")), Skip::Tombstone);
}

#[test]
fn a_place_of_the_binary_log_sorts_like_the_log() {
    let mut reader = Binlog::new();
    let mut position = |file: &str, place: u64, rest: &str| {
        let message = format!(
            r#"{{"type":"DeleteRowsEvent","table":"t","row":{{"values":{{}}}},"log_file":"{file}","log_pos":{place}{rest}}}"#
        );
        event(reader.read(message.as_bytes())).context.position.map(str::to_owned)
    };
    let sorted = [
        position("binlog.000001", 4, ""),
        position("binlog.000001", 4, r#","row_index":1"#),
        position("binlog.000001", 4, r#","row_index":10"#),
        position("binlog.000001", 154, ""),
        position("binlog.000002", 4, ""),
        position("binlog.999999", 4, ""),
        position("binlog.1000000", 4, ""),
    ];
    assert!(sorted.is_sorted() && sorted.iter().all(Option::is_some), "{sorted:?}");
    assert!(sorted.windows(2).all(|pair| pair[0] != pair[1]));
    assert_eq!(position("binlog", 4, ""), None);
    assert_eq!(position("binlog.x", 4, ""), None);
    assert_eq!(position("binlog.1", 4, r#","position":"as given""#).as_deref(), Some("as given"));
    let message = br#"{"type":"DeleteRowsEvent","table":"t","row":{"values":{}},"timestamp":1722214697}"#;
    let read = event(reader.read(message));
    assert_eq!(read.context.timestamp, Some("2024-07-29T00:58:17.000000Z"));
    assert_eq!(bad(read.context.position()), BadEvent::NoPosition);
    assert_eq!(read.at_position("7").context.position(), Ok("7"));
}

#[test]
fn what_is_no_published_message_is_refused() {
    let mut reader = Binlog::new();
    for (message, fault) in [
        ("{}", BadEvent::MissingMember("type")),
        ("[]", BadEvent::MissingMember("type")),
        ("1", BadEvent::MissingMember("type")),
        (r#"{"type":1}"#, BadEvent::WrongMember("type")),
        (r#"{"type":"RotateEvent"}"#, BadEvent::UnknownOperation),
        (r#"{"type":"WriteRowsEvent"}"#, BadEvent::MissingMember("row")),
        (r#"{"type":"WriteRowsEvent","row":null}"#, BadEvent::WrongMember("row")),
        (r#"{"type":"WriteRowsEvent","row":{},"table":"t"}"#, BadEvent::MissingMember("values")),
        (r#"{"type":"UpdateRowsEvent","row":{"values":{}},"table":"t"}"#, BadEvent::MissingMember("before_values")),
        (r#"{"type":"WriteRowsEvent","row":{"values":{}}}"#, BadEvent::MissingMember("table")),
        (r#"{"type":"WriteRowsEvent","row":{"values":{}},"table":7}"#, BadEvent::WrongMember("table")),
        (r#"{"type":"WriteRowsEvent","row":{"values":{}},"table":"t","schema":[]}"#, BadEvent::WrongMember("schema")),
    ] {
        assert_eq!(bad(reader.read(message.as_bytes())), fault, "{message}");
    }
}

// DMS.

fn dms(rest: &str, operation: &str) -> String {
    format!(
        r#"{{{rest},"metadata":{{"timestamp":"2024-07-29T00:58:17.983670Z","record-type":"data","operation":"{operation}",
        "partition-key-type":"schema-table","schema-name":"SH","table-name":"RACE_ENTRY","transaction-id":917505}}}}"#
    )
}

#[test]
fn messages_of_dms_are_read() {
    let mut reader = Dms::new();
    let update = dms(r#""data":{"ID":42,"NAME":"x","NOTE":null},"before-image":{"ID":41}"#, "update");
    let read = event(reader.read(update.as_bytes()));
    let context = read.context;
    assert_eq!(
        (context.operation, context.schema, context.table, context.transaction),
        (Operation::Update, Some("SH"), "RACE_ENTRY", Some("917505"))
    );
    assert_eq!(
        (context.timestamp, context.record_type, context.partition_key_type),
        (Some("2024-07-29T00:58:17.983670Z"), Some("data"), Some("schema-table"))
    );
    assert_eq!(old(&read).number("ID").map(|number| number.0), Ok("41"));
    let after = read.after.as_ref().expect("a row");
    assert_eq!((after.text_or_null("NAME"), after.text_or_null("NOTE")), (Ok(Some("x")), Ok(None)));
    // NULL is left out; a column that must not be NULL is not there.
    assert_eq!(after.text_or_null("OTHER"), Ok(None));
    assert_eq!(bad(after.text("OTHER")), BadEvent::NullColumn("OTHER"));
    for (operation, wanted, has_after) in
        [("load", Operation::Load, true), ("insert", Operation::Insert, true), ("delete", Operation::Delete, false)]
    {
        let message = dms(r#""data":{"ID":42}"#, operation);
        let read = event(reader.read(message.as_bytes()));
        assert_eq!((read.context.operation, read.after.is_some()), (wanted, has_after));
        assert_eq!(matches!(read.before, Before::Columns(_)), !has_after);
    }
    // Nothing is known of the old row.
    for rest in [r#""data":{}"#, r#""data":{},"before-image":{}"#, r#""data":{},"before-image":null"#] {
        let message = dms(rest, "update");
        assert!(matches!(event(reader.read(message.as_bytes())).before, Before::Unknown), "{rest}");
    }
    let mut named = Dms::new().with_before_image("OLD").with_nulls();
    let message = dms(r#""data":{},"OLD":{"ID":41}"#, "update");
    let read = event(named.read(message.as_bytes()));
    assert!(old(&read).has("ID"));
    let missing = read.after.as_ref().map(|row| bad(row.text_or_null("X")));
    assert_eq!(missing, Some(BadEvent::MissingColumn("X")));
    let details = r#"{"data":{},"metadata":{"record-type":"data","operation":"insert","table-name":"t","schema-name":"",
        "stream-position":"4AF/B00000D0","commit-timestamp":"2024-07-29T00:58:17.000000Z"}}"#;
    let context = event(reader.read(details.as_bytes())).context;
    assert_eq!((context.schema, context.source_position, context.position), (None, Some("4AF/B00000D0"), None));
    assert_eq!(context.commit_timestamp(), Ok("2024-07-29T00:58:17.000000Z"));
    assert_eq!(bad(context.schema()), BadEvent::NoContext("schema"));
}

#[test]
fn control_records_of_dms_are_skipped_by_name() {
    let mut reader = Dms::new();
    let control = |operation: &str| {
        format!(
            r#"{{"control":{{}},"metadata":{{"record-type":"control","operation":"{operation}","partition-key-type":"task-id","schema-name":"","table-name":"awsdms_apply_exceptions"}}}}"#
        )
    };
    for operation in [
        "create-table",
        "rename-table",
        "drop-table",
        "change-columns",
        "add-column",
        "drop-column",
        "rename-column",
        "column-type-change",
    ] {
        assert_eq!(skipped(reader.read(control(operation).as_bytes())), Skip::Control(operation));
    }
    // None is documented for a truncated table.
    for operation in ["truncate-table", "truncate", ""] {
        assert_eq!(bad(reader.read(control(operation).as_bytes())), BadEvent::UnknownOperation);
    }
    for (message, fault) in [
        (r#"{"ID":42}"#.to_owned(), BadEvent::MissingMember("metadata")),
        (r#"{"metadata":{"operation":"insert"}}"#.to_owned(), BadEvent::MissingMember("record-type")),
        (r#"{"metadata":{"operation":"insert","record-type":"x"}}"#.to_owned(), BadEvent::WrongMember("record-type")),
        (dms(r#""data":{}"#, "truncate"), BadEvent::UnknownOperation),
        (dms(r#""data":[]"#, "insert"), BadEvent::WrongMember("data")),
        (dms(r#""other":{}"#, "insert"), BadEvent::MissingMember("data")),
        (dms(r#""data":{},"before-image":7"#, "update"), BadEvent::WrongMember("before-image")),
    ] {
        assert_eq!(bad(reader.read(message.as_bytes())), fault, "{message}");
    }
}

#[test]
fn values_of_dms_are_taken_as_it_writes_them() {
    let mut reader = Dms::new();
    let message = dms(
        r#""data":{"N":4.20,"T":"-12.50","BIG":1.2345678901234568E17,"F":1e-7,"B":"0x00ff","C":"00FF","Z":"0xf",
        "YES":"true","NO":"0","ONE":1,"TRUE":true,"MAYBE":"yes","TWO":2,"LIST":[1],"MAP":{}}"#,
        "insert",
    );
    let read = event(reader.read(message.as_bytes()));
    let row = read.after.as_ref().expect("a row");
    assert_eq!(row.number("N").map(|number| number.0), Ok("4.20"));
    assert_eq!(row.number("T").map(|number| number.0), Ok("-12.50"));
    assert_eq!(bad(row.number("BIG")), BadEvent::Rounded("BIG"));
    assert_eq!(row.float("BIG").map(|number| number.0), Ok("1.2345678901234568E17"));
    assert_eq!(row.float("F").map(|number| number.0), Ok("1e-7"));
    assert_eq!(
        (row.binary("B"), row.binary("B"), row.binary("C")),
        (Ok(&[0, 255][..]), Ok(&[0, 255][..]), Ok(&[0, 255][..]))
    );
    let wrong = |column, wanted| BadEvent::WrongType { column, wanted };
    assert_eq!(bad(row.binary("Z")), wrong("Z", Wanted::Binary));
    assert_eq!(bad(row.binary("N")), wrong("N", Wanted::Binary));
    assert_eq!(
        (row.boolean("YES"), row.boolean("NO"), row.boolean("ONE"), row.boolean("TRUE")),
        (Ok(true), Ok(false), Ok(true), Ok(true))
    );
    assert_eq!(bad(row.boolean("MAYBE")), wrong("MAYBE", Wanted::Boolean));
    assert_eq!(bad(row.boolean("TWO")), wrong("TWO", Wanted::Boolean));
    for column in ["N", "ONE", "TRUE", "LIST", "MAP"] {
        assert_eq!(bad(row.text(column)), wrong(column, Wanted::Text));
    }
    for column in ["MAYBE", "TRUE", "LIST", "MAP"] {
        assert_eq!(bad(row.number(column)), wrong(column, Wanted::Number));
    }
    assert_eq!(
        (row.number_or_null("X"), row.boolean_or_null("X"), row.binary_or_null("X")),
        (Ok(None), Ok(None), Ok(None))
    );
}

// Debezium.

const MYSQL: &str = r#""source":{"version":"2.7.0.Final","connector":"mysql","name":"s","ts_ms":1465581029100,"snapshot":false,
    "db":"inventory","table":"customers","server_id":223344,"gtid":null,"file":"mysql-bin.000003","pos":484,"row":0}"#;
const POSTGRESQL: &str = r#""source":{"version":"2.7.0.Final","connector":"postgresql","name":"s","ts_ms":1559033904863,
    "ts_us":1559033904863769,"snapshot":false,"db":"postgres","schema":"public","table":"customers","txId":556,
    "lsn":24023128,"xmin":null}"#;

fn debezium(operation: &str, rest: &str, source: &str) -> String {
    format!(r#"{{{rest},{source},"op":"{operation}","ts_ms":1465581029523,"transaction":null}}"#)
}

#[test]
fn events_of_debezium_are_read_with_and_without_their_schema() {
    let mut reader = Debezium::new();
    let bare = debezium("u", r#""before":{"id":1,"n":"3.50"},"after":{"id":1,"n":"4.50"}"#, MYSQL);
    let wrapped = format!(r#"{{"schema":{{"type":"struct","fields":[{{"type":"int32"}}]}},"payload":{bare}}}"#);
    for message in [&bare, &wrapped] {
        let read = event(reader.read(message.as_bytes()));
        let context = read.context;
        assert_eq!(
            (context.operation, context.schema, context.table),
            (Operation::Update, Some("inventory"), "customers")
        );
        assert_eq!(context.timestamp(), Ok("2016-06-10T17:50:29.523000Z"));
        assert_eq!(context.commit_timestamp(), Ok("2016-06-10T17:50:29.100000Z"));
        assert_eq!(context.position(), Ok("00000000000000000003:00000000000000000484:00000000000000000000:1"));
        assert_eq!(old(&read).number("n").map(|number| number.0), Ok("3.50"));
        assert_eq!(read.after.as_ref().map(|row| row.number("n").map(|number| number.0)), Some(Ok("4.50")));
    }
    for (operation, wanted) in [("c", Operation::Insert), ("r", Operation::Load)] {
        let message = debezium(operation, r#""before":null,"after":{"id":1}"#, MYSQL);
        let read = event(reader.read(message.as_bytes()));
        assert_eq!((read.context.operation, read.after.is_some()), (wanted, true));
        assert!(matches!(read.before, Before::Unknown));
    }
    let deletion = debezium("d", r#""before":{"id":1},"after":null"#, MYSQL);
    let read = event(reader.read(deletion.as_bytes()));
    assert!(read.after.is_none() && old(&read).has("id"));
    let truncation = format!(r#"{{{MYSQL},"op":"t","ts_ms":1}}"#);
    assert_eq!(event(reader.read(truncation.as_bytes())).context.operation, Operation::Truncate);
}

#[test]
fn a_deletion_sorts_before_the_creation_at_its_place() {
    // A row whose primary key changes is told as both, from one place of the log.
    let mut reader = Debezium::new();
    for source in [MYSQL, POSTGRESQL] {
        let deletion = debezium("d", r#""before":{"id":1},"after":null"#, source);
        let creation = debezium("c", r#""before":null,"after":{"id":2}"#, source);
        let first = event(reader.read(deletion.as_bytes())).context.position.map(str::to_owned);
        let second = event(reader.read(creation.as_bytes())).context.position.map(str::to_owned);
        assert!(first.is_some() && first < second, "{first:?} {second:?}");
    }
    let creation = debezium("c", r#""after":{"id":2}"#, POSTGRESQL);
    assert_eq!(event(reader.read(creation.as_bytes())).context.position(), Ok("00000000000024023128:1"));
    // A snapshot of PostgreSQL has none.
    let load = debezium("r", r#""after":{"id":2}"#, POSTGRESQL);
    assert_eq!(bad(event(reader.read(load.as_bytes())).context.position()), BadEvent::NoPosition);
    let context = event(reader.read(creation.as_bytes())).context;
    assert_eq!((context.schema, context.transaction), (Some("public"), Some("556")));
    assert_eq!(context.commit_timestamp(), Ok("2019-05-28T08:58:24.863769Z"));
}

#[test]
fn an_old_row_of_postgresql_is_what_the_replica_identity_says() {
    let with = |row: &str| debezium("u", &format!(r#""before":{row},"after":{{"id":1}}"#), POSTGRESQL);
    let kind = |identity: ReplicaIdentity, row: &str| {
        let (mut reader, message) = (Debezium::new().with_replica_identity(identity), with(row));
        match event(reader.read(message.as_bytes())).before {
            Before::Columns(_) => "columns",
            Before::Key(_) => "key",
            Before::SameKey => "same key",
            Before::Unknown => "unknown",
        }
    };
    assert_eq!(kind(ReplicaIdentity::Default, "null"), "same key");
    assert_eq!(kind(ReplicaIdentity::Default, r#"{"id":1,"name":""}"#), "key");
    assert_eq!(kind(ReplicaIdentity::Full, r#"{"id":1,"name":"x"}"#), "columns");
    assert_eq!(kind(ReplicaIdentity::Full, "null"), "unknown");
    assert_eq!(kind(ReplicaIdentity::Other, r#"{"id":1}"#), "unknown");
    assert_eq!(kind(ReplicaIdentity::Other, "null"), "unknown");
    let mut reader = Debezium::new();
    let message = debezium("d", r#""before":null,"after":null"#, POSTGRESQL);
    assert!(matches!(event(reader.read(message.as_bytes())).before, Before::Unknown));
}

#[test]
fn messages_of_debezium_that_change_no_row_are_skipped_by_name() {
    let mut reader = Debezium::new();
    for (message, skip) in [
        ("", Skip::Tombstone),
        ("null", Skip::Tombstone),
        (r#"{"schema":null,"payload":null}"#, Skip::Tombstone),
        (r#"{"status":"BEGIN","id":"571:53195829","ts_ms":1486500577125,"event_count":null}"#, Skip::Transaction),
        (
            r#"{"source":{},"ts_ms":1,"databaseName":"inventory","ddl":"ALTER TABLE x","tableChanges":[]}"#,
            Skip::SchemaChange,
        ),
        (r#"{"schema":{},"payload":{"ts_ms":1562082389711}}"#, Skip::Heartbeat),
        (r#"{"op":"m","ts_ms":1,"source":{},"message":{"prefix":"p","content":"Ymxh"}}"#, Skip::LogMessage),
    ] {
        assert_eq!(skipped(reader.read(message.as_bytes())), skip, "{message}");
    }
    for (message, fault) in [
        ("{}".to_owned(), BadEvent::MissingMember("op")),
        (r#"{"before":null,"after":{}}"#.to_owned(), BadEvent::MissingMember("op")),
        ("[]".to_owned(), BadEvent::WrongMember("payload")),
        (r#"{"payload":7}"#.to_owned(), BadEvent::WrongMember("payload")),
        (r#"{"op":"c"}"#.to_owned(), BadEvent::MissingMember("source")),
        (r#"{"op":"c","source":{}}"#.to_owned(), BadEvent::MissingMember("table")),
        (debezium("x", r#""after":{}"#, MYSQL), BadEvent::UnknownOperation),
        (debezium("c", r#""after":null"#, MYSQL), BadEvent::MissingMember("after")),
        (debezium("u", r#""before":{}"#, MYSQL), BadEvent::MissingMember("after")),
        (debezium("c", r#""after":[]"#, MYSQL), BadEvent::WrongMember("after")),
    ] {
        assert_eq!(bad(reader.read(message.as_bytes())), fault, "{message}");
    }
}

#[test]
fn values_that_debezium_does_not_have_or_spells_as_bytes_are_refused() {
    let mut reader = Debezium::new();
    let message = debezium(
        "u",
        r#""before":null,"after":{"t":"__debezium_unavailable_value","b":"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==",
        "bytes":"AP8=","null":null,"n":"AfQ="}"#,
        POSTGRESQL,
    );
    let read = event(reader.read(message.as_bytes()));
    let row = read.after.as_ref().expect("a row");
    assert_eq!(bad(row.text("t")), BadEvent::Unavailable("t"));
    assert_eq!(bad(row.number("t")), BadEvent::Unavailable("t"));
    assert_eq!(bad(row.binary("b")), BadEvent::Unavailable("b"));
    assert_eq!(row.binary("bytes"), Ok(&[0, 255][..]));
    assert_eq!(bad(row.number("n")), BadEvent::WrongType { column: "n", wanted: Wanted::Number });
    assert_eq!(bad(row.text("null")), BadEvent::NullColumn("null"));
    assert_eq!(bad(row.text_or_null("absent")), BadEvent::MissingColumn("absent"));
    let decimals = r#"{"type":"struct","fields":[{"fields":[{"name":"org.apache.kafka.connect.data.Decimal"}]}]}"#;
    let wrapped = format!(r#"{{"payload":{message},"schema":{decimals}}}"#);
    assert_eq!(bad(reader.read(wrapped.as_bytes())), BadEvent::DecimalsAsBytes);
}

// JSON.

#[test]
fn escapes_are_undone_in_names_and_texts() {
    let mut reader = Binlog::new();
    let message = r#"{"t\u0079pe":"WriteRowsEvent","table":"\ud83d\ude00","row":{"v\u0061lues":
        {"a\"b":"\u0000\b\f\n\r\t\/\\\"\u00e9\u20AC\uD834\uDD1E and a longer tail","c\u00e9":"plain","é":1.50e+2}}}"#;
    let read = event(reader.read(message.as_bytes()));
    assert_eq!(read.context.table, "😀");
    let row = read.after.as_ref().expect("a row");
    assert_eq!(row.text("a\"b"), Ok("\0\u{8}\u{c}\n\r\t/\\\"é€𝄞 and a longer tail"));
    assert_eq!(row.text("cé"), Ok("plain"));
    assert_eq!(row.number("é").map(|number| number.0), Ok("1.50e+2"));
    assert_eq!(row.names().collect::<Vec<_>>(), ["a\"b", "cé", "é"]);
}

#[test]
fn each_fault_of_json_is_named_with_its_place() {
    let mut reader = Binlog::new();
    let mut fault = |text: &[u8]| {
        let found = bad(reader.read(text));
        let BadEvent::Json { at, problem } = found else { panic!("{found:?}: {:?}", String::from_utf8_lossy(text)) };
        (problem, at)
    };
    for (text, problem, at) in [
        (&br#"{"a":1"#[..], BadJson::Truncated, 6),
        (br#"{"a":"x"#, BadJson::Truncated, 7),
        (br#"{"a":"x\"#, BadJson::Truncated, 8),
        (br#"{"a":"\u00"#, BadJson::Truncated, 10),
        (br#"{"a":"\ud800"#, BadJson::Truncated, 12),
        (br#"{"a""#, BadJson::Truncated, 4),
        (br#"{"#, BadJson::Truncated, 1),
        (br#"{"a":tru"#, BadJson::Truncated, 5),
        (br#"{"a":-"#, BadJson::Truncated, 6),
        (br#"{"a":1."#, BadJson::Truncated, 7),
        (br#"{"a":trux}"#, BadJson::Syntax, 5),
        (br#"{"a" 1}"#, BadJson::Syntax, 5),
        (br#"{a:1}"#, BadJson::Syntax, 1),
        (br#"{"a":1,}"#, BadJson::Syntax, 7),
        (br#"[1,]"#, BadJson::Syntax, 3),
        (br#"[,1]"#, BadJson::Syntax, 1),
        (br#"{"a":1]"#, BadJson::Syntax, 6),
        (br#"{"a":'x'}"#, BadJson::Syntax, 5),
        (br#"{"a":NaN}"#, BadJson::Syntax, 5),
        (br#"{"a":01}"#, BadJson::Number, 6),
        (br#"{"a":+1}"#, BadJson::Syntax, 5),
        (br#"{"a":.5}"#, BadJson::Syntax, 5),
        (br#"{"a":1.}"#, BadJson::Number, 7),
        (br#"{"a":1e}"#, BadJson::Number, 7),
        (br#"{"a":0x1}"#, BadJson::Number, 6),
        (br#"{"a":-Infinity}"#, BadJson::Number, 6),
        (br#"{} {}"#, BadJson::Trailing, 3),
        (b"{}\0", BadJson::Trailing, 2),
        (b"{\"a\":\"\0\"}", BadJson::Control, 6),
        (b"{\"a\":\"a longer text\n\"}", BadJson::Control, 19),
        (b"{\"a\":\"\\\"\t\"}", BadJson::Control, 8),
        (br#"{"a":"\x41"}"#, BadJson::Escape, 7),
        (br#"{"a":"\u00g0"}"#, BadJson::Escape, 10),
        (br#"{"a":"\u+123"}"#, BadJson::Escape, 8),
        (br#"{"a":"\ud800"}"#, BadJson::LoneSurrogate, 8),
        (br#"{"a":"\udc00\ud800"}"#, BadJson::LoneSurrogate, 8),
        (br#"{"a":"\ud800\u0041"}"#, BadJson::LoneSurrogate, 8),
        (br#"{"a":"\ud800\ud800"}"#, BadJson::LoneSurrogate, 8),
        (b"{\"a\":\"\xff\"}", BadJson::Encoding, 6),
        (b"{\"a\":\"\xed\xa0\x80\"}", BadJson::Encoding, 6),
        (b"\xef\xbb\xbf{}", BadJson::Syntax, 0),
        (br#"{"a":1,"a":2}"#, BadJson::Duplicate, 13),
        (br#"{"a":1,"\u0061":2}"#, BadJson::Duplicate, 18),
        (br#"{"x":{"b":[{"c":1,"c":1}]}}"#, BadJson::Duplicate, 24),
    ] {
        let text_of = String::from_utf8_lossy(text);
        let (found, place) = fault(text);
        assert_eq!(found, problem, "{text_of}");
        assert!(place.abs_diff(at) <= 2, "{text_of}: {place}, not {at}");
    }
}

#[test]
fn names_that_are_alike_at_their_beginning_are_told_apart() {
    let mut reader = Binlog::new();
    // The same first bytes, the same length modulo 256, many members.
    let long = "x".repeat(256);
    let names: Vec<String> =
        (0..500).map(|number| format!("column_{number}")).chain([long.clone(), "x".repeat(512)]).collect();
    let members = |names: &[String]| names.iter().map(|name| format!("\"{name}\":1")).collect::<Vec<_>>().join(",");
    let message =
        |members: &str| format!(r#"{{"type":"WriteRowsEvent","table":"t","row":{{"values":{{{members}}}}}}}"#);
    let good = message(&members(&names));
    let read = event(reader.read(good.as_bytes()));
    let row = read.after.as_ref().expect("a row");
    assert!(row.has("column_499") && row.has(&long) && !row.has("column_500") && row.has("column_0"));
    assert_eq!(row.names().count(), 502);
    for place in [0, 1, 15, 16, 17, 250, 500] {
        let mut twice = names.clone();
        twice.push(names[place].clone());
        let text = message(&members(&twice));
        let fault = bad(reader.read(text.as_bytes()));
        assert!(matches!(fault, BadEvent::Json { problem: BadJson::Duplicate, .. }), "{place}");
    }
}

#[test]
fn names_that_are_alike_at_both_ends_are_told_apart() {
    let mut reader = Binlog::new();
    let message = br#"{"type":"WriteRowsEvent","table":"t","row":{"values":{"customer_1_of_order":"one","customer_2_of_order":"two",
        "a":"three","b":"four","abc":"five","axc":"six"}}}"#;
    let read = event(reader.read(message));
    let row = read.after.as_ref().expect("a row");
    for _ in 0..2 {
        // The later first, so that the earlier is looked at for it.
        assert_eq!((row.text("customer_2_of_order"), row.text("customer_1_of_order")), (Ok("two"), Ok("one")));
        assert_eq!((row.text("axc"), row.text("abc")), (Ok("six"), Ok("five")));
        assert_eq!((row.text("b"), row.text("a")), (Ok("four"), Ok("three")));
        assert_eq!(bad(row.text("customer_3_of_order")), BadEvent::MissingColumn("customer_3_of_order"));
    }
}

#[test]
fn nesting_is_bounded_and_nothing_recurses() {
    let mut reader = Binlog::new();
    let mut nested = |depth: usize| {
        let text = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        bad(reader.read(text.as_bytes()))
    };
    assert_eq!(nested(DEPTH), BadEvent::MissingMember("type"));
    assert_eq!(nested(DEPTH + 1), BadEvent::Json { at: DEPTH + 1, problem: BadJson::Depth });
    assert!(matches!(nested(1_000_000), BadEvent::Json { problem: BadJson::Depth, .. }));
    let deep = r#"{"a":"#.repeat(1_000_000);
    assert!(matches!(bad(reader.read(deep.as_bytes())), BadEvent::Json { problem: BadJson::Depth, .. }));
}
