//! The bytes of a batch are UTF-8, and none is zero: records of which that is not so are refused.

use super::columns::Columns;
use super::data::{Data, Kind};
use super::fault::RowFault;
use super::plain::{Alike, singles};

/// Looks through the records of a batch, which stand in `text`, and makes UTF-8 of it: bytes of records that are refused,
/// and kept elsewhere, are written over.
pub(super) fn clean(text: &mut [u8], columns: &Columns, data: &mut Data) {
    let seen = data.index.seen;
    if !seen.nul && (!seen.high || std::str::from_utf8(text).is_ok()) {
        return;
    }
    expand(text, columns, data);
    for head in 0..data.heads.len() {
        let record = range(data, head);
        if data.heads[head].bad == 0 && text[record.clone()].contains(&0) {
            data.refuse(head, &text[record], RowFault::Nul, None, false);
        }
    }
    let mut at = 0;
    let mut head = 0;
    while let Err(error) = std::str::from_utf8(&text[at..]) {
        let wrong = at + error.valid_up_to();
        // Records are in order; what stands between them is never wrong for long.
        while head < data.heads.len() && (data.heads[head].end as usize) <= wrong {
            head += 1;
        }
        let record = if head < data.heads.len() { range(data, head) } else { wrong..text.len() };
        let record = if record.contains(&wrong) { record } else { wrong..wrong + 1 };
        if head < data.heads.len() && data.heads[head].bad == 0 && range(data, head).contains(&wrong) {
            data.refuse(head, &text[record.clone()], RowFault::InvalidUtf8, None, false);
        }
        text[record.clone()].iter_mut().filter(|byte| !byte.is_ascii()).for_each(|byte| *byte = b'?');
        at = record.end;
    }
}

/// Gives each record a head and spans.
fn expand(text: &[u8], columns: &Columns, data: &mut Data) {
    let runs = std::mem::take(&mut data.runs);
    let heads = std::mem::take(&mut data.heads);
    let spans = std::mem::take(&mut data.spans);
    let wanted = columns.places.len();
    let index = std::mem::take(&mut data.index);
    for run in runs {
        let (first, count) = (run.first as usize, run.count as usize);
        match run.kind {
            Kind::Single => {
                data.spans.extend_from_slice(&spans[first * wanted..][..count * wanted]);
                for head in &heads[first..][..count] {
                    data.push(*head);
                }
            }
            Kind::Marked => {
                let alike = Alike { count, has_returns: false };
                singles(text, columns, None, &index.places[first..], alike, run.line, data);
            }
        }
    }
    data.index = index;
}

fn range(data: &Data, head: usize) -> std::ops::Range<usize> {
    data.heads[head].start as usize..data.heads[head].end as usize
}
