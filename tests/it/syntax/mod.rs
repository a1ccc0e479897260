//! The front end: texts to trees and back.

mod extremes;
mod formatting;
mod generate;
mod pages;
mod reading;
#[allow(dead_code, reason = "more tests follow")]
mod recovery;
mod support;
mod wrong;
