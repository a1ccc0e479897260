//! What Glue's service model allows, in characters. Source: botocore's model of Glue, `CreateTable` and its shapes.

/// `NameString`: databases, tables and columns.
pub(super) const NAME: usize = 255;
/// `CommentString`: the comment of a column, which is one line.
pub(super) const COMMENT: usize = 255;
/// `DescriptionString`: the description of a table.
pub(super) const DESCRIPTION: usize = 2_048;
/// `LocationString`
pub(super) const LOCATION: usize = 2_056;
