//! What DMS does otherwise than it looks, each as a rule with a name and a source.

macro_rules! quirks {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $says:literal, $source:literal;)*) => {
        /// Something that DMS does otherwise than it looks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Quirk { $($(#[$doc])* $variant,)* }

        impl Quirk {
            /// All of them.
            pub const ALL: &'static [Quirk] = &[$(Quirk::$variant,)*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(Quirk::$variant => $name,)* }
            }

            /// What DMS does.
            pub fn says(self) -> &'static str {
                match self { $(Quirk::$variant => $says,)* }
            }

            /// Where that is said.
            pub fn source(self) -> &'static str {
                match self { $(Quirk::$variant => $source,)* }
            }
        }
    };
}

quirks! {
    /// `_` matches any one character.
    AnyCharacter = "any-character",
        "`_` in a name that is read as a pattern is any one character",
        "user guide, \"Wildcards in table mapping\"";
    /// Exclude beats include.
    ExcludeWins = "exclude-wins",
        "what is excluded does not come along, whatever includes it",
        "user guide, \"Selection rules and actions\", by its samples";
    /// Views need their table type.
    ViewsByType = "views-by-type",
        "a view comes along only where `table-type` is `view` or `all`",
        "user guide, \"Troubleshooting migration tasks\"";
    /// Filters act with include alone.
    FiltersWithInclude = "filters-with-include",
        "filters act in `include` rules alone",
        "user guide, \"Using source filters\"";
    /// Filters need exact names.
    FiltersByName = "filters-by-name",
        "filters act only where the table is named exactly",
        "user guide, \"Using source filters\"";
    /// A comparison with NULL holds for no row.
    NullComparesToNothing = "null-compares-to-nothing",
        "a row with NULL passes `null` alone: no comparison with NULL holds, `noteq` included",
        "SQLite, by whose rules filters compare; user guide, \"Using source filters\"";
    /// The lower id is applied.
    LowerIdWins = "lower-id-wins",
        "of several transformations of one object the one with the lower id is applied, and no other",
        "user guide, \"Transformation rules and actions\"";
    /// A mask shares a column with a change of type.
    MaskSharesColumn = "mask-shares-column",
        "a mask and a change of the type of one column are both applied, the change first where it has the lower id",
        "user guide, \"Using data masking to hide sensitive information\"";
    /// Include-column leaves out the others.
    IncludeLeavesOthersOut = "include-column-leaves-others-out",
        "a column that no `include-column` rule names does not come along, once there is such a rule for the table",
        "user guide, \"Transformation rules and actions\"";
    /// Columns that are not excluded are added.
    UnlistedAreAdded = "unlisted-are-added",
        "`map-record-to-record` adds every column that `exclude-columns` does not name",
        "user guide, \"Using Amazon DynamoDB as a target\"";
    /// Templates escape nothing.
    NothingIsEscaped = "nothing-is-escaped",
        "values go into the text of an attribute as they are",
        "user guide, \"Using Amazon DynamoDB as a target\"";
    /// NULL is left out.
    NullIsLeftOut = "null-is-left-out",
        "a column that is NULL is left out of the item or message",
        "user guide, \"Using Amazon DynamoDB as a target\", \"Using Amazon Kinesis Data Streams as a target\"";
    /// Topics in small letters.
    TopicInSmallLetters = "topic-in-small-letters",
        "topics are written in small letters unless that is switched off",
        "user guide, \"Using Apache Kafka as a target\"";
}
