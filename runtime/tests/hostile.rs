//! Messages that were damaged: each is an error or an event, never a panic, and never half of an event's requests.

#[path = "support/purchase.rs"]
mod purchase;
#[path = "support/race.rs"]
mod race;
#[path = "support/random.rs"]
mod random;

use mapc_runtime::events::{
    Binlog, Changes, Debezium, Dms, Event, Message, Order, ReplicaIdentity, RequestLines, RequestSink, Tombstone,
};
use mapc_runtime::{Error, Fault};
use purchase::{Ordered, Unordered, composite, pivot};
use random::Random;

/// Messages of each envelope, of every kind.
const MESSAGES: &[&str] = &[
    r#"{"schema":"mydatabase","table":"purchase","type":"WriteRowsEvent","row":{"values":{"customerid":"customeridA74187","orderid":"orderidA1","productid":"productid1","quantity":100}},"log_file":"binlog.000007","log_pos":154,"row_index":0,"timestamp":1722214697}"#,
    r#"{"schema":"mydatabase","table":"purchase","type":"UpdateRowsEvent","row":{"before_values":{"customerid":"c\u0031\"","orderid":"o","productid":"p","quantity":"1.50"},"after_values":{"customerid":"c\ud83d\ude00","orderid":"o\n","productid":"é","quantity":-1.5e-3}},"position":"0007"}"#,
    r#"{"schema":"mydatabase","table":"purchase","type":"DeleteRowsEvent","row":{"values":{"customerid":"c","orderid":"o","productid":"p","quantity":null}},"position":"0008"}"#,
    r#"{"data":{"RACE_ID":5894,"ENTRY_NO":31,"DRIVER":"Ana \"x\"","TEAM":"Red","STATUS":"STARTED","ODDS":4.20,"ENTERED_AT":"2024-11-02T22:44:22Z","NOTE":null},"before-image":{"RACE_ID":5894,"ENTRY_NO":30},"metadata":{"timestamp":"2024-05-01T00:00:00.000000Z","record-type":"data","operation":"update","partition-key-type":"schema-table","schema-name":"SH","table-name":"RACE_ENTRY","transaction-id":917505}}"#,
    r#"{"data":{"RACE_ID":5894,"ENTRY_NO":31},"metadata":{"record-type":"data","operation":"delete","schema-name":"SH","table-name":"RACE_ENTRY"}}"#,
    r#"{"control":{"table-def":{"columns":{"ID":{"type":"INT32","nullable":false}},"primary-key":["ID"]}},"metadata":{"record-type":"control","operation":"create-table","schema-name":"","table-name":"t"}}"#,
    r#"{"schema":{"type":"struct","fields":[{"type":"int32","optional":false,"field":"id"}]},"payload":{"before":null,"after":{"customerid":"c","orderid":"o","productid":"p","quantity":"7"},"source":{"db":"mydatabase","table":"purchase","ts_ms":1465581029100,"file":"mysql-bin.000003","pos":484,"row":0,"gtid":null},"op":"c","ts_ms":1465581029523}}"#,
    r#"{"before":{"RACE_ID":1,"ENTRY_NO":2},"after":null,"source":{"db":"x","schema":"SH","table":"RACE_ENTRY","txId":556,"lsn":24023128,"ts_us":1559033904863769},"op":"d","ts_ms":1465581029523}"#,
    r#"{"source":{"schema":"SH","table":"RACE_ENTRY","lsn":1},"op":"t"}"#,
    r#"{"status":"END","id":"571","ts_ms":1,"event_count":1,"data_collections":[{"data_collection":"s.a","event_count":1}]}"#,
];

/// Pieces that break things.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\\u0000",
    b"\\ud800",
    b"\\udc00",
    b"null",
    b"true",
    b"1e999",
    b"-0",
    b"99999999999999999999999999999999999999999",
    b"NaN",
    b"customerid",
    b"values",
    b"op",
    b"|",
    b"p#",
    b"\n",
    b"\r\n",
    b"__debezium_unavailable_value",
    b"\xef\xbb\xbf",
    b"\"\":",
    b"{}",
    b"[[[[",
];

fn damaged(random: &mut Random) -> Vec<u8> {
    let mut bytes = random.pick(MESSAGES).as_bytes().to_vec();
    for _ in 0..random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(12)).min(bytes.len());
        match random.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..end, random.pick(PIECES).iter().copied())),
            3 => drop(bytes.splice(at..at, random.pick(PIECES).iter().copied())),
            4 => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.next() as u8;
                }
            }
        }
    }
    bytes
}

