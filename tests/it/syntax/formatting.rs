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
    arbtest::arbtest(|u| {
        let generated = generate::text(u)?;
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
        texts += 1;
        Ok(())
    })
    .budget_ms(8_000)
    .size_min(200)
    .size_max(4_000);
    assert!(texts >= 2_000, "only {texts} texts were tried");
}
