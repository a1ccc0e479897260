//! Hive 2.3.9's own parsers: of types, and of statements. `tests/oracles/hive/get.sh` fetches them.

mod csv;
mod ddl;
mod program;
mod random;
mod types;
