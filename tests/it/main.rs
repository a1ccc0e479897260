//! The tests that look at mapc from outside, one area a module.

mod book;
mod ci;
mod cli;
mod converters;
mod examples;
mod facts;
mod fragments;
mod github;
mod hostile;
mod injective;
mod language;
mod layers;
mod many;
mod mappings;
mod mutations;
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
