//! One token of a shipped mapping is changed at a time: it is noticed at its place, or the output changes.
//!
//! The changes are those of a person's hand: a token left out, doubled, mistyped, put in other letters, or another token of
//! the same text in its place. They are the same in every run.

use mapc::Output;
use mapc::diag::Diagnostic;

use crate::support::compile::findings;
use crate::support::shipped::{self, Shipped};

/// How many changes each shipped mapping gets.
const CHANGES: usize = 200;

/// The most findings that one change may cause.
const MOST_FINDINGS: usize = 2;

/// A changed text, and where the change is.
#[derive(Clone, Debug)]
struct Change {
    text: String,
    start: usize,
    end: usize,
    /// What stood there.
    old: String,
    /// What was done, for messages.
    what: String,
}

#[test]
fn one_changed_token_is_noticed_there_or_changes_the_output() {
    for mapping in shipped::all() {
        let before = mapping.compile_alone_as(&mapping.text);
        assert!(!before.diagnostics.any_errors(), "{} does not compile", mapping.name);
        let mut wrong = Vec::new();
        let changes = changes(&mapping.text, CHANGES);
        for change in &changes {
            let after = mapping.compile_alone_as(&change.text);
            if let Some(verdict) = judge(&mapping, &before, &after, change) {
                wrong.push(format!("{}: {verdict}\n    {}", change.what, findings(&after).join("\n    ")));
            }
        }
        assert!(
            wrong.is_empty(),
            "{}: {} of {} changes:\n{}",
            mapping.name,
            wrong.len(),
            changes.len(),
            wrong.join("\n")
        );
    }
}

/// What is wrong with how a change was met, if anything.
fn judge(mapping: &Shipped, before: &Output, after: &Output, change: &Change) -> Option<String> {
    let count = after.diagnostics.len();
    if count > MOST_FINDINGS {
        return Some(format!("{count} findings, want at most {MOST_FINDINGS}"));
    }
    let changed = before.artefacts != after.artefacts;
    if after.diagnostics.iter().any(|finding| points_at(finding, after, change)) {
        return None;
    }
    match (count, changed) {
        (0, true) => None,
        (0, false) if means_the_same(mapping, change) => None,
        (0, false) => Some("nothing is said, and nothing changes".to_owned()),
        // The change is good language and does another thing, which is then found where it hurts.
        (_, _) => Some("the finding points elsewhere".to_owned()),
    }
}

/// Whether a finding shows where the change is: a place of it stands in the same line, or it names what was changed and is
/// now missed elsewhere (a map renamed under its example, an assumption that a key relied on).
fn points_at(finding: &Diagnostic, output: &Output, change: &Change) -> bool {
    let mut labels = finding.place.iter().chain(&finding.also);
    let line = change.text[..change.start].matches('\n').count() + 1;
    let beside = labels.any(|label| {
        let text = output.texts.get(label.span.text);
        let first = output.texts.line_column(label.span.text, label.span.start).0;
        let last = output.texts.line_column(label.span.text, label.span.end).0;
        // What is unexpected after a word left out may stand in the next line.
        let near = if finding.code.name.starts_with("syntax/") { 1 } else { 0 };
        *text.content == *change.text && (first.saturating_sub(near)..=last + near).contains(&line)
    });
    let names = |word: &str| !word.is_empty() && finding.message.contains(&format!("`{word}`"));
    let line = line_at(&change.text, change.start).trim_start();
    // Known to point elsewhere: what a parameter is wrong for, and what a rename no longer mends.
    let relied_on = match line.split(' ').next() {
        Some("assume") => finding.code.name.starts_with("key/"),
        Some("param" | "rename") => finding.code.name.starts_with("firehose/"),
        Some(_) | None => false,
    };
    // An example that no longer holds says what the change does, and an open brace is shown where it opens.
    let (new, code) = (&change.text[change.start..change.end], finding.code.name);
    let shown = code == "example/differs"
        || code == "syntax/unclosed-block" && [new, &change.old].iter().any(|word| word.contains(['{', '}']));
    beside || shown || names(&change.old) || names(new) || relied_on
}

/// The line of `text` that holds `at`.
fn line_at(text: &str, at: usize) -> &str {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// Whether the change is one that nobody needs to notice: layout, or the title of an example.
fn means_the_same(mapping: &Shipped, change: &Change) -> bool {
    let (before, after) = (line_at(&mapping.text, change.start), line_at(&change.text, change.start));
    let title =
        |line: &str| line.starts_with("example ").then(|| line.split('"').next().unwrap_or_default().to_owned());
    if title(before).is_some() && title(before) == title(after) {
        return true;
    }
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    squeezed(&mapping.text) == squeezed(&change.text)
}

/// `count` changes of `text`, no two the same, spread over all its tokens.
fn changes(text: &str, count: usize) -> Vec<Change> {
    let tokens = tokens(text);
    let mut random = Random(0x6D61_7063);
    let mut changes: Vec<Change> = Vec::new();
    let mut turn = 0;
    while changes.len() < count {
        let token = tokens[turn % tokens.len()];
        turn += 1;
        assert!(turn < count * 20, "{} tokens give too few changes", tokens.len());
        let (start, end) = token;
        let old = &text[start..end];
        let new = match random.below(5) {
            0 => String::new(),
            1 => format!("{old} {old}"),
            2 => mistyped(old, &mut random),
            3 => other_letters(old),
            _ => {
                let (start, end) = tokens[random.below(tokens.len())];
                text[start..end].to_owned()
            }
        };
        let changed = format!("{}{new}{}", &text[..start], &text[end..]);
        if changed == text || changes.iter().any(|earlier| earlier.text == changed) {
            continue;
        }
        let line = text[..start].matches('\n').count() + 1;
        let what = format!("line {line}: `{old}` becomes `{new}`");
        changes.push(Change { text: changed, start, end: start + new.len(), old: old.to_owned(), what });
    }
    changes
}

/// One letter left out, doubled, or exchanged with the next.
fn mistyped(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.below(letters.len());
    match random.below(3) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, (at + 1) % word.chars().count()),
    }
    letters.into_iter().collect()
}

fn other_letters(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower == word { word.to_uppercase() } else { lower }
}

/// The tokens of `text`: words, numbers, and other characters one by one; comments are none, and a text is taken apart.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut in_text = false;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        let length = if !in_text && rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if is_word(character) {
            rest.find(|next: char| !is_word(next)).unwrap_or(rest.len())
        } else if !in_text && rest.starts_with("->") {
            2
        } else {
            character.len_utf8()
        };
        if character == '"' || character == '\n' {
            in_text = character == '"' && !in_text;
        }
        if !character.is_whitespace() {
            tokens.push((at, at + length));
        }
        at += length;
    }
    tokens
}

/// Numbers that are the same in every run: a linear congruential generator, of which the high bits are used.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit
    }
}

#[test]
fn tokens_are_words_and_signs_and_no_comments() {
    let text = "map a -> b { // no\n  k = \"${x}|y\"\n}";
    let found: Vec<&str> = tokens(text).into_iter().map(|(start, end)| &text[start..end]).collect();
    assert_eq!(found, ["map", "a", "->", "b", "{", "k", "=", "\"", "$", "{", "x", "}", "|", "y", "\"", "}"]);
}
