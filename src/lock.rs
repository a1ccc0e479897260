//! The lock: what was allocated for a mapping once and must stay.

use std::collections::BTreeMap;

/// The ids that artefacts use, by mapping, stage and key.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    ids: BTreeMap<(String, String, String), u32>,
}

impl Lock {
    /// The id of `key`, allocated when it is asked for the first time.
    pub fn id(&mut self, mapping: &str, stage: &str, key: &str) -> u32 {
        let next = self.ids.len() as u32 + 1;
        *self.ids.entry((mapping.into(), stage.into(), key.into())).or_insert(next)
    }
}
