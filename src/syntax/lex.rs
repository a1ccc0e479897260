//! The tokens of a text, for those who only need to know where lines, blocks, texts and comments are.
//!
//! The grammar reads lines on its own; this lexer decides which bytes make a line, and what `fmt` may move. It knows
//! no word. Tokens cover everything but blanks, in order; one ends where the next begins or earlier. A text ends at
//! its line's end at the latest. Time is linear.

/// How deep brackets may stand in brackets, and blocks in blocks. Everything that recurses relies on it.
pub(super) const MAX_DEPTH: usize = 64;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The end of a line.
    Newline,
    /// `// …`
    Comment,
    /// `/// …`
    Doc,
    /// A name, path, pattern, `$name` or code.
    Word,
    /// `42`, `-3.50`
    Number,
    /// `"…"`
    Text,
    /// `"…` without its end.
    OpenText,
    /// `"…"` with too many brackets in its holes.
    DeepText,
    /// `'…'`, `“…”`
    WrongText,
    /// `s3://…` without quotes.
    Address,
    /// A name in backticks without its end.
    OpenName,
    /// `->`
    Arrow,
    /// `=`
    Equals,
    /// `==`, `!=`, `<>`, `<`, `<=`, `>`, `>=`
    Operator,
    /// `<` of a type.
    AngleOpen,
    /// `>` of a type.
    AngleClose,
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `{`
    BraceOpen,
    /// `}`
    BraceClose,
    /// `(`
    ParenOpen,
    /// `)`
    ParenClose,
    /// `[`
    SquareOpen,
    /// `]`
    SquareClose,
    /// A character that begins no token.
    Other,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Token {
    /// Its text.
    pub fn text(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// A comment of either kind.
    pub fn is_comment(self) -> bool {
        matches!(self.kind, Kind::Comment | Kind::Doc)
    }
}

/// The tokens of `text`, which is shorter than 4 GiB.
pub(super) fn lex(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 6);
    let mut angles = 0usize;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first == ' ' || first == '\t' {
            at += 1;
            continue;
        }
        let (mut kind, mut end) = token(text, at, first);
        if kind == Kind::Operator && first == '<' && end == at + 1 && opens_type(text, &tokens, at) {
            kind = Kind::AngleOpen;
            angles += 1;
        } else if kind == Kind::Operator && first == '>' && angles > 0 {
            // It closes one list, whatever follows.
            (kind, end) = (Kind::AngleClose, at + 1);
            angles -= 1;
        } else if kind == Kind::Newline {
            angles = 0;
        }
        tokens.push(Token { kind, start: at as u32, end: end as u32 });
        at = end;
    }
    tokens
}

/// Whether `<` at `at` belongs to `list<…>`, `set<…>` or `map<…>` of a type: after `:`, in another such type, or after
/// the `every` and `to` of a `cast` line.
fn opens_type(text: &str, tokens: &[Token], at: usize) -> bool {
    let [.., before, word] = tokens else { return false };
    word.end as usize == at
        && matches!(word.text(text), "list" | "set" | "map")
        && (matches!(before.kind, Kind::Colon | Kind::AngleOpen | Kind::Comma)
            || (before.kind == Kind::Word && matches!(before.text(text), "every" | "to")))
}

/// The token at `at`, which begins with `first`, no blank; and where it ends.
fn token(text: &str, at: usize, first: char) -> (Kind, usize) {
    let rest = &text[at..];
    let sign = |kind, length| (kind, at + length);
    match first {
        '\n' => sign(Kind::Newline, 1),
        '\r' => sign(Kind::Newline, if rest.starts_with("\r\n") { 2 } else { 1 }),
        '/' if rest.starts_with("//") => comment(text, at),
        '"' => text_token(text, at),
        '\'' | '“' | '”' | '„' | '‘' | '’' => wrong_text(text, at, first),
        '{' => sign(Kind::BraceOpen, 1),
        '}' => sign(Kind::BraceClose, 1),
        '(' => sign(Kind::ParenOpen, 1),
        ')' => sign(Kind::ParenClose, 1),
        ']' => sign(Kind::SquareClose, 1),
        ':' => sign(Kind::Colon, 1),
        ',' => sign(Kind::Comma, 1),
        ';' => sign(Kind::Semicolon, 1),
        '-' if rest.starts_with("->") => sign(Kind::Arrow, 2),
        '=' if rest.starts_with("==") => sign(Kind::Operator, 2),
        '=' => sign(Kind::Equals, 1),
        '!' if rest.starts_with("!=") => sign(Kind::Operator, 2),
        '<' | '>' if rest.starts_with("<=") || rest.starts_with("<>") || rest.starts_with(">=") => {
            sign(Kind::Operator, 2)
        }
        '<' | '>' => sign(Kind::Operator, 1),
        '[' => match class_end(text, at) {
            // A pattern may begin with a class; a list of a record stands alone.
            Some(end) if text[end..].starts_with(|c| is_name_part(c) || matches!(c, '*' | '?' | '[' | '`' | '.')) => {
                word(text, at)
            }
            Some(_) | None => sign(Kind::SquareOpen, 1),
        },
        '-' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => number(text, at),
        '0'..='9' => number(text, at),
        '$' if rest.starts_with("${") => (Kind::Other, bare_hole_end(text, at)),
        '`' | '*' | '?' | '$' => word(text, at),
        _ if is_name_part(first) => word(text, at),
        _ => sign(Kind::Other, first.len_utf8()),
    }
}

