//! Reads the crate's own source as text: which file names which path.
//!
//! No Rust parser: comments, literals and test modules are blanked, `use` trees are opened out, and every other path that
//! begins with `crate`, `super`, `self`, `std` or a crate's name is taken as it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// One file below `src`.
pub struct SourceFile {
    /// Relative to `src`, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// The paths that it names, test modules aside.
    pub paths: Vec<UsedPath>,
}

/// A path that a file names.
pub struct UsedPath {
    /// Beginning with `crate` (`super` and `self` are resolved) or a crate's name.
    pub segments: Vec<String>,
    /// The line, from 1.
    pub line: usize,
}

/// All files of the crate, in order of path.
pub fn read() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    read_folder(&root, "", &mut files);
    assert!(files.len() > 5, "the source was not found in {}", root.display());
    files
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8")).collect();
    names.sort();
    for name in names {
        let path = folder.join(&name);
        if path.is_dir() {
            read_folder(&path, &format!("{prefix}{name}/"), files);
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            files.push(SourceFile::parse(format!("{prefix}{name}"), text));
        }
    }
}

impl SourceFile {
    /// Takes `text` as the file at `path`.
    pub fn parse(path: String, text: String) -> SourceFile {
        let code = without_tests(&without_literals(&text));
        let module = module_path(&path);
        let paths = paths_of(&code, &module);
        SourceFile { path, text, paths }
    }

    /// The row of the layers that this file belongs to: `text`, `syntax`, `stages/dms`.
    pub fn layer(&self) -> String {
        layer_of(&module_path(&self.path)).unwrap_or_else(|| self.path.trim_end_matches(".rs").to_owned())
    }
}

/// The layer that a path beginning with `crate` leads to; `None` for other crates and for the crate's root.
pub fn layer_of(segments: &[String]) -> Option<String> {
    let mut names = segments.iter().map(String::as_str);
    if names.next() != Some("crate") {
        return None;
    }
    let first = names.next()?;
    match names.next() {
        Some(second) if first == "stages" && is_module_name(second) => Some(format!("stages/{second}")),
        Some(_) | None => Some(first.to_owned()),
    }
}

/// Stages are folders of `src/stages`; other lower-case names there are functions of its `mod.rs`.
fn is_module_name(name: &str) -> bool {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/stages").join(name).is_dir()
}

/// `syntax/tree.rs` is `crate::syntax::tree`, `syntax/mod.rs` is `crate::syntax`, `lib.rs` is `crate`.
fn module_path(path: &str) -> Vec<String> {
    let stem = path.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    let mut module = vec!["crate".to_owned()];
    if stem != "lib" && stem != "main" {
        module.extend(stem.split('/').map(str::to_owned));
    }
    module
}

/// Which file uses which, by the paths that they name. A path that ends in an item belongs to the file of its module.
pub fn uses_between(files: &[SourceFile]) -> BTreeMap<String, BTreeSet<String>> {
    let by_module: BTreeMap<Vec<String>, &str> = files
        .iter()
        .filter(|file| file.path != "main.rs")
        .map(|file| (module_path(&file.path), file.path.as_str()))
        .collect();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let module = module_path(&file.path);
        let used = uses.entry(file.path.clone()).or_default();
        for path in &file.paths {
            // In Rust a path may begin with a child of the module it stands in.
            let mut below = module.clone();
            below.extend(path.segments.iter().cloned());
            let candidates = if path.segments[0] == "crate" { vec![path.segments.clone()] } else { vec![below] };
            for mut candidate in candidates {
                let shortest = if path.segments[0] == "crate" { 1 } else { module.len() + 1 };
                while candidate.len() >= shortest {
                    if let Some(target) = by_module.get(&candidate) {
                        if *target != file.path {
                            used.insert((*target).to_owned());
                        }
                        break;
                    }
                    candidate.pop();
                }
            }
        }
    }
    uses
}

/// A chain of files of which each uses the next and the last is the first, if there is one.
pub fn find_circle(uses: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    for start in uses.keys() {
        let mut chain = Vec::new();
        if let Some(circle) = walk(start, uses, &mut chain, &mut done) {
            return Some(circle);
        }
    }
    None
}

fn walk(
    file: &str,
    uses: &BTreeMap<String, BTreeSet<String>>,
    chain: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(at) = chain.iter().position(|earlier| earlier == file) {
        let mut circle = chain[at..].to_vec();
        circle.push(file.to_owned());
        return Some(circle);
    }
    if done.contains(file) {
        return None;
    }
    chain.push(file.to_owned());
    for next in uses.get(file).into_iter().flatten() {
        if let Some(circle) = walk(next, uses, chain, done) {
            return Some(circle);
        }
    }
    chain.pop();
    done.insert(file.to_owned());
    None
}

