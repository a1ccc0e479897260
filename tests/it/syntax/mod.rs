//! The front end: texts to trees and back.

mod extremes;
mod formatting;
mod generate;
mod pages;
mod reading;
mod recovery;
mod support;
mod writing;
mod wrong;