/// Whether `c` may stand in a name, hyphens apart.
pub(super) fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '#')
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length)
}

fn comment(text: &str, at: usize) -> (Kind, usize) {
    let end = line_end(text, at);
    let body = &text[at..end];
    // Four strokes are a rule somebody drew, no documentation.
    let kind = if body.starts_with("///") && !body.starts_with("////") { Kind::Doc } else { Kind::Comment };
    (kind, at + body.trim_end().len())
}

/// Any text in signs that are no quotes here; alone on its line such a sign is a character like others.
fn wrong_text(text: &str, at: usize, first: char) -> (Kind, usize) {
    let inside = at + first.len_utf8();
    let closes: &[char] = match first {
        '\'' => &['\''],
        '‘' | '’' => &['‘', '’'],
        _ => &['“', '”'],
    };
    match text[inside..].find(|c| closes.contains(&c) || c == '\n' || c == '\r') {
        Some(length) if !text[inside + length..].starts_with(['\n', '\r']) => {
            let close = text[inside + length..].chars().next().map_or(0, char::len_utf8);
            (Kind::WrongText, inside + length + close)
        }
        Some(_) | None => (Kind::Other, inside),
    }
}

/// The end of `${…}` outside of a text: one token, so that its braces are not taken for a block's.
fn bare_hole_end(text: &str, at: usize) -> usize {
    let inside = at + 2;
    match text[inside..].find(['}', '{', '$', '"', '\n', '\r']) {
        Some(length) if text[inside + length..].starts_with('}') => inside + length + 1,
        Some(_) | None => inside,
    }
}

fn number(text: &str, at: usize) -> (Kind, usize) {
    let end = word(text, at + 1).1;
    let digits = text[at..end].trim_start_matches('-');
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if plain {
        return (Kind::Number, end);
    }
    // `2016://` is nothing anybody writes: only words become addresses.
    (Kind::Word, end)
}

/// Names, wildcards and quoted pieces joined by points, as one token.
fn word(text: &str, start: usize) -> (Kind, usize) {
    let mut at = start;
    while let Some(next) = text[at..].chars().next() {
        let after = at + next.len_utf8();
        let follows = |test: fn(char) -> bool| text[after..].starts_with(test);
        at = match next {
            '`' => match quoted_end(text, at) {
                (end, true) => end,
                (end, false) => return (Kind::OpenName, end),
            },
            '[' => match class_end(text, at) {
                Some(end) => end,
                None => break,
            },
            '*' | '?' => after,
            '-' if follows(|c| c.is_alphanumeric()) => after,
            '.' if follows(|c| is_name_part(c) || matches!(c, '`' | '*' | '?' | '[')) => after,
            '/' if at > start && follows(|c| c.is_alphanumeric()) => after,
            '$' if text[after..].starts_with('{') => break,
            _ if is_name_part(next) => after,
            _ => break,
        };
    }
    if text[at..].starts_with("://") && at > start && text[start..at].bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let end = text[at..].find([' ', '\t', '\n', '\r']).map_or(text.len(), |length| at + length);
        return (Kind::Address, end);
    }
    (Kind::Word, at)
}

/// The end of the class `[a-d]` at `at`; `None` where it is none.
fn class_end(text: &str, at: usize) -> Option<usize> {
    let inside = at + 1;
    let length = text[inside..].find(['[', ']', ' ', '\t', '\n', '\r', '"', ','])?;
    (length > 0 && text[inside + length..].starts_with(']')).then_some(inside + length + 1)
}

/// The end of the name in backticks at `at`, and whether it is closed on its line.
fn quoted_end(text: &str, at: usize) -> (usize, bool) {
    let mut inside = at + 1;
    loop {
        match text[inside..].find(['`', '\n', '\r']) {
            Some(length) if text[inside + length..].starts_with("``") => inside += length + 2,
            Some(length) if text[inside + length..].starts_with('`') => return (inside + length + 1, true),
            Some(length) => return (unclosed_end(text, at, inside + length), false),
            None => return (unclosed_end(text, at, text.len()), false),
        }
    }
}

