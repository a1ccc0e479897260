//! The canonical text.

use super::generate;
use super::support::{EVERYTHING, canonical, read, without_places};

#[test]
fn the_text_of_every_construct_is_canonical() {
    assert_eq!(canonical(EVERYTHING), EVERYTHING);
}

/// How many texts are tried; `MAPC_TEXTS` sets another number.
const TEXTS: usize = 1_000;

#[test]
fn random_texts_keep_their_meaning_and_comments_and_are_fixed_points() {
    let wanted = std::env::var("MAPC_TEXTS").map_or(TEXTS, |texts| texts.parse().expect("MAPC_TEXTS is a number"));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut texts = 0;
                while texts < wanted.div_ceil(2) {
                    texts += try_some();
                }
            });
        }
    });
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
    .budget_ms(500)
    .size_min(100)
    .size_max(1_000);
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
