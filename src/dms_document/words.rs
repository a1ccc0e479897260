//! The closed lists of words that a document chooses from.
//!
//! Source: user guide, "Specifying table selection and transformations rules using JSON" and the pages of each rule type.

/// One of a closed list.
pub trait Word: Copy + Sized + PartialEq + 'static {
    /// All of them, as documents spell them.
    const ALL: &'static [(&'static str, Self)];

    /// Their spellings.
    const ALL_WORDS: &'static [&'static str];

    /// The one of this spelling; capitals matter.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(spelling, _)| *spelling == word).map(|(_, found)| *found)
    }

    /// How documents spell it.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, found)| *found == self).map_or("", |(spelling, _)| spelling)
    }
}

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl Word for $name {
            const ALL: &'static [(&'static str, $name)] = &[$(($word, $name::$variant),)*];
            const ALL_WORDS: &'static [&'static str] = &[$($word,)*];
        }
    };
}

words! {
    /// What a rule is about.
    RuleType {
        /// Which tables.
        Selection = "selection",
        /// Names, columns, types, masks.
        Transformation = "transformation",
        /// How a table is loaded.
        TableSettings = "table-settings",
        /// What a record of DynamoDB, Kinesis or Kafka holds.
        ObjectMapping = "object-mapping",
        /// Tags of objects in S3.
        PostProcessing = "post-processing",
        /// How a validation compares a column.
        Validation = "validation",
    }
}

words! {
    /// What a selection does with the tables that it names.
    SelectionAction {
        /// They come along.
        Include = "include",
        /// They do not, whatever else names them.
        Exclude = "exclude",
        /// The table of exactly this name comes along.
        Explicit = "explicit",
    }
}

words! {
    /// Which kind of relation a selection means.
    TableType {
        /// Tables; the default.
        Table = "table",
        /// Views.
        View = "view",
        /// Both.
        All = "all",
    }
}

words! {
    /// What a transformation changes.
    Target {
        /// The database schema.
        Schema = "schema",
        /// The table.
        Table = "table",
        /// The column.
        Column = "column",
        /// The tablespace of a table.
        TableTablespace = "table-tablespace",
        /// The tablespace of an index.
        IndexTablespace = "index-tablespace",
    }
}

words! {
    /// What a transformation does.
    Action {
        /// Another name.
        Rename = "rename",
        /// The name in small letters.
        ConvertLowercase = "convert-lowercase",
        /// The name in capitals.
        ConvertUppercase = "convert-uppercase",
        /// Text before the name.
        AddPrefix = "add-prefix",
        /// Text after the name.
        AddSuffix = "add-suffix",
        /// The name without its beginning.
        RemovePrefix = "remove-prefix",
        /// The name without its end.
        RemoveSuffix = "remove-suffix",
        /// The name with another beginning.
        ReplacePrefix = "replace-prefix",
        /// The name with another end.
        ReplaceSuffix = "replace-suffix",
        /// A column more.
        AddColumn = "add-column",
        /// This column, and none that no such rule names.
        IncludeColumn = "include-column",
        /// A column less.
        RemoveColumn = "remove-column",
        /// The key of the table on the target.
        DefinePrimaryKey = "define-primary-key",
        /// Another type.
        ChangeDataType = "change-data-type",
        /// The values before a change, as further columns.
        AddBeforeImageColumns = "add-before-image-columns",
        /// A character in the place of each digit.
        MaskDigits = "data-masking-digits-mask",
        /// Another digit in the place of each.
        RandomizeDigits = "data-masking-digits-randomize",
        /// The hash of the value.
        MaskHash = "data-masking-hash-mask",
    }
}

words! {
    /// What a condition asks of a column.
    Operator {
        /// At most.
        Lte = "lte",
        /// At most, too.
        Ste = "ste",
        /// At least.
        Gte = "gte",
        /// Equal.
        Eq = "eq",
        /// Not equal.
        Noteq = "noteq",
        /// Inside two bounds, or on one.
        Between = "between",
        /// Outside two bounds.
        Notbetween = "notbetween",
        /// NULL.
        Null = "null",
        /// Not NULL.
        Notnull = "notnull",
    }
}

words! {
    /// What becomes of the columns that an object mapping does not name.
    MappingAction {
        /// Each is an attribute.
        Record = "map-record-to-record",
        /// All of them are the map `_doc`.
        Document = "map-record-to-document",
    }
}

words! {
    /// What decides the shard of a stream.
    PartitionKeyType {
        /// Schema and table.
        SchemaTable = "schema-table",
        /// The transaction.
        TransactionId = "transaction-id",
        /// The key of the row.
        PrimaryKey = "primary-key",
        /// Nothing: one shard for all.
        Constant = "constant",
        /// An attribute.
        AttributeName = "attribute-name",
    }
}

words! {
    /// How the load of a table is cut in parts.
    ParallelLoadType {
        /// It is not.
        None = "none",
        /// By the partitions of the source.
        PartitionsAuto = "partitions-auto",
        /// By the partitions below partitions.
        SubpartitionsAuto = "subpartitions-auto",
        /// By partitions that are listed.
        PartitionsList = "partitions-list",
        /// By values.
        Ranges = "ranges",
    }
}

words! {
    /// How large objects are carried.
    LobMode {
        /// Cut at a size.
        Limited = "limited",
        /// Whole.
        Unlimited = "unlimited",
        /// As the task says.
        None = "none",
    }
}

words! {
    /// Which columns get a column with the value before a change.
    BeforeImageFilter {
        /// Those of the key.
        PkOnly = "pk-only",
        /// Those that are no large objects.
        NonLob = "non-lob",
        /// All.
        All = "all",
    }
}

impl Action {
    /// Whether it changes a name.
    pub fn is_naming(self) -> bool {
        match self {
            Action::Rename
            | Action::ConvertLowercase
            | Action::ConvertUppercase
            | Action::AddPrefix
            | Action::AddSuffix
            | Action::RemovePrefix
            | Action::RemoveSuffix
            | Action::ReplacePrefix
            | Action::ReplaceSuffix => true,
            Action::AddColumn
            | Action::IncludeColumn
            | Action::RemoveColumn
            | Action::DefinePrimaryKey
            | Action::ChangeDataType
            | Action::AddBeforeImageColumns
            | Action::MaskDigits
            | Action::RandomizeDigits
            | Action::MaskHash => false,
        }
    }

    /// Whether it hides values.
    pub fn is_mask(self) -> bool {
        matches!(self, Action::MaskDigits | Action::RandomizeDigits | Action::MaskHash)
    }
}

impl Operator {
    /// How many values it compares with.
    pub fn values(self) -> usize {
        match self {
            Operator::Null | Operator::Notnull => 0,
            Operator::Lte | Operator::Ste | Operator::Gte | Operator::Eq | Operator::Noteq => 1,
            Operator::Between | Operator::Notbetween => 2,
        }
    }
}
