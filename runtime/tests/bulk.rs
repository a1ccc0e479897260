//! Files of rows to files of items: what is converted, and that every byte of what is not comes back.

use std::io;

use mapc_runtime::{
    Attributes, Counts, Duplicates, Error, Fault, Format, Groups, ItemSink, JsonLines, Members, Name, Number, Part,
    ReadError, Reader, Record, Rejected, Scalars, Table, ToItem, ToMembers, convert_groups, convert_rows, put,
    put_or_omit, put_partition_key, template, text,
};

const ORDER: Name = Name::new("order");
const PRODUCT: Name = Name::new("product");
const PIECES: Name = Name::new("pieces \"ü\"");

#[derive(Clone, Copy)]
struct Row<'a> {
    order: &'a str,
    product: &'a str,
    pieces: Option<Number<'a>>,
}

struct Orders;

impl Table for Orders {
    type Row<'a> = Row<'a>;
    const COLUMNS: &'static [&'static str] = &["order", "product", "pieces"];
    fn row<'a>(record: &Record<'a>) -> Result<Row<'a>, Error> {
        Ok(Row { order: record.get(0)?, product: record.get(1)?, pieces: record.get(2)? })
    }
}

impl ToItem for Row<'_> {
    fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        put_partition_key(out, &ORDER, self.order)
    }

    fn attributes<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        put(out, &PRODUCT, self.product)?;
        put_or_omit(out, &PIECES, self.pieces)
    }
}

/// The same rows, with a product as an attribute.
struct Pivot<'a>(Row<'a>);

struct Pivots;

impl Table for Pivots {
    type Row<'a> = Pivot<'a>;
    const COLUMNS: &'static [&'static str] = Orders::COLUMNS;
    fn row<'a>(record: &Record<'a>) -> Result<Pivot<'a>, Error> {
        Orders::row(record).map(Pivot)
    }
}

impl ToItem for Pivot<'_> {
    fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        self.0.key(out)
    }

    fn attributes<O: Attributes>(&self, _out: &mut O) -> Result<(), Error> {
        Ok(())
    }
}

impl ToMembers for Pivot<'_> {
    const RESERVED: &'static [&'static str] = &["order"];

    fn members(&self, members: &mut Members) -> Result<(), Error> {
        members.put_or_omit(template(&[text(self.0.product)]), self.0.pieces)
    }
}

