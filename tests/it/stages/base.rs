//! Mappings outside the shipped ones that every stage accepts: two into items, two into a lake by messages and by files.

use crate::support::compile::Memory;

/// MySQL through DMS into DynamoDB.
pub const ITEMS: &str = r#"schema shop from mysql "shop.sql"

/// One item for each line of an order.
map order_line from shop.orders -> dms -> dynamodb order-lines {
  partition key order_id
  sort key line
  field product
  field price
  field placed_on
  field remark
  field paid

  dms {
    TargetMetadata {
      ParallelLoadThreads 4
    }
  }
  dynamodb {
    BillingMode PROVISIONED
    ReadCapacityUnits 5
    WriteCapacityUnits 5
  }
}
"#;

/// The schema of [`ITEMS`].
pub const SHOP: &str = "CREATE TABLE orders (
  order_id bigint NOT NULL,
  line int NOT NULL,
  product varchar(40) NOT NULL,
  price decimal(12, 2) NOT NULL,
  placed_on datetime NOT NULL,
  remark varchar(200),
  paid bit(1) NOT NULL,
  PRIMARY KEY (order_id, line)
);
";

/// MySQL through a converter of Rust into DynamoDB.
pub const ORDERS: &str = r#"schema shop from mysql "shop.sql"

/// One item for each order: its lines are attributes.
map order_book from shop.orders -> rust -> dynamodb order-book {
  partition key order_id
  pivot "line#${line}" = product
  pivot "price#${padded(line, 4)}" = price
  exclude placed_on, remark, paid
}

example order_book "an order of two lines" {
  row { order_id: 1, line: 1, product: "p1", price: 2.50 }
  row { order_id: 1, line: 12, product: "p2", price: 3.00 }
  gives { order_id: 1, line#1: "p1", line#12: "p2", price#0001: 2.5, price#0012: 3 }
}
"#;

/// MySQL through DMS and S3 into Glue.
pub const FILES: &str = r#"schema shop from mysql "shop.sql"

/// Every change of a line of an order.
map order_change from shop.orders
  -> dms
  -> s3 "s3://shop-lake/raw/"
  -> glue lake.order_change
{
  field Op = $operation
  field committed_at = $commit-timestamp
  field *

  s3 {
    DataFormat parquet
    UseTaskStartTimeForFullLoadTimestamp true
  }
}
"#;

/// PostgreSQL through DMS, Kinesis and Firehose into Glue.
pub const LAKE: &str = r#"schema public from postgres "trip.sql"

/// One row for each change of a trip.
map trip from public.trip
  -> dms
  -> kinesis trips
  -> firehose trips-to-lake
  -> glue lake.trip
{
  field *
  field label = "${driver}/${trip_id}"
  rename field replace "-" with "_"

  kinesis {
    partition-key "${trip_id}"
    IncludePartitionValue true
    ShardCount 2
  }
  firehose {
    RoleARN "arn:aws:iam::123456789012:role/firehose"
    time-folders day
    Compression GZIP
  }
  glue {
    location "s3://lake-bucket/trip/"
  }
}
"#;

/// The schema of [`LAKE`].
pub const TRIP: &str = "CREATE TABLE public.trip (
  trip_id integer NOT NULL PRIMARY KEY,
  driver varchar(40) NOT NULL,
  distance numeric(8, 2),
  started_at timestamptz NOT NULL,
  paid boolean NOT NULL
);
";

/// The files beside them, with one schema or the other replaced.
pub fn files(shop: &str, trip: &str) -> Memory {
    let mut files = Memory::shipped();
    files.put("shop.sql", shop);
    files.put("trip.sql", trip);
    files
}

/// MySQL through DMS into the tables of another database.
pub const TABLES: &str = r#"schema shop from mysql "shop.sql"

/// The lines of orders, for those who ask questions.
map order_copy from shop.orders -> dms -> database warehouse {
  field *
  rename schema shop to sales
  on delete remove

  database {
    engine postgres
  }
}
"#;

/// MySQL through DMS into a topic of Kafka.
pub const TOPIC: &str = r#"schema shop from mysql "shop.sql"

/// Every change of a line of an order, for whoever listens.
map order_topic from shop.orders -> dms -> kafka Order-Lines {
  field *

  kafka {
    partition-key primary-key
    MessageFormat json-unformatted
    UseLargeIntegerValue true
    MessageMaxBytes 500000
  }
}
"#;
