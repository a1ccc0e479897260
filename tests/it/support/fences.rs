//! The fenced blocks of a page of the book.

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The words after the fence: `mapc fails`, `file shop.sql`.
    pub info: String,
    /// What stands between the fences.
    pub text: String,
    /// The line of the opening fence, from 1.
    pub line: usize,
}

/// All blocks of `page`, in order.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, Block)> = None;
    for (number, line) in page.lines().enumerate() {
        let ticks: String = line.chars().take_while(|character| *character == '`').collect();
        match open.take() {
            Some((fence, block)) if ticks.len() >= fence.len() && line.trim_end() == ticks => blocks.push(block),
            Some((fence, mut block)) => {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some((fence, block));
            }
            None if ticks.len() >= 3 => {
                let info = line[ticks.len()..].trim().to_owned();
                open = Some((ticks, Block { info, text: String::new(), line: number + 1 }));
            }
            None => {}
        }
    }
    if let Some((_, block)) = open {
        panic!("the block that line {} opens is never closed", block.line);
    }
    blocks
}

#[test]
fn blocks_are_found_and_longer_fences_hold_shorter_ones() {
    let page = "text\n```mapc fails\na\n```\n````file x.sql\n```\nb\n````\n";
    let found: Vec<(String, String, usize)> =
        blocks(page).into_iter().map(|block| (block.info, block.text, block.line)).collect();
    assert_eq!(
        found,
        [("mapc fails".to_owned(), "a\n".to_owned(), 2), ("file x.sql".to_owned(), "```\nb\n".to_owned(), 5),]
    );
}
