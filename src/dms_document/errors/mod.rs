//! What a reader of documents has to say.

mod codes;
mod form;
mod mapping;
mod selection;
mod settings;
mod transformation;

pub use codes::CODES;
pub use form::*;
pub use mapping::*;
pub use selection::*;
pub use settings::*;
pub use transformation::*;
