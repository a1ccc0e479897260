//! The shelf of stages: one folder a service. A new stage is a folder and a line in [`ALL`].

mod database;
mod dms;
mod dynamodb;
mod firehose;
mod glue;
mod kafka;
mod kinesis;
mod rust;
mod s3;

use crate::stage::Stage;

/// All stages there are, in the order of a pipeline.
pub static ALL: &[&dyn Stage] = &[
    &dms::Dms,
    &rust::Rust,
    &kinesis::Kinesis,
    &kafka::Kafka,
    &firehose::Firehose,
    &s3::S3,
    &glue::Glue,
    &dynamodb::DynamoDb,
    &database::Database,
];
