//! The tests that look at mapc from outside, one area a module.

mod facts;
mod injective;
mod layers;
mod oracles;
mod support;
mod syntax;
