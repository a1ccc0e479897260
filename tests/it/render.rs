//! How findings look to people, and what programs get.

use std::panic::{AssertUnwindSafe, catch_unwind};

use insta::assert_snapshot;
use mapc::diag::render::{Look, Places, github, human, humans, json, sarif, summary, varied};
use mapc::diag::{Code, Diagnostic, Diagnostics, Edit, Fix};
use mapc::text::{Span, TextId, Texts};

static PIVOT: Code = Code::error("dms/pivot", "");
static LOSSY: Code = Code::warning("types/lossy", "");

const PLAIN: Look = Look { colour: false, width: 100 };

/// The place of the first `part` in the text.
fn at(texts: &Texts, id: TextId, part: &str) -> Span {
    let start = texts.get(id).content.find(part).expect("the part stands in the text");
    Span::new(id, start, start + part.len())
}

fn shown(diagnostic: &Diagnostic, texts: &Texts) -> String {
    human(diagnostic, &mut Places::new(texts), PLAIN)
}

fn purchase() -> (Texts, TextId, TextId) {
    let mut texts = Texts::new();
    let sql = texts.add("shop/shop.sql", "CREATE TABLE purchase (\n  productid varchar(64)\n);\n");
    let mapping = texts.add(
        "shop/shop.mapc",
        "map purchase from shop.purchase -> dms -> dynamodb purchase {\n  pivott productid = quantity\n}\n",
    );
    (texts, mapping, sql)
}

