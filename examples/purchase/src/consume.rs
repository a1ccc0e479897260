//! A consumer of a stream, as AWS Lambda calls one for Kinesis: a batch of records in, the numbers of those that failed out.
//!
//! The stream carries the changes of one order under one partition key, so that they come in order. The first record that fails
//! ends the batch: Lambda comes again with it and all after it, and what was written before is written again, which changes
//! nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mapc_runtime::events::{Binlog, Message, Request, Requests};
use serde::{Deserialize, Serialize};

use crate::orders;

/// What Lambda gives.
#[derive(Debug, Deserialize)]
pub struct Batch {
    /// In the order of the stream.
    #[serde(rename = "Records")]
    pub records: Vec<Record>,
}

/// A record of the stream.
#[derive(Debug, Deserialize)]
pub struct Record {
    /// What Kinesis says of it.
    pub kinesis: Kinesis,
}

/// What Kinesis says of a record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kinesis {
    /// The message, in base64.
    pub data: String,
    /// Its place in the shard.
    pub sequence_number: String,
}

/// What Lambda is told, with `ReportBatchItemFailures` set.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The record from which on all come again; empty where all were written.
    pub batch_item_failures: Vec<Failure>,
}

/// A record that failed.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// Its place in the shard.
    pub item_identifier: String,
}

/// Sends requests to DynamoDB: a client of the SDK in a program, a list in a test. The error is a reason to come again.
pub trait Table {
    /// Sends one request. A condition that does not hold is no error.
    ///
    /// # Errors
    ///
    /// It was not written: throttling, the network.
    fn send(&mut self, request: &Request) -> Result<(), String>;
}

/// Writes what a batch of records says, up to the first that fails. What is wrong with it goes to `log`.
pub fn consume(batch: &Batch, table: &mut impl Table, log: &mut impl FnMut(&str)) -> Report {
    let mut reader = Binlog::new();
    let mut requests = Requests::new();
    for record in &batch.records {
        if let Err(why) = one(record, &mut reader, &mut requests, table) {
            let number = &record.kinesis.sequence_number;
            log(&format!("record {number}: {why}"));
            return Report { batch_item_failures: vec![Failure { item_identifier: number.clone() }] };
        }
    }
    Report::default()
}

fn one(record: &Record, reader: &mut Binlog, requests: &mut Requests, table: &mut impl Table) -> Result<(), String> {
    let message = STANDARD.decode(&record.kinesis.data).map_err(|error| error.to_string())?;
    match reader.read(&message).map_err(|error| error.to_string())? {
        Message::Event(event) => orders::requests(&event, requests).map_err(|error| error.to_string())?,
        Message::Skip(_) => return Ok(()),
    }
    requests.take().iter().try_for_each(|request| table.send(request))
}