type Reject<'r> = &'r mut dyn FnMut(Rejected<'_>) -> io::Result<()>;
type Found = (Vec<String>, Vec<(String, String)>, Counts);

/// The lines, what was rejected, and the counts.
fn run(
    file: &str,
    convert: impl FnOnce(&mut Reader<&[u8]>, &mut Vec<u8>, Reject<'_>) -> Result<Counts, ReadError>,
) -> Found {
    let mut reader = Reader::new(file.as_bytes(), Format::postgres_csv(), Orders::COLUMNS).chunk(40);
    let (mut out, mut rejects) = (Vec::new(), Vec::new());
    let mut reject = |rejected: Rejected<'_>| {
        rejects.push((rejected.to_string(), String::from_utf8_lossy(rejected.bytes).into_owned()));
        Ok(())
    };
    let counts = convert(&mut reader, &mut out, &mut reject).expect("memory can be read and written");
    let lines = String::from_utf8(out).expect("text").lines().map(str::to_owned).collect();
    (lines, rejects, counts)
}

#[test]
fn each_row_is_an_item_or_comes_back() {
    let file = "a,p,1\n,p,2\nb,q\nc,\"x\"\"\ny\",\nd,p,NaN\ne,p,\"3\"\n";
    let (lines, rejects, counts) = run(file, |reader, out, reject| convert_rows::<Orders>(reader, out, reject));
    assert_eq!(
        lines,
        [
            r#"{"Item":{"order":{"S":"a"},"product":{"S":"p"},"pieces \"ü\"":{"N":"1"}}}"#,
            r#"{"Item":{"order":{"S":"c"},"product":{"S":"x\"\ny"}}}"#,
            r#"{"Item":{"order":{"S":"e"},"product":{"S":"p"},"pieces \"ü\"":{"N":"3"}}}"#,
        ]
    );
    let expected = [
        (r#"line 2: attribute "order": NULL, which the mapping refuses"#, ",p,2\n"),
        ("line 3: the record has 2 fields, and the file 3 columns", "b,q\n"),
        (r#"line 6: attribute "pieces \"ü\"": not a decimal number"#, "d,p,NaN\n"),
    ];
    assert_eq!(rejects, expected.map(|(why, bytes)| (why.to_owned(), bytes.to_owned())));
    assert_eq!(counts, Counts { records: 6, refused: 3 });
}

fn pivot(file: &str, duplicates: Duplicates) -> Found {
    let groups = Groups::with_duplicates(duplicates);
    run(file, |reader, out, reject| convert_groups::<Pivots>(reader, out, groups, reject))
}

#[test]
fn all_rows_of_an_item_that_is_refused_come_back() {
    let file =
        "a,p,1\na,q,2\nb,p,1\nb,q,2\nb,p,3\nb,r,4\nc,p\nc,p,1\n,x,1\nc,q,2\nc,order,3\nd,p,1\na,r,1\na,s,2\ne,p,1";
    let (lines, rejects, counts) = pivot(file, Duplicates::Reject);
    assert_eq!(
        lines,
        [
            r#"{"Item":{"order":{"S":"a"},"p":{"N":"1"},"q":{"N":"2"}}}"#,
            r#"{"Item":{"order":{"S":"d"},"p":{"N":"1"}}}"#,
            r#"{"Item":{"order":{"S":"e"},"p":{"N":"1"}}}"#,
        ]
    );
    let of = |key: &str, rest: &str| format!(r#"item "order":{{"S":"{key}"}}: {rest}"#);
    let double = of("b", r#"attribute "p": two rows of the item give this attribute"#);
    let clash = of("c", r#"attribute "order": another attribute of the item has this name"#);
    let unsorted = of("a", "the rows are not sorted: this key came before, and others since");
    let expected = [
        (format!("line 3: {double}"), "b,p,1\nb,q,2\nb,p,3\n"),
        (format!("line 6: {double}"), "b,r,4\n"),
        ("line 7: the record has 2 fields, and the file 3 columns".to_owned(), "c,p\n"),
        (r#"line 9: attribute "order": NULL, which the mapping refuses"#.to_owned(), ",x,1\n"),
        (format!("line 8: {clash}"), "c,p,1\nc,q,2\nc,order,3\n"),
        (format!("line 13: {unsorted}"), "a,r,1\n"),
        (format!("line 14: {unsorted}"), "a,s,2\n"),
    ];
    assert_eq!(rejects, expected.map(|(why, bytes)| (why, bytes.to_owned())));
    assert_eq!(counts, Counts { records: 15, refused: 11 });
}

#[test]
fn rows_of_an_item_that_are_too_many_to_keep_come_back() {
    // The same attribute again and again: the item stays small.
    let mut file = "a,p,1\n".repeat(800_000);
    file.push_str("b,p,2\n");
    let mut reader = Reader::new(file.as_bytes(), Format::csv(), Pivots::COLUMNS);
    let (mut out, mut back) = (Vec::new(), 0);
    let groups = Groups::with_duplicates(Duplicates::Last);
    let reject = |rejected: Rejected<'_>| {
        back += rejected.bytes.len();
        Ok(())
    };
    let counts = convert_groups::<Pivots>(&mut reader, &mut out, groups, reject).expect("memory");
    assert_eq!(out, b"{\"Item\":{\"order\":{\"S\":\"b\"},\"p\":{\"N\":\"2\"}}}\n");
    assert_eq!((counts, back), (Counts { records: 800_001, refused: 800_000 }, file.len() - 6));
}

/// Takes attributes as values, and writes the same lines.
#[derive(Default)]
struct Structured(JsonLines);

impl Scalars for Structured {
    fn text(&mut self, value: &str) {
        self.0.text(value);
    }
    fn parts(&mut self, parts: &[Part<'_>]) -> Result<(), Fault> {
        self.0.parts(parts)
    }
    fn number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.0.number(value)
    }
    fn plain_number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.0.plain_number(value)
    }
    fn boolean(&mut self, value: bool) {
        self.0.boolean(value);
    }
    fn null(&mut self) {
        self.0.null();
    }
    fn binary(&mut self, value: &[u8]) {
        self.0.binary(value);
    }
}

impl Attributes for Structured {
    fn name(&mut self, name: &str) {
        self.0.name(name);
    }
    fn begin_map(&mut self) {
        self.0.begin_map();
    }
    fn end_map(&mut self) {
        self.0.end_map();
    }
    fn begin_list(&mut self) {
        self.0.begin_list();
    }
    fn end_list(&mut self) {
        self.0.end_list();
    }
    fn size(&self) -> usize {
        self.0.size()
    }
}

impl ItemSink for Structured {
    fn begin_item(&mut self) {
        self.0.begin_item();
    }
    fn end_item(&mut self) -> Result<(), Error> {
        self.0.end_item()
    }
    fn abandon_item(&mut self) {
        self.0.abandon_item();
    }
}

/// What [`JsonLines::push`] does.
fn push_plainly(row: &Row<'_>, out: &mut Structured) -> Result<(), Error> {
    out.begin_item();
    let written = row.key(out).and_then(|()| row.attributes(out));
    if written.is_err() {
        out.abandon_item();
        return written;
    }
    out.end_item()
}

#[test]
fn the_fast_way_writes_what_the_plain_one_writes() {
    const PRODUCTS: [&str; 14] = [
        "p",
        "q",
        "order",
        "",
        "a\"b",
        "a\\",
        "\":",
        "x\u{1}",
        "grün",
        "longer than sixteen bytes",
        "12345678",
        "\\\":",
        "\"",
        "s",
    ];
    const PIECES: [&str; 10] = ["1", "20", "007", "-3.50", "1e2", "0", "NaN", "", "12345678901234567890", "9999999"];
    arbtest::arbtest(|random| {
        let duplicates = *random.choose(&[Duplicates::Reject, Duplicates::Last])?;
        let (mut fast, mut plain) = (JsonLines::new(), Structured::default());
        let (mut groups, mut others) = (Groups::with_duplicates(duplicates), Groups::with_duplicates(duplicates));
        let many: Vec<String> = (0..40).map(|number| format!("n{number}")).collect();
        for _ in 0..random.int_in_range(0..=60)? {
            let product = if random.ratio(1, 2)? { random.choose(&many)? } else { *random.choose(&PRODUCTS)? };
            let pieces = if random.ratio(1, 8)? { None } else { Some(Number(random.choose(&PIECES)?)) };
            let order = if random.ratio(1, 20)? { random.choose(&["b", "c\"", "d|e", ""])? } else { "a" };
            let row = Pivot(Row { order, product, pieces });
            assert_eq!(groups.push(&row, &mut fast), others.push(&row, &mut plain));
            let (mut one, mut other) = (JsonLines::new(), Structured::default());
            let written = one.push(&row.0);
            assert_eq!(written, push_plainly(&row.0, &mut other));
            assert_eq!(one.as_str(), other.0.as_str());
        }
        loop {
            let (one, other) = (groups.finish(&mut fast), others.finish(&mut plain));
            assert_eq!(one, other);
            if one.is_ok() {
                break;
            }
        }
        assert_eq!(fast.as_str(), plain.0.as_str());
        Ok(())
    })
    .size_max(1 << 14);
}