#[test]
fn a_finding_shows_place_reason_and_way_out() {
    let (texts, mapping, sql) = purchase();
    let diagnostic = PIVOT
        .at(at(&texts, mapping, "productid"), "the name of a pivoted field is text")
        .label("this names a column")
        .also(at(&texts, mapping, "dms"), "the stage")
        .also(at(&texts, sql, "productid"), "declared here")
        .note("two rows can collide:\n  p1\n  p2")
        .help("write `pivot`".to_owned())
        .fix("write the name as text", at(&texts, mapping, "productid"), "\"p#${productid}\"");
    assert_snapshot!(shown(&diagnostic, &texts), @r#"
    error[dms/pivot]: the name of a pivoted field is text
     --> shop/shop.mapc:2:10
      |
    1 | map purchase from shop.purchase -> dms -> dynamodb purchase {
      |                                    --- the stage
    2 |   pivott productid = quantity
      |          ^^^^^^^^^ this names a column
      |
     ::: shop/shop.sql:2:3
      |
    2 |   productid varchar(64)
      |   --------- declared here
      |
      = note: two rows can collide:
                p1
                p2
      = help: write `pivot`
    help: write the name as text
    2 -   pivott productid = quantity
    2 +   pivott "p#${productid}" = quantity
    "#);
}

#[test]
fn a_finding_without_a_place_is_a_title_with_notes() {
    let diagnostic = LOSSY.nowhere("nothing is here").note("because");
    assert_snapshot!(shown(&diagnostic, &Texts::new()), @r#"
    warning[types/lossy]: nothing is here
     |
     = note: because
    "#);
}

#[test]
fn a_long_line_is_cut_and_its_column_is_the_true_one() {
    let mut texts = Texts::new();
    let id = texts.add("long.mapc", format!("{}here{}", "x".repeat(1_000_000), "y".repeat(1_000_000)));
    let text = shown(&PIVOT.at(at(&texts, id, "here"), "too long"), &texts);
    assert!(text.contains(" --> long.mapc:1:1000001\n"), "{text}");
    assert!(text.contains("here") && text.len() < 1_000, "{text}");
}

#[test]
fn what_a_terminal_would_obey_is_spelled_out() {
    let mut texts = Texts::new();
    let id = texts.add("a\u{1b}[2J.mapc", "field \u{202e}evil\u{200f} = x\u{1b}[31m\n");
    let diagnostic = PIVOT
        .at(at(&texts, id, "x"), "a \u{1b}[31mred\u{202e} message")
        .label("\u{7f}")
        .note("note \u{9b}31m")
        .fix("\u{200f}", at(&texts, id, "evil"), "\u{1b}c");
    let text = shown(&diagnostic, &texts);
    let obeyed = |c: &char| (c.is_control() && *c != '\n') || "\u{202e}\u{200f}".contains(*c);
    assert_eq!(text.chars().find(obeyed), None, "{text:?}");
}

#[test]
fn a_block_without_end_shows_its_first_line() {
    let mut texts = Texts::new();
    let id = texts.add("a.mapc", format!("map x {{\n{}", "  field a\n".repeat(10_000)));
    let text = shown(&PIVOT.at(Span::new(id, 6, 100_000), "`{` is never closed"), &texts);
    assert!(text.lines().count() < 10, "{text}");
}

#[test]
fn findings_alike_at_one_place_are_shown_first_and_counted() {
    let (texts, mapping, _) = purchase();
    let mut diags = Diagnostics::new();
    for table in 0..500 {
        diags.push(PIVOT.at(at(&texts, mapping, "dms"), format!("no pivot of `t{table}`")));
        diags.push(LOSSY.at(at(&texts, mapping, "dms"), format!("`t{table}` loses something")));
        if table < 4 {
            diags.push(PIVOT.at(at(&texts, mapping, "productid"), format!("another place, `t{table}`")));
            diags.push(PIVOT.nowhere(format!("without a place, `t{table}`")));
        }
    }
    let mut shown = String::new();
    humans(diags.iter(), &mut Places::new(&texts), PLAIN, |text| shown.push_str(text));
    let lines: Vec<&str> =
        shown.lines().filter(|line| ["error", "warning", "..."].iter().any(|start| line.starts_with(start))).collect();
    assert_snapshot!(lines.join("\n"), @r"
    error[dms/pivot]: no pivot of `t0`
    error[dms/pivot]: no pivot of `t1`
    error[dms/pivot]: no pivot of `t2`
    ... and 497 more findings of dms/pivot at shop/shop.mapc:1:36; `--message-format json` gives all
    warning[types/lossy]: `t0` loses something
    warning[types/lossy]: `t1` loses something
    warning[types/lossy]: `t2` loses something
    ... and 497 more findings of types/lossy at shop/shop.mapc:1:36; `--message-format json` gives all
    error[dms/pivot]: another place, `t0`
    error[dms/pivot]: another place, `t1`
    error[dms/pivot]: another place, `t2`
    ... and 1 more finding of dms/pivot at shop/shop.mapc:2:10; `--message-format json` gives all
    error[dms/pivot]: without a place, `t0`
    error[dms/pivot]: without a place, `t1`
    error[dms/pivot]: without a place, `t2`
    error[dms/pivot]: without a place, `t3`
    ");
    // Those who stop after ten see what there is to see.
    let first: Vec<&str> = varied(diags.iter()).iter().take(7).map(|finding| &*finding.message).collect();
    assert_snapshot!(first.join("\n"), @r"
    no pivot of `t0`
    `t0` loses something
    another place, `t0`
    without a place, `t0`
    without a place, `t1`
    without a place, `t2`
    without a place, `t3`
    ");
    let mut all: Vec<&str> = varied(diags.iter()).iter().map(|finding| &*finding.message).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 1_008);
}

#[test]
fn the_summary_counts_and_names_the_worst() {
    let mut diags = Diagnostics::new();
    assert_eq!(summary(&diags), "");
    diags.push(LOSSY.nowhere("a"));
    assert_eq!(summary(&diags), "1 warning\nfor more: `mapc explain types/lossy`\n");
    diags.push(PIVOT.nowhere("b"));
    diags.push(PIVOT.nowhere("c"));
    assert_eq!(summary(&diags), "2 errors, 1 warning\nfor more: `mapc explain dms/pivot`\n");
}

#[test]
fn json_holds_all_of_a_finding_in_one_line() {
    let (texts, mapping, sql) = purchase();
    let diagnostic = PIVOT
        .at(at(&texts, mapping, "productid"), "the name\nis text")
        .label("here")
        .also(at(&texts, sql, "varchar"), "")
        .note("why")
        .help("what".to_owned())
        .fix("write it", at(&texts, mapping, "pivott"), "pivot");
    let line = json(&diagnostic, &mut Places::new(&texts));
    assert!(!line.contains('\n'));
    let value: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_snapshot!(serde_json::to_string_pretty(&value).expect("JSON"), @r#"
    {
      "also": [
        {
          "end": {
            "byte": 43,
            "column": 20,
            "line": 2
          },
          "label": null,
          "path": "shop/shop.sql",
          "start": {
            "byte": 36,
            "column": 13,
            "line": 2
          }
        }
      ],
      "code": "dms/pivot",
      "fixes": [
        {
          "edits": [
            {
              "end": {
                "byte": 70,
                "column": 9,
                "line": 2
              },
              "path": "shop/shop.mapc",
              "start": {
                "byte": 64,
                "column": 3,
                "line": 2
              },
              "text": "pivot"
            }
          ],
          "message": "write it"
        }
      ],
      "help": [
        "what"
      ],
      "level": "error",
      "mapping": null,
      "message": "the name\nis text",
      "notes": [
        "why"
      ],
      "place": {
        "end": {
          "byte": 80,
          "column": 19,
          "line": 2
        },
        "label": "here",
        "path": "shop/shop.mapc",
        "start": {
          "byte": 71,
          "column": 10,
          "line": 2
        }
      },
      "version": 1
    }
    "#);
}

/// Spans that fit nothing, anywhere in any text: never a panic, in any format.
#[test]
fn no_span_and_no_text_stops_a_renderer() {
    let pieces_of_text =
        ["a", "\n", "\n\n", "\r\n", "\r", "é", "注", "\u{202e}", "\u{1b}", "\t", "{ b }", "👩‍👧", "e\u{301}", "\u{200d}"]
            .map(str::to_owned)
            .into_iter()
            .chain(["x".repeat(1_000), "é".repeat(500), "\n".repeat(30)])
            .collect::<Vec<_>>();
    arbtest::arbtest(|u| {
        let mut texts = Texts::new();
        let ids: Vec<TextId> = (0..3)
            .map(|_| {
                let pieces = u.int_in_range(0..=30)?;
                let text = (0..pieces).map(|_| u.choose(&pieces_of_text).map(|piece| piece.as_str()));
                Ok(texts.add("a.mapc", text.collect::<arbitrary::Result<String>>()?))
            })
            .collect::<arbitrary::Result<_>>()?;
        let mut span = || -> arbitrary::Result<Span> {
            let text = *u.choose(&ids)?;
            Ok(Span { text, start: u.int_in_range(0..=80)?, end: u.int_in_range(0..=2_000)? })
        };
        let mut diagnostic = PIVOT.at(span()?, "x").label("here").also(span()?, "also").also(span()?, "");
        let edits = vec![Edit { span: span()?, text: "new\ntext".into() }, Edit { span: span()?, text: String::new() }];
        diagnostic.fixes.push(Fix { message: "mend".into(), edits });
        let diagnostic = diagnostic.fix("again", span()?, "z");
        let rendered = catch_unwind(AssertUnwindSafe(|| {
            human(&diagnostic, &mut Places::new(&texts), PLAIN);
            json(&diagnostic, &mut Places::new(&texts));
            github(&diagnostic, &mut Places::new(&texts));
            let mut diags = Diagnostics::new();
            diags.push(diagnostic.clone());
            sarif(&diags, None, &mut Places::new(&texts));
        }));
        assert!(rendered.is_ok(), "{texts:?} {diagnostic:?}");
        Ok(())
    })
    .budget_ms(3_000);
}
