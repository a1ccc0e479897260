//! Documents of table mappings that people have: reading, comparing, explaining and importing them.

mod comparing;
mod corpus;
mod evaluating;
mod importing;
mod random;
