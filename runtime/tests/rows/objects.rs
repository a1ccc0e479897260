//! Rows that are objects of JSON.

use mapc_runtime::{Format, RowFault};

use crate::support::{NULL, bad, read, row};

#[test]
fn members_are_columns() {
    let file = concat!(
        "{\"a\":1.50,\"b\":null,\"c\":\"x\\ny\"}\n",
        " { \"c\" : [ 1, {\"a\": \"]\"} ] , \"other\" : {\"a\":2}, \"b\":true, \"\\u0061\":\"\" } \r\n",
        "\n",
        "{\"a\":-1e5,\"b\":\"null\",\"c\":\"\\u0000\"}"
    );
    assert_eq!(
        read(Format::json_lines(), file),
        [row(["1.50", NULL, "x\ny"]), row(["", "true", "[ 1, {\"a\": \"]\"} ]"]), row(["-1e5", "null", "\0"])]
    );
}

#[test]
fn what_is_no_object_is_refused() {
    let file = concat!(
        "{\"a\":1,\"b\":2}\n",
        "{\"a\":1,\"b\":2,\"c\":3,\"b\":2}\n",
        "[1,2,3]\n",
        "{\"a\":1,\"b\":2,\"c\":3}}\n",
        "{\"a\":1,\"b\":2,\"c\":03}\n",
        "{\"a\":1,\"b\":\"\\ud800\",\"c\":3}\n",
        "{\"a\":1,\"b\":2,\"c\":3\n",
        "{\"a\":1,\"b\":2,\"c\":3}\n",
    );
    let wrong = |line, column, why| bad(line, column, RowFault::NotAnObject(why));
    assert_eq!(
        read(Format::json_lines(), file),
        [
            bad(1, "c", RowFault::NoMember),
            bad(2, "b", RowFault::DoubledMember),
            wrong(3, "", "the line does not begin with one"),
            wrong(4, "", "something follows the object"),
            wrong(5, "", "no value stands where one is expected"),
            wrong(6, "b", "an escape is no character"),
            wrong(7, "", "the object is not closed"),
            row(["1", "2", "3"]),
        ]
    );
}
