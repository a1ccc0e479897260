//! The manual pages, as a manual reader sees them.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{folder, run};

/// A page as `man` shows it; `None` where there is no formatter.
fn shown(page: &Path) -> Option<String> {
    for (program, arguments) in [
        ("mandoc", &["-T", "utf8", "-W", "warning"][..]),
        ("groff", &["-man", "-Tutf8", "-ww", "-P-c", "-P-b", "-P-o", "-P-u"]),
    ] {
        let Ok(output) = Command::new(program).args(arguments).arg(page).output() else { continue };
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && stderr.is_empty(), "{program} {}: {stderr}", page.display());
        return Some(stdout.into_owned());
    }
    eprintln!("SKIPPED: neither mandoc nor groff on this system");
    None
}

/// The commands that the help of a command lists, without aliases and blanks.
fn commands(place: &Path, of: &[&str]) -> Vec<String> {
    let help = run(place, &[of, &["--help"]].concat()).stdout;
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or("");
    list.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_page_that_a_manual_reader_shows() {
    let place = folder();
    let ran = run(place.path(), &["man", "--out", "share/man1"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let commands: Vec<String> = commands(place.path(), &[])
        .into_iter()
        .flat_map(|command| {
            let below = commands(place.path(), &[&command]).into_iter().map(|below| format!("{command}-{below}"));
            std::iter::once(command.clone()).chain(below.collect::<Vec<_>>())
        })
        .collect();
    let pages: Vec<String> = std::iter::once("share/man1/mapc.1".to_owned())
        .chain(commands.iter().map(|command| format!("share/man1/mapc-{command}.1")))
        .collect();
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), pages);
    for (page, command) in pages.iter().zip(std::iter::once(&"mapc".to_owned()).chain(&commands)) {
        let path = place.path().join(page);
        let source = fs::read_to_string(&path).expect("a page");
        assert!(source.contains("\n.TH ") && source.contains("\n.SH NAME\n"), "{source}");
        let Some(text) = shown(&path) else { continue };
        for part in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "--message-format"] {
            assert!(text.contains(part), "{page} lacks {part}: {text}");
        }
        assert!(text.contains(command), "{page} lacks its command: {text}");
    }
    // A second time nothing changes.
    let before = fs::read(place.path().join("share/man1/mapc.1")).expect("a page");
    assert_eq!(run(place.path(), &["man"]).stdout.as_bytes(), before);
}
