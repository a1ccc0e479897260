//! The tests that look at mapc from outside, one area a module.

mod book;
mod ci;
mod cli;
mod converters;
mod dms_rules;
mod documents;
mod examples;
mod facts;
mod fragments;
mod github;
mod histories;
mod hostile;
mod injective;
mod language;
mod layers;
#[cfg(feature = "live")]
mod live;
mod many;
mod mappings;
mod mutations;
mod newcomer;
mod oracles;
mod plan;
mod promises;
mod published;
mod render;
mod review;
mod sarif;
mod schema;
mod stages;
mod support;
mod syntax;
mod unchecked;
