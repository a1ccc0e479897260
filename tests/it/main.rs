//! The tests that look at mapc from outside, one area a module.

mod cli;
mod facts;
mod injective;
mod layers;
mod oracles;
mod render;
mod schema;
mod support;
mod syntax;
