//! The difference of two texts, line by line in the unified form, for people: cut where it is long, and with characters
//! that a terminal would obey spelled out. It is not meant for `patch`.
//!
//! The time is bounded: what is equal at both ends is passed over, and of the rest only a window is compared.

use std::collections::HashMap;
use std::ops::Range;

use mapc::diag::render::visible;

/// Lines of each text that are compared, between what is equal at both ends.
const WINDOW: usize = 1_000;
/// Equal lines shown around a change.
const CONTEXT: usize = 3;
/// The most lines that are shown.
const MOST_LINES: usize = 60;
/// The most characters of a line that are shown.
const LONGEST: usize = 200;
/// How many of them stand before the first that differs.
const BEFORE: usize = 60;

/// Lines that go and lines that come in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

/// The difference, each line with its end; empty when the texts are equal. Texts need not be UTF-8.
pub fn unified(old: &[u8], new: &[u8]) -> String {
    let (old, new) = (lines(old), lines(new));
    let (changes, is_cut) = changes(&old, &new);
    let mut shown = Vec::new();
    for hunk in hunks(&changes) {
        show(hunk, &old, &new, &mut shown);
    }
    let more = shown.len().saturating_sub(MOST_LINES);
    shown.truncate(MOST_LINES);
    if more > 0 || is_cut {
        shown.push("… more is different\n".to_owned());
    }
    shown.concat()
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// What differs, in order, and whether there may be more behind it.
fn changes(old: &[&[u8]], new: &[&[u8]]) -> (Vec<Change>, bool) {
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let (whole_old, whole_new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let window = |lines: &[&[u8]]| lines.len().min(WINDOW);
    let (old, new) = (&whole_old[..window(whole_old)], &whole_new[..window(whole_new)]);
    let is_cut = old.len() < whole_old.len() || new.len() < whole_new.len();
    let mut changes = compare(old, new);
    if is_cut && changes.len() > 1 {
        // Where the window ends, lines seem to differ whose partners lie behind it.
        changes.pop();
    }
    for change in &mut changes {
        change.old = change.old.start + start..change.old.end + start;
        change.new = change.new.start + start..change.new.end + start;
    }
    (changes, is_cut)
}

/// What remains around a longest common subsequence.
fn compare(old: &[&[u8]], new: &[&[u8]]) -> Vec<Change> {
    let mut numbers: HashMap<&[u8], usize> = HashMap::new();
    let old: Vec<usize> = old.iter().map(|line| line_number(&mut numbers, line)).collect();
    let new: Vec<usize> = new.iter().map(|line| line_number(&mut numbers, line)).collect();
    // The length of the longest common subsequence of what follows each pair of places.
    let width = new.len() + 1;
    let mut common = vec![0u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut changes: Vec<Change> = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let goes = j == new.len() || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]);
        let next = if goes { (i + 1, j) } else { (i, j + 1) };
        match changes.last_mut() {
            Some(last) if last.old.end == i && last.new.end == j => (last.old.end, last.new.end) = next,
            Some(_) | None => changes.push(Change { old: i..next.0, new: j..next.1 }),
        }
        (i, j) = next;
    }
    changes
}

/// Equal lines have equal numbers.
fn line_number<'a>(numbers: &mut HashMap<&'a [u8], usize>, line: &'a [u8]) -> usize {
    let next = numbers.len();
    *numbers.entry(line).or_insert(next)
}

/// Changes that are shown together, since their context meets.
fn hunks(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    changes.chunk_by(|a, b| b.old.start - a.old.end <= 2 * CONTEXT)
}

fn show(hunk: &[Change], old: &[&[u8]], new: &[&[u8]], shown: &mut Vec<String>) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return };
    let before = first.old.start.min(CONTEXT);
    let after = (old.len() - last.old.end).min(CONTEXT);
    let lines_old = first.old.start - before..last.old.end + after;
    let lines_new = first.new.start - before..last.new.end + after;
    shown.push(format!("@@ -{} +{} @@\n", header(&lines_old), header(&lines_new)));
    let mut at = lines_old.start;
    for change in hunk {
        shown.extend(old[at..change.old.start].iter().map(|line| shown_line(' ', line, 0)));
        let (goes, comes) = (&old[change.old.clone()], &new[change.new.clone()]);
        let same = |lines: &[&[u8]], other: &[&[u8]], k: usize| other.get(k).map_or(0, |other| prefix(lines[k], other));
        shown.extend((0..goes.len()).map(|k| shown_line('-', goes[k], same(goes, comes, k))));
        shown.extend((0..comes.len()).map(|k| shown_line('+', comes[k], same(comes, goes, k))));
        at = change.old.end;
    }
    shown.extend(old[at..lines_old.end].iter().map(|line| shown_line(' ', line, 0)));
}