fn text_token(text: &str, at: usize) -> (Kind, usize) {
    let scan = scan_text(text, at, 0);
    match scan {
        Scan { deep: true, end, .. } => (Kind::DeepText, end),
        Scan { closed: true, end, .. } => (Kind::Text, end),
        Scan { closed: false, end, .. } => (Kind::OpenText, unclosed_end(text, scan.held.max(at + 1), end)),
    }
}

/// Where something that its line's end cuts off ends: before braces that stand apart at the end of the line, since
/// those are more likely part of the line than of the text.
fn unclosed_end(text: &str, from: usize, line_end: usize) -> usize {
    let inside = &text[from..line_end];
    let kept = inside.trim_end_matches(['{', '}', ')', ']', ' ', '\t']);
    match inside[kept.len()..].find([' ', '\t']) {
        Some(blank) => from + kept.len() + blank,
        None => line_end,
    }
}

/// What was found of one text.
#[derive(Clone, Copy)]
struct Scan {
    /// The byte after it.
    end: usize,
    /// The byte after its last hole.
    held: usize,
    /// It has its closing quote.
    closed: bool,
    /// Brackets stand too deep in it.
    deep: bool,
}

/// Reads the text whose quote stands at `at`, over the texts in its holes.
fn scan_text(text: &str, at: usize, depth: usize) -> Scan {
    let bytes = text.as_bytes();
    let mut scan = Scan { end: at + 1, held: at + 1, closed: false, deep: false };
    while let Some(byte) = bytes.get(scan.end) {
        match byte {
            b'"' => return Scan { end: scan.end + 1, closed: true, ..scan },
            b'\n' | b'\r' => return scan,
            b'\\' if !matches!(bytes.get(scan.end + 1), None | Some(b'\n' | b'\r')) => scan.end += 2,
            b'$' if bytes.get(scan.end + 1) == Some(&b'{') => match scan_hole(text, scan.end, depth) {
                Hole::Closed(end) => (scan.end, scan.held) = (end, end),
                Hole::Open => scan.end += 2,
                Hole::Deep(end) => (scan.end, scan.deep) = (end, true),
            },
            _ => scan.end += 1,
        }
    }
    scan.end = scan.end.min(bytes.len());
    scan
}

/// What was found of one hole.
enum Hole {
    /// Its end.
    Closed(usize),
    /// Another hole, or the end of the text, comes first.
    Open,
    /// Too many brackets; the end of the line.
    Deep(usize),
}

fn scan_hole(text: &str, start: usize, depth: usize) -> Hole {
    let bytes = text.as_bytes();
    let mut at = start + 2;
    let mut parens = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'}' => return Hole::Closed(at + 1),
            b'\n' | b'\r' => return Hole::Open,
            b'$' if bytes.get(at + 1) == Some(&b'{') => return Hole::Open,
            b'"' if parens == 0 => return Hole::Open,
            b'"' => {
                let inner = scan_text(text, at, depth + parens + 1);
                match inner {
                    Scan { deep: true, end, .. } => return Hole::Deep(end),
                    Scan { closed: false, .. } => return Hole::Open,
                    Scan { closed: true, end, .. } => at = end,
                }
            }
            b'(' => {
                parens += 1;
                at += 1;
                if depth + parens > MAX_DEPTH {
                    return Hole::Deep(line_end(text, at));
                }
            }
            b')' => {
                parens = parens.saturating_sub(1);
                at += 1;
            }
            _ => at += 1,
        }
    }
    Hole::Open
}

/// The first hole of the text token `token` that is not closed: from `${` to where the hole ought to end.
pub(super) fn open_hole(token: &str) -> Option<(usize, usize)> {
    let bytes = token.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'$' if bytes.get(at + 1) == Some(&b'{') => match scan_hole(token, at, 0) {
                Hole::Closed(end) | Hole::Deep(end) => at = end,
                Hole::Open => {
                    let name = token[at + 2..].find(|c: char| !(is_name_part(c) || c == '.' || c == '-'));
                    return Some((at, name.map_or(token.len(), |length| at + 2 + length)));
                }
            },
            b'$' if bytes.get(at + 1) == Some(&b'(') => {
                let inside = &token[at + 2..];
                let name = inside.find(|c: char| !(is_name_part(c) || c == '-' || c == '`')).unwrap_or(inside.len());
                if !inside[name..].starts_with(')') {
                    return Some((at, at + 2 + name));
                }
                at += 2 + name;
            }
            _ => at += 1,
        }
    }
    None
}
