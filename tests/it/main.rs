//! The tests that look at mapc from outside, one area a module.

mod injective;
mod layers;
mod oracles;
mod support;
mod syntax;