/// First line, from 1, and count. Of no line at all, the line before is named.
fn header(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => (lines.start + 1).to_string(),
        count => format!("{},{count}", lines.start + 1),
    }
}

/// How many characters two lines begin with in common.
fn prefix(a: &[u8], b: &[u8]) -> usize {
    String::from_utf8_lossy(a).chars().zip(String::from_utf8_lossy(b).chars()).take_while(|(a, b)| a == b).count()
}

/// A line with its sign; of a long one the part around its character `at`.
fn shown_line(sign: char, line: &[u8], at: usize) -> String {
    let (line, end) = match line.strip_suffix(b"\n") {
        Some(line) => (line, "\n"),
        None => (line, "\n\\ No newline at end of file\n"),
    };
    let text = String::from_utf8_lossy(line);
    let skipped = if text.chars().nth(LONGEST).is_some() { at.saturating_sub(BEFORE) } else { 0 };
    let part: String = text.chars().skip(skipped).take(LONGEST).collect();
    let more = if text.chars().nth(skipped + LONGEST).is_some() { "…" } else { "" };
    let less = if skipped > 0 { "…" } else { "" };
    format!("{sign}{less}{}{more}{end}", visible(&part.replace('\t', "\\t")))
}

#[cfg(test)]
mod tests {
    use arbitrary::Unstructured;
    use insta::assert_snapshot;

    use super::*;

    fn numbered(range: Range<usize>) -> String {
        range.map(|number| format!("line {number}\n")).collect()
    }

    // Expected values are what GNU `diff -u` prints for the same files, without its two lines of file names.
    #[test]
    fn the_form_is_that_of_diff() {
        let old = numbered(1..21);
        let new = old.replace("line 2\n", "").replace("line 9\n", "line nine\n").replace("line 20\n", "line 20");
        assert_snapshot!(unified(old.as_bytes(), new.as_bytes()), @r"
        @@ -1,12 +1,11 @@
         line 1
        -line 2
         line 3
         line 4
         line 5
         line 6
         line 7
         line 8
        -line 9
        +line nine
         line 10
         line 11
         line 12
        @@ -17,4 +16,4 @@
         line 17
         line 18
         line 19
        -line 20
        +line 20
        \ No newline at end of file
        ");
        assert_eq!(unified(b"", b"a\n"), "@@ -0,0 +1 @@\n+a\n");
        assert_eq!(unified(b"a\nb\n", b""), "@@ -1,2 +0,0 @@\n-a\n-b\n");
        assert_eq!(unified(b"a\n", b"a\n"), "");
    }

    #[test]
    fn what_a_terminal_would_obey_is_spelled_out() {
        let diff = unified(b"a\x1b[2J\r\n\tb\xff\n", b"");
        assert_eq!(diff, "@@ -1,2 +0,0 @@\n-a\\u{1b}[2J\\u{d}\n-\\tb\u{fffd}\n");
    }

    #[test]
    fn a_long_line_shows_where_it_differs() {
        let line = |end: &str| format!("{}{end}{}\n", "x".repeat(100_000), "y".repeat(100_000));
        let diff = unified(line("old").as_bytes(), line("new").as_bytes());
        assert!(diff.len() < 1_000 && diff.contains("xoldy") && diff.contains("xnewy"), "{diff}");
    }

    #[test]
    fn a_long_difference_is_cut_and_says_so() {
        let diff = unified(numbered(0..100_000).as_bytes(), &numbered(200_000..300_000).into_bytes());
        assert_eq!(diff.lines().count(), MOST_LINES + 1);
        assert!(diff.ends_with("… more is different\n"), "{diff}");
        // Two small changes far apart: the second lies behind the window, and nothing between them seems to differ.
        let old = numbered(0..5_000);
        let new = format!("first\n{}", old.replace("line 4000\n", ""));
        let diff = unified(old.as_bytes(), new.as_bytes());
        assert_eq!(diff, "@@ -1,3 +1,4 @@\n+first\n line 0\n line 1\n line 2\n… more is different\n");
    }

    #[test]
    fn the_changes_make_the_one_text_of_the_other() {
        arbtest::arbtest(|u: &mut Unstructured<'_>| {
            let old: Vec<&[u8]> =
                u.arbitrary::<Vec<bool>>()?.iter().map(|b| if *b { &b"a"[..] } else { b"b" }).collect();
            let new: Vec<&[u8]> =
                u.arbitrary::<Vec<bool>>()?.iter().map(|b| if *b { &b"a"[..] } else { b"b" }).collect();
            let (mut made, mut at) = (Vec::<&[u8]>::new(), 0);
            for change in changes(&old, &new).0 {
                made.extend(&old[at..change.old.start]);
                made.extend(&new[change.new.clone()]);
                at = change.old.end;
            }
            made.extend(&old[at..]);
            assert_eq!(made, new);
            Ok(())
        });
    }
}
