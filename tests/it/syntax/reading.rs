//! Valid texts, and what they become.

use super::support::{EVERYTHING, read};

#[test]
fn every_construct_is_read_without_a_finding() {
    assert_eq!(read(EVERYTHING).findings(), Vec::<String>::new());
}
