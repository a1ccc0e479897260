//! Words of other languages at the beginning of a line, and the line that they stand for here.

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the top.
    Text,
    /// In a map or fragment.
    Map,
    /// In the block of a nested field.
    Member,
    /// In an example.
    Example,
}

impl Place {
    /// How messages call it.
    pub fn words(self) -> &'static str {
        match self {
            Place::Text => "a text",
            Place::Map => "a map",
            Place::Member => "a nested field",
            Place::Example => "an example",
        }
    }
}

/// What a word of another language stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alias {
    /// What to write in its place, where that is all there is to do.
    pub becomes: Option<&'static str>,
    /// What to write.
    pub help: &'static str,
}

/// The words, what replaces them, and what is said.
type Entry = (&'static [&'static str], Option<&'static str>, &'static str);

const ONE_FIELD: &str = "a line holds one field: `field NAME`, or `field *` for all that are left";

const OF_TEXTS: &[Entry] = &[
    (&["import", "include", "using"], None, "the texts of one compilation share their names; no line says so"),
    (&["let", "var", "variable", "parameter", "const"], Some("param"), "a parameter is `param NAME = \"DEFAULT\"`"),
    (&["database", "tables"], Some("schema"), "tables come from `schema NAME from mysql \"FILE.sql\"`"),
    (&["table", "mapping", "pipeline"], Some("map"), "a mapping is `map NAME from SCHEMA.TABLE -> STAGE {`"),
    (&["test", "sample"], Some("example"), "an example is `example MAP \"what it shows\" {`"),
    (&["template", "macro", "mixin"], Some("fragment"), "lines that maps share are `fragment NAME {`"),
];

const OF_MAPS: &[Entry] = &[
    (&["attribute", "column", "include"], Some("field"), "a field is `field NAME`"),
    (&["attributes", "columns", "fields"], Some("field"), ONE_FIELD),
    (&["select"], None, ONE_FIELD),
    (&["filter", "having", "when"], Some("where"), "rows are chosen by `where CONDITION`"),
    (&["drop", "omit", "skip", "ignore", "hide", "remove"], Some("exclude"), "a column is left out by `exclude NAME`"),
    (&["alias"], None, "a field gets another name by `rename field OLD to NEW`, or is made with it: `field NEW = OLD`"),
    (&["convert"], Some("cast"), "a type is changed by `cast NAME to TYPE`"),
    (&["redact", "anonymize", "anonymise"], Some("mask"), "values are hidden by `mask NAME hash`"),
    (&["require", "ensure", "assert", "check"], Some("assume"), "what may be relied on is `assume CLAIM`"),
    (&["unique"], Some("assume unique"), "what may be relied on is `assume unique NAME`"),
    (&["extend", "extends", "apply"], Some("use"), "the lines of a fragment are taken by `use NAME`"),
    (
        &["key"],
        None,
        "the key of an item is `partition key NAME` and `sort key NAME`, that of a row `primary key NAME`",
    ),
    (
        &["from", "source", "to", "into", "target"],
        None,
        "source and stages stand in the header: `map NAME from TABLE -> STAGE {`",
    ),
    (&["default"], None, "what becomes of NULL is `null as VALUE`, for the map or as a clause of a field"),
];

const OF_MEMBERS: &[Entry] = &[
    (&["attribute", "column", "include", "member"], Some("field"), "a member is `field NAME`"),
    (&["attributes", "columns", "fields", "select"], None, "a line holds one member: `field NAME`"),
    (&["element", "value", "entry"], Some("item"), "an element is `item VALUE`"),
];

const OF_EXAMPLES: &[Entry] = &[
    (&["input", "given", "from"], Some("row"), "a row that goes in is `row { NAME: VALUE }`"),
    (
        &["output", "expect", "expects", "becomes", "then"],
        Some("gives"),
        "what must come out is `gives { NAME: VALUE }`",
    ),
    (&["fails", "throws", "error"], Some("rejects"), "a refusal is `rejects CODE`"),
    (&["create", "add", "inserted"], Some("insert"), "a row that comes is `insert { NAME: VALUE }`"),
    (&["change", "modify", "updated"], Some("update"), "a row that changes is `update { NAME: OLD } to { NAME: NEW }`"),
    (&["remove", "deleted"], Some("delete"), "a row that goes is `delete { NAME: VALUE }`"),
    (&["event", "position"], Some("at"), "a fact of the changes that follow is `at $position = \"7\"`"),
];

/// What `word`, before `next`, stands for at the beginning of a line.
pub(super) fn alias(word: &str, next: &str, place: Place) -> Option<Alias> {
    // The words of DynamoDB's own interface.
    match (place, word, next) {
        (Place::Map, "hash", "key") => {
            return Some(Alias {
                becomes: Some("partition"),
                help: "the key that was once called so is `partition key`",
            });
        }
        (Place::Map, "range", "key") => {
            return Some(Alias { becomes: Some("sort"), help: "the key that was once called so is `sort key`" });
        }
        _ => {}
    }
    let entries = match place {
        Place::Text => OF_TEXTS,
        Place::Map => OF_MAPS,
        Place::Member => OF_MEMBERS,
        Place::Example => OF_EXAMPLES,
    };
    let word = word.to_lowercase();
    let found = entries.iter().find(|(words, ..)| words.contains(&&*word));
    found.map(|(_, becomes, help)| Alias { becomes: *becomes, help })
}
