//! The mappings that a call is about: all of the project's, or those that it names.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use mapc::artefact::Artefact;
use mapc::diag::near_miss;

/// Names of mappings that exist, or all of them.
#[derive(Clone, Debug, Default)]
pub struct Only {
    /// `None` for all.
    names: Option<BTreeSet<String>>,
}

impl Only {
    /// The mappings called `names`, all when there is none. Each must have made one of `artefacts`.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a String>, artefacts: &[Artefact]) -> Result<Only> {
        let names: BTreeSet<String> = names.into_iter().cloned().collect();
        let known: BTreeSet<&str> = artefacts.iter().filter_map(|artefact| artefact.mapping.as_deref()).collect();
        if let Some(name) = names.iter().find(|name| !known.contains(name.as_str())) {
            bail!(unknown(name, &known));
        }
        Ok(Only { names: Some(names).filter(|names| !names.is_empty()) })
    }

    /// The mappings called `names`, all when there is none, whether or not they exist.
    pub fn unchecked<'a>(names: impl IntoIterator<Item = &'a String>) -> Only {
        let names: BTreeSet<String> = names.into_iter().cloned().collect();
        Only { names: Some(names).filter(|names| !names.is_empty()) }
    }

    /// Whether what was made from `mapping` is meant; `None` stands for what was made from the whole project.
    pub fn holds(&self, mapping: Option<&str>) -> bool {
        match &self.names {
            None => true,
            Some(names) => mapping.is_some_and(|mapping| names.contains(mapping)),
        }
    }
}

fn unknown(name: &str, known: &BTreeSet<&str>) -> String {
    /// More names than these help nobody.
    const MOST: usize = 10;
    let help = match near_miss(name, known.iter().copied()) {
        Some(near) => format!("; there is `{near}`"),
        None if known.is_empty() => String::new(),
        None => {
            let names: Vec<String> = known.iter().take(MOST).map(|name| format!("`{name}`")).collect();
            let more = if known.len() > MOST { format!(" and {} more", known.len() - MOST) } else { String::new() };
            format!("; there is {}{more}", names.join(", "))
        }
    };
    format!("no mapping is called `{name}`{help}")
}
