//! `mapc import URL` as far as it goes without a server. `tests/it/live` has the rest.

use std::fs;

use super::{folder, mapc};

/// A word that no output may hold.
const SECRET: &str = "hunter2-s3cret";

/// What stands on stderr, and that the run ends with code 2, prints nothing and gives the secret away nowhere.
#[track_caller]
fn refused(arguments: &[&str]) -> String {
    let place = folder();
    fs::write(place.path().join("empty"), "\n").expect("a file");
    fs::write(place.path().join("secret"), format!("{SECRET}\n")).expect("a file");
    let output = mapc(place.path())
        .arg("import")
        .args(arguments)
        .env("MYSQL_PWD", SECRET)
        .env("PGPASSWORD", SECRET)
        .output()
        .expect("mapc runs");
    let stderr = String::from_utf8(output.stderr).expect("what is printed is UTF-8");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}: {stderr}");
    assert!(!stderr.contains(SECRET), "{arguments:?}: {stderr}");
    stderr
}

#[test]
fn a_password_in_the_url_is_refused_and_not_repeated() {
    for url in [
        format!("postgres://app:{SECRET}@localhost/shop"),
        format!("mysql://app:{SECRET}@localhost/shop"),
        format!("mysql://app:{SECRET}/x@localhost/shop"),
        format!("postgres://app@localhost/shop?password={SECRET}"),
    ] {
        let stderr = refused(&[&url]);
        assert!(stderr.contains("the URL holds a password") && stderr.contains("--password-file"), "{stderr}");
    }
    for url in [format!("app:{SECRET}@localhost/shop"), format!("jdbc:mysql://app:{SECRET}@localhost/shop")] {
        refused(&[&url]);
    }
}

#[test]
fn what_cannot_be_used_is_told() {
    let says = |arguments: &[&str], sentence: &str| {
        let stderr = refused(arguments);
        assert!(stderr.contains(sentence), "{arguments:?}: {stderr}");
    };
    says(&["sqk"], "`sqk` is neither a kind of file to import nor a URL");
    says(&["oracle://app@localhost/shop"], "begins with `mysql://` or `postgres://`");
    says(&["mysql://localhost/shop"], "the URL names no user");
    says(&["mysql://app@localhost:x/shop"], "is no port");
    says(&["postgres://app@localhost/shop?sslmode=maybe"], "`sslmode` is one of");
    if cfg!(feature = "live") {
        says(&["postgres://app@localhost/shop", "--password-file", "absent"], "no such file or folder");
        says(&["postgres://app@localhost/shop", "--password-file", "empty"], "nothing in its first line");
    }
    says(&["postgres://app@localhost/shop", "--timeout", "0"], "--timeout");
    says(&[], "<URL>");
    says(&["postgres://app@localhost/shop", "sql", "x.sql"], "cannot be used with");
}

#[cfg(not(feature = "live"))]
#[test]
fn a_build_without_the_feature_says_how_to_get_one_with_it() {
    let stderr = refused(&["postgres://app@localhost/shop", "--password-file", "secret"]);
    assert_eq!(
        stderr,
        "error: `postgres://app@localhost:5432/shop` cannot be read: this mapc is built without the feature `live`; build one that \
         has it with `cargo install --path . --features live` in its source, or import a dump with `mapc import sql FILE --dialect \
         postgres`\n"
    );
}

#[cfg(feature = "live")]
#[test]
fn what_does_not_answer_is_told_with_a_way_out() {
    // Nobody listens on a port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let silent = format!("postgres://app@127.0.0.1:{port}/shop");
    let stderr = refused(&[&silent, "--timeout", "1"]);
    assert!(stderr.contains("error[live/too-slow]") && stderr.contains("--timeout SECONDS"), "{stderr}");
    drop(listener);
    for scheme in ["mysql", "postgres"] {
        let stderr = refused(&[&format!("{scheme}://app@127.0.0.1:{port}/shop"), "--password-file", "secret"]);
        assert!(stderr.contains("error[live/unreachable]") && stderr.contains("connection refused"), "{stderr}");
        let stderr = refused(&[&format!("{scheme}://app@no-such-host.invalid/shop")]);
        assert!(stderr.contains("error[live/unreachable]"), "{stderr}");
    }
    let stderr = refused(&[&silent, "--message-format", "json"]);
    assert!(stderr.contains("\"code\":\"live/unreachable\""), "{stderr}");
    let stderr = refused(&[&silent, "--tls-ca", "absent"]);
    assert!(stderr.contains("the file of `--tls-ca` cannot be read: no such file or folder"), "{stderr}");
}
