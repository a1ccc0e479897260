//! Values of parameters from outside a project: from a file of an environment, and one by one.
//!
//! The file is YAML: a mapping from parameters to scalars. A scalar is taken as it is written, so that an account number
//! keeps its zeros and `1.10` its digits.

pub mod errors;
mod model;
mod read;

pub use model::{Given, Params};

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::text::Texts;

/// The values of the environment's file, if there is one (its path and bytes), and over them those of `alone`.
pub fn params(
    env: Option<&(String, Vec<u8>)>,
    alone: &BTreeMap<String, String>,
    texts: &mut Texts,
    diags: &mut Diagnostics,
) -> Params {
    let mut params = env.map(|(path, bytes)| read::read(path, bytes, texts, diags)).unwrap_or_default();
    for (name, value) in alone {
        params.insert(name.clone(), Given { value: value.as_str().into(), place: None });
    }
    params
}
