//! Which part of a split file an entry stands in.
//!
//! Entries keep their parts: an entry more, or one less, moves no other. What is new goes where its neighbours by name
//! are.

/// How full parts are at first, in percent: what is left is for tables to come.
const FILL: usize = 75;

/// What is to be put into a part.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The most bytes that it adds.
    pub bytes: usize,
    /// The part that it was in, from 1.
    pub earlier: Option<u32>,
}

/// The part of each item, from 1. The items are in order of name; `frame` is how many bytes a part has without items,
/// `limit` the most that it may have.
pub(super) fn assign(items: &[Item], frame: usize, limit: usize) -> Vec<u32> {
    let room = limit.saturating_sub(frame);
    if items.iter().all(|item| item.earlier.is_none()) {
        return fill(items, room);
    }
    let mut parts = Parts::new(items, room);
    parts.evict(items);
    parts.settle(items);
    parts.of_items.into_iter().map(|part| part.unwrap_or(1)).collect()
}

/// The first assignment: in order of name, with room left in each part; one part where all fit.
fn fill(items: &[Item], room: usize) -> Vec<u32> {
    let total: usize = items.iter().map(|item| item.bytes).sum();
    let wanted = if total <= room { room } else { room / 100 * FILL };
    let (mut part, mut used) = (1, 0);
    items
        .iter()
        .map(|item| {
            if used > 0 && used + item.bytes > wanted {
                part += 1;
                used = 0;
            }
            used += item.bytes;
            part
        })
        .collect()
}

/// An assignment in the making.
struct Parts {
    room: usize,
    /// By number, less one.
    used: Vec<usize>,
    of_items: Vec<Option<u32>>,
    /// Where room was found last for an item whose neighbours have none. Only ascends, so that looking for room
    /// takes as many steps as there are items and parts.
    spill: u32,
}

impl Parts {
    fn new(items: &[Item], room: usize) -> Parts {
        // A lock that says 4,000,000,000 is not a reason to have as many parts.
        let most = u32::try_from(items.len()).unwrap_or(u32::MAX).saturating_mul(2).saturating_add(1_000);
        let of_items: Vec<Option<u32>> =
            items.iter().map(|item| item.earlier.filter(|part| (1..=most).contains(part))).collect();
        let count = of_items.iter().flatten().copied().max().unwrap_or(0);
        let mut used = vec![0; count as usize];
        for (item, part) in items.iter().zip(&of_items) {
            if let Some(part) = part {
                used[*part as usize - 1] += item.bytes;
            }
        }
        Parts { room, used, of_items, spill: 1 }
    }

    /// Takes items out of parts that have become too large, as few as possible.
    fn evict(&mut self, items: &[Item]) {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.used.len()];
        for (place, part) in self.of_items.iter().enumerate() {
            if let Some(part) = part.filter(|part| self.used[*part as usize - 1] > self.room) {
                members[part as usize - 1].push(place);
            }
        }
        for (part, mut members) in members.into_iter().enumerate().filter(|(_, members)| !members.is_empty()) {
            members.sort_by_key(|place| (items[*place].bytes, *place));
            while members.len() > 1 && self.used[part] > self.room {
                let excess = self.used[part] - self.room;
                // The smallest that is enough by itself, else the largest.
                let enough = members.partition_point(|place| items[*place].bytes < excess);
                let place = members.remove(enough.min(members.len() - 1));
                self.used[part] -= items[place].bytes;
                self.of_items[place] = None;
            }
        }
    }

    /// Gives a part to each item that has none.
    fn settle(&mut self, items: &[Item]) {
        let mut after: Vec<Option<u32>> = Vec::with_capacity(items.len());
        let mut next = None;
        for part in self.of_items.iter().rev() {
            next = part.or(next);
            after.push(next);
        }
        after.reverse();
        let mut before = None;
        for (place, item) in items.iter().enumerate() {
            if self.of_items[place].is_none() {
                let neighbours = [before, after[place]];
                let near = neighbours.into_iter().flatten().find(|part| self.fits(*part, item, self.room));
                let part = near.unwrap_or_else(|| self.room_for(item));
                self.used[part as usize - 1] += item.bytes;
                self.of_items[place] = Some(part);
            }
            before = self.of_items[place];
        }
    }

    fn fits(&self, part: u32, item: &Item, room: usize) -> bool {
        let used = self.used[part as usize - 1];
        used == 0 || used + item.bytes <= room
    }

    /// A part for an item whose neighbours have no room: one with room, else a new one.
    fn room_for(&mut self, item: &Item) -> u32 {
        while (self.spill as usize) <= self.used.len() && !self.fits(self.spill, item, self.room / 100 * FILL) {
            self.spill += 1;
        }
        if self.spill as usize > self.used.len() {
            self.used.push(0);
        }
        self.spill
    }
}
