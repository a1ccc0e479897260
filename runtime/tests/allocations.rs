//! Nothing is allocated for an event once the memory of reader and sink is large enough.

#![allow(unsafe_code)]

#[path = "support/purchase.rs"]
mod purchase;
#[path = "support/race.rs"]
mod race;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use mapc_runtime::events::{Binlog, Changes, Debezium, Dms, Message, Order, RequestLines, Tombstone};
use purchase::{Ordered, Unordered, composite, pivot};

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, and a count of what this thread asks of it.
struct Counting;

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: as above.
        unsafe { System.realloc(place, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// How often `run` asks for memory in its third round.
fn allocations(mut run: impl FnMut()) -> usize {
    run();
    run();
    let before = COUNT.with(Cell::get);
    run();
    COUNT.with(Cell::get) - before
}

#[test]
fn events_allocate_nothing_after_the_first() {
    const INSERT: &[u8] =
        br#"{"schema":"mydatabase","table":"purchase","type":"WriteRowsEvent","log_file":"b.1","log_pos":4,"row":{
        "values":{"customerid":"c\"1","orderid":"o","productid":"p","quantity":100}}}"#;
    const UPDATE: &[u8] = br#"{"schema":"mydatabase","table":"purchase","type":"UpdateRowsEvent","position":"7","row":{
        "before_values":{"customerid":"c","orderid":"o","productid":"p","quantity":1.5},
        "after_values":{"customerid":"c2","orderid":"o","productid":"\u00fc","quantity":null}},"timestamp":7}"#;
    const DELETE: &[u8] = br#"{"schema":"mydatabase","table":"purchase","type":"DeleteRowsEvent","position":"8","row":{
        "values":{"customerid":"c","orderid":"o","productid":"p","quantity":1}}}"#;
    let unordered = Order::Unordered { tombstone: Some(Tombstone { attribute: "gone", seconds: 60 }) };
    let unordered = Changes { order: unordered, ..purchase::CHANGES };
    let (mut reader, mut sink) = (Binlog::new(), RequestLines::new());
    sink.set_time(7);
    let count = allocations(|| {
        sink.clear();
        for message in [INSERT, UPDATE, DELETE, INSERT] {
            let Ok(Message::Event(event)) = reader.read(message) else { panic!("an event") };
            composite::requests::<Ordered, _>(&event, &purchase::CHANGES, &mut sink).expect("requests");
            composite::requests::<Unordered, _>(&event, &unordered, &mut sink).expect("requests");
            pivot::requests::<Ordered, _>(&event, &purchase::CHANGES, &mut sink).expect("requests");
            pivot::requests::<Unordered, _>(&event, &unordered, &mut sink).expect("requests");
        }
        assert!(!sink.as_bytes().is_empty());
    });
    assert_eq!(count, 0);
}

#[test]
fn messages_of_dms_and_debezium_allocate_nothing_after_the_first() {
    const DMS: &[u8] =
        br#"{"data":{"RACE_ID":5894,"ENTRY_NO":31,"DRIVER":"Ana","TEAM":"Red","STATUS":"STARTED","ODDS":4.20,
        "ENTERED_AT":"2024-11-02T22:44:22Z","NOTE":"said \"box\""},"before-image":{"RACE_ID":5894,"ENTRY_NO":31.0},
        "metadata":{"record-type":"data","operation":"update","schema-name":"SH","table-name":"RACE_ENTRY"}}"#;
    const DEBEZIUM: &[u8] = br#"{"payload":{"op":"d","ts_ms":1465581029523,"before":{"RACE_ID":1,"ENTRY_NO":2},"after":null,
        "source":{"schema":"SH","table":"RACE_ENTRY","lsn":24023128,"ts_us":1559033904863769,"txId":556}},"schema":{}}"#;
    let (mut dms, mut debezium, mut sink) = (Dms::new(), Debezium::new(), RequestLines::new());
    let count = allocations(|| {
        sink.clear();
        let Ok(Message::Event(event)) = dms.read(DMS) else { panic!("an event") };
        race::requests(&event, &race::CHANGES, &mut sink).expect("requests");
        let Ok(Message::Event(event)) = debezium.read(DEBEZIUM) else { panic!("an event") };
        race::requests(&event, &race::CHANGES, &mut sink).expect("requests");
    });
    assert_eq!(count, 0);
}
