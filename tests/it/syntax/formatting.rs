//! The canonical text.

use super::generate;
use super::support::{EVERYTHING, canonical, read, without_places};

#[test]
fn the_text_of_every_construct_is_canonical() {
    assert_eq!(canonical(EVERYTHING), EVERYTHING);
}

#[test]
fn random_texts_keep_their_meaning_and_comments_and_are_fixed_points() {
    let mut texts = 0;
    while texts < 2_000 {
        texts += try_some();
    }
}

/// Tries texts for a while; how many there were.
fn try_some() -> usize {
    let mut texts = 0;
    arbtest::arbtest(|u| {
        let generated = generate::text(u)?;
        check(&generated);
        texts += 1;
        Ok(())
    })
    .budget_ms(2_000)
    .size_min(100)
    .size_max(1_500);
    texts
}

fn check(generated: &generate::Generated) {
    let before = read(&generated.text);
    assert_eq!(before.findings(), Vec::<String>::new(), "{}", generated.text);
    let once = canonical(&generated.text);
    let after = read(&once);
    assert_eq!(without_places(&before.tree), without_places(&after.tree), "{}\n===\n{once}", generated.text);
    assert_eq!(canonical(&once), once, "not a fixed point: {}", generated.text);
    for comment in &generated.comments {
        let lines = |text: &str| text.lines().filter(|line| line.ends_with(comment.as_str())).count();
        assert_eq!(lines(&once), lines(&generated.text), "{comment} of {}\n===\n{once}", generated.text);
    }
}
