//! The converters of `orders.mapc`, and what both programs do with them.

pub mod consume;
pub mod load;

/// Made by `build.rs` of `orders.mapc`.
pub mod orders {
    include!(concat!(env!("OUT_DIR"), "/orders.rs"));
}
