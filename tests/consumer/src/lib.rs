//! Converters that `build.rs` makes, included as users include them; the tests of the module are run here too.

/// The lines of orders.
pub mod lines {
    include!(concat!(env!("OUT_DIR"), "/lines.rs"));
}

#[cfg(test)]
mod tests {
    use super::lines;
    use mapc_runtime::{Format, JsonLines, Reader};

    #[test]
    fn rows_of_a_file_become_lines_of_dynamodb_json() {
        let file = "1,gift,\n2,book,3.50\n".as_bytes();
        let mut reader = Reader::new(file, Format::postgres_csv(), &lines::COLUMNS).layout(&lines::LAYOUT);
        let mut out = JsonLines::new();
        while let Some(batch) = reader.next_batch().expect("memory can be read") {
            for record in batch {
                let row = lines::Row::from_record(&record.expect("a row")).expect("the row of the table");
                out.push(&row).expect("an item");
            }
        }
        assert_eq!(
            out.as_str(),
            "{\"Item\":{\"order_no\":{\"N\":\"1\"},\"type\":{\"S\":\"gift\"}}}\n\
             {\"Item\":{\"order_no\":{\"N\":\"2\"},\"type\":{\"S\":\"book\"},\"price\":{\"N\":\"3.50\"}}}\n"
        );
    }
}
