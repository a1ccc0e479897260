//! What planning gives: a mapping with its work placed.

use crate::mapping::Mapping;
use crate::shape::Shape;
use crate::stage::{At, Hop, Stage};

/// A mapping with its work placed.
pub struct Plan<'a> {
    /// The mapping.
    pub mapping: &'a Mapping<'a>,
    /// Its stages, in order.
    pub stages: Vec<&'static dyn Stage>,
    /// The shape of the source's rows.
    pub source: Shape,
    /// One for each stage, up to the first that cannot take what reaches it.
    pub hops: Vec<Hop>,
    /// Every stage takes what reaches it, and every piece of work found one: the shape at the end is the one that was
    /// asked for.
    pub sound: bool,
}

impl Plan<'_> {
    /// Where the stage at `index` stands.
    pub fn at(&self, index: usize) -> At<'_> {
        At { mapping: self.mapping, stages: &self.stages, index, needs: &self.hops[index].needs }
    }

    /// The shape at the end of the pipeline, when the record gets there.
    pub fn end(&self) -> Option<&Shape> {
        self.hops.get(self.stages.len() - 1).map(|hop| &hop.passed.shape)
    }
}