/// Every path of `code`, resolved against `module`.
fn paths_of(code: &str, module: &[String]) -> Vec<UsedPath> {
    let tokens = tokens(code);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = tokens[at].is_name && (at == 0 || tokens[at - 1].text != "::");
        if !starts {
            at += 1;
        } else if tokens[at].text == "use" {
            at = use_tree(&tokens, at + 1, &mut Vec::new(), module, &mut paths);
        } else {
            let (segments, next) = plain_path(&tokens, at);
            let rooted = matches!(segments[0].as_str(), "crate" | "super" | "self");
            // A single word is a local name; `a::b` may lead into a module or a crate.
            if segments.len() > 1 && (rooted || segments[0].starts_with(|first: char| first.is_ascii_lowercase())) {
                paths.push(UsedPath { segments: resolve(segments, module), line: tokens[at].line });
            }
            at = next;
        }
    }
    paths
}

/// Reads one `use` tree from `at`; returns the place after it.
fn use_tree(
    tokens: &[Token],
    mut at: usize,
    prefix: &mut Vec<String>,
    module: &[String],
    paths: &mut Vec<UsedPath>,
) -> usize {
    let depth = prefix.len();
    while at < tokens.len() {
        match tokens[at].text.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while at < tokens.len() && tokens[at].text != "}" {
                    at = if tokens[at].text == "," { at + 1 } else { use_tree(tokens, at, prefix, module, paths) };
                }
                prefix.truncate(depth);
                return at + 1;
            }
            "as" => at += 2,
            ";" | "," | "}" => break,
            name => {
                if name != "*" {
                    prefix.push(name.to_owned());
                }
                at += 1;
            }
        }
    }
    if prefix.len() > depth || depth > 0 {
        let line = tokens[at.saturating_sub(1).min(tokens.len() - 1)].line;
        paths.push(UsedPath { segments: resolve(prefix.clone(), module), line });
    }
    prefix.truncate(depth);
    at
}

fn plain_path(tokens: &[Token], at: usize) -> (Vec<String>, usize) {
    let mut segments = vec![tokens[at].text.clone()];
    let mut next = at + 1;
    while next + 1 < tokens.len() && tokens[next].text == "::" && tokens[next + 1].is_name {
        segments.push(tokens[next + 1].text.clone());
        next += 2;
    }
    (segments, next)
}

/// `super::tree::X` in `crate::syntax::pairs` is `crate::syntax::tree::X`.
fn resolve(segments: Vec<String>, module: &[String]) -> Vec<String> {
    let mut base: Vec<String> = match segments[0].as_str() {
        "self" | "super" => module.to_vec(),
        _ => return segments,
    };
    let mut rest = segments.into_iter().peekable();
    while let Some(step) = rest.next_if(|segment| segment == "self" || segment == "super") {
        if step == "super" {
            base.pop();
        }
    }
    base.extend(rest);
    base
}

struct Token {
    text: String,
    is_name: bool,
    line: usize,
}

/// Names, `::`, and every other character that is not blank.
fn tokens(code: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut line = 1;
    let mut characters = code.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\n' {
            line += 1;
        } else if character.is_alphanumeric() || character == '_' {
            let mut text = String::from(character);
            while let Some(more) = characters.next_if(|next| next.is_alphanumeric() || *next == '_') {
                text.push(more);
            }
            let is_name = !character.is_ascii_digit();
            tokens.push(Token { text, is_name, line });
        } else if character == ':' && characters.next_if_eq(&':').is_some() {
            tokens.push(Token { text: "::".to_owned(), is_name: false, line });
        } else if !character.is_whitespace() {
            tokens.push(Token { text: character.to_string(), is_name: false, line });
        }
    }
    tokens
}

/// The text with comments, texts and characters blanked; lines stay where they are.
fn without_literals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = raw_text(rest, out.chars().next_back()) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            character(rest)
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        out.extend(rest[..length].chars().map(|blanked| if blanked == '\n' { '\n' } else { ' ' }));
        rest = &rest[length..];
    }
    out
}

/// The length of `r"…"` or `r#"…"#` at the start of `rest`.
fn raw_text(rest: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|before| before.is_alphanumeric() || before == '_') {
        return None;
    }
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = body.find(&format!("\"{}", "#".repeat(hashes))).map_or(body.len(), |end| end + 1 + hashes);
    Some(rest.len() - body.len() + end)
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            found if found == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character literal, or 1 for the `'` of a lifetime.
fn character(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => quoted(rest, '\''),
        Some(_) => characters.next().filter(|(_, third)| *third == '\'').map_or(1, |(at, _)| at + 1),
        None => 1,
    }
}

/// The code with the blocks after `#[cfg(test)]` blanked.
fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let end = end_of_item(&out, start);
        let blanked: String = out[start..end].chars().map(|it| if it == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blanked);
    }
    out
}

/// The place after the block or the `;` that ends the item at `start`.
fn end_of_item(code: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, character) in code[start..].char_indices() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return start + at + 1;
                }
            }
            ';' if depth == 0 => return start + at + 1,
            _ => {}
        }
    }
    code.len()
}
