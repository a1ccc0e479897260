//! Records without quotes and escapes, which are known by their marks.

use super::columns::Columns;
use super::data::{Data, Head, Kind, Run};
use super::format::Lines;
use super::source::Source;
use super::span::{Span, small};

/// Records that follow each other and are alike.
#[derive(Clone, Copy, Default)]
pub(super) struct Alike {
    pub count: usize,
    /// A carriage return stands before the line feed of each.
    pub has_returns: bool,
}

/// How many records that are alike follow each other from `start` on, where the mark `next` is the first.
pub(super) fn alike(source: Source<'_>, marks: &[u32], next: usize, start: usize) -> Alike {
    let Source { text, format, columns, .. } = source;
    let mut start = start;
    let mut found = Alike::default();
    for of_record in marks[next..].chunks_exact(columns.in_file.len()) {
        let Some((last, delimiters)) = of_record.split_last() else { break };
        let last = *last as usize;
        let are_delimiters =
            delimiters.iter().fold(true, |are, place| are & (text[*place as usize] == format.delimiter));
        if !are_delimiters || text[last] != b'\n' {
            break;
        }
        let has_return = format.lines != Lines::Lf && {
            let field = delimiters.last().map_or(start, |place| *place as usize + 1);
            last > field && text[last - 1] == b'\r'
        };
        if found.count == 0 {
            found.has_returns = has_return;
        }
        let is_alike = found.has_returns == has_return && (has_return || format.lines != Lines::CrLf);
        if !is_alike || last - usize::from(has_return) - start > format.limit {
            break;
        }
        if format.operation && !(text[start] == b'I' && of_record[0] as usize == start + 1) {
            break;
        }
        found.count += 1;
        start = last + 1;
    }
    found
}

/// Adds records that are alike, whose first is at the mark `next`.
pub(super) fn add(source: Source<'_>, marks: &[u32], next: usize, alike: Alike, line: u32, data: &mut Data) {
    let null = source.format.null_text();
    let columns = source.columns;
    if columns.are_all && null.is_none() && !alike.has_returns {
        let (count, first) = (small(alike.count), small(next - 1));
        data.runs.push(Run { kind: Kind::Marked, count, first, line });
    } else {
        singles(&source.text[..source.length], columns, null, &marks[next - 1..], alike, line, data);
    }
}

/// Gives each record a head and spans. The marks begin with the one before the first record.
pub(super) fn singles(
    text: &[u8],
    columns: &Columns,
    null: Option<&str>,
    marks: &[u32],
    alike: Alike,
    line: u32,
    data: &mut Data,
) {
    let count = columns.in_file.len();
    for number in 0..alike.count {
        let of_record = &marks[number * count..][..=count];
        data.spans.extend(columns.places.iter().map(|place| {
            let trimmed = u32::from(alike.has_returns && place + 1 == count);
            let span = Span { start: of_record[*place].wrapping_add(1), end: of_record[*place + 1] - trimmed };
            let is_null = null.is_some_and(|null| {
                (span.end - span.start) as usize == null.len()
                    && &text[span.start as usize..span.end as usize] == null.as_bytes()
            });
            if is_null { Span::NULL } else { span }
        }));
        // The last record of a file may lack its line feed.
        let (start, end) = (of_record[0].wrapping_add(1), (of_record[count] + 1).min(small(text.len())));
        data.push(Head { start, end, line: line + small(number), bad: 0 });
    }
}