/// Runs an event through every module. What is refused leaves nothing; what is written are whole lines.
fn follow(event: &Event<'_>) {
    let unordered = Order::Unordered { tombstone: Some(Tombstone { attribute: "gone", seconds: 60 }) };
    type Run = fn(&Event<'_>, &Changes, &mut RequestLines) -> Result<(), Error>;
    fn races<S: RequestSink>(event: &Event<'_>, changes: &Changes, sink: &mut S) -> Result<(), Error> {
        race::requests(event, changes, sink)
    }
    let runs: [(Run, Changes); 5] = [
        (composite::requests::<Ordered, _>, purchase::CHANGES),
        (composite::requests::<Unordered, _>, Changes { order: unordered, ..purchase::CHANGES }),
        (pivot::requests::<Ordered, _>, purchase::CHANGES),
        (pivot::requests::<Unordered, _>, Changes { order: unordered, ..purchase::CHANGES }),
        (races, race::CHANGES),
    ];
    for (run, changes) in runs {
        let mut sink = RequestLines::new();
        sink.set_time(7);
        match run(event, &changes, &mut sink) {
            Err(error) => {
                assert!(sink.as_bytes().is_empty(), "{error}");
                assert!(!error.to_string().is_empty());
            }
            Ok(()) => {
                let text = sink.as_str();
                assert!(text.lines().all(|line| line.starts_with('{') && line.ends_with("}}")), "{text}");
                assert!(text.is_empty() || text.ends_with('\n'));
                // The lines are JSON: what reads messages reads them, and finds none of its own.
                for line in text.lines() {
                    let fault = Binlog::new().read(line.as_bytes()).expect_err("no event");
                    assert!(
                        !matches!(fault.fault, Fault::Event(mapc_runtime::events::BadEvent::Json { .. })),
                        "{line}"
                    );
                }
            }
        }
    }
}

fn check<'a>(message: Result<Message<'a>, Error>) -> (u32, u32) {
    match message {
        Ok(Message::Event(event)) => {
            follow(&event);
            (1, 0)
        }
        Ok(Message::Skip(_)) => (0, 0),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            (0, 1)
        }
    }
}

#[test]
fn damaged_messages_are_errors_and_nothing_else() {
    // More with MAPC_MESSAGES.
    let count = std::env::var("MAPC_MESSAGES").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let mut random = Random::new(5);
    let (mut binlog, mut dms, mut debezium) = (Binlog::new(), Dms::new(), Debezium::new());
    let (mut strict, mut full) =
        (Dms::new().with_nulls(), Debezium::new().with_replica_identity(ReplicaIdentity::Full));
    let (mut read, mut refused) = (0, 0);
    for _ in 0..count {
        let bytes = damaged(&mut random);
        // Each reader is used again after each message, whatever it was.
        for (events, errors) in [
            check(binlog.read(&bytes)),
            check(dms.read(&bytes)),
            check(debezium.read(&bytes)),
            check(strict.read(&bytes)),
            check(full.read(&bytes)),
        ] {
            read += events;
            refused += errors;
        }
    }
    // The damage is neither always fatal nor never.
    assert!(read > count / 4 && refused > count / 2, "{read} read, {refused} refused");
}

#[test]
fn whole_messages_are_read_after_damaged_ones() {
    let mut random = Random::new(6);
    let mut reader = Binlog::new();
    let requests = |reader: &mut Binlog| {
        let Ok(Message::Event(event)) = reader.read(MESSAGES[1].as_bytes()) else { panic!("an event") };
        let mut sink = RequestLines::new();
        composite::requests::<Unordered, _>(&event, &purchase::CHANGES, &mut sink).expect("requests");
        sink.as_str().to_owned()
    };
    let wanted = requests(&mut reader);
    for _ in 0..500 {
        let bytes = damaged(&mut random);
        check(reader.read(&bytes));
        assert_eq!(requests(&mut reader), wanted);
    }
}

#[test]
fn every_beginning_of_a_message_is_refused() {
    for message in MESSAGES {
        for end in 1..message.len() {
            let part = &message.as_bytes()[..end];
            assert!(Binlog::new().read(part).is_err(), "{}", String::from_utf8_lossy(part));
        }
    }
}
