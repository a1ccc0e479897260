//! Projects of several files, and the values of an environment.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::compile::files;
use super::{Ran, folder, refuses, run};

/// A project of three files: the schema and parameters in one, a map in each of the others.
fn several() -> TempDir {
    let place = folder();
    write(place.path(), "maps/shop.sql", "CREATE TABLE item (id int NOT NULL PRIMARY KEY, name varchar(20));\n");
    write(
        place.path(),
        "maps/zz-common.mapc",
        "schema shop from mysql \"shop.sql\"\n\nparam stage = \"dev\"\nparam team\n",
    );
    for name in ["one", "two"] {
        let text = format!(
            "map {name} from shop.item -> dms -> kinesis \"{name}-$(team)-$(stage)\" {{\n  field *\n  assume immutable id\n}}\n"
        );
        write(place.path(), &format!("maps/{name}.mapc"), &text);
    }
    write(place.path(), "maps/env/prod.yaml", "# what differs\nstage: live\nteam: 007\n");
    place
}

fn write(place: &Path, path: &str, content: &str) {
    let path = place.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, content).expect("a file");
}

/// The names of the streams of both maps.
fn streams(place: &Path) -> Vec<String> {
    ["one", "two"]
        .map(|map| {
            let text = fs::read_to_string(place.join(format!("out/{map}/kinesis.stream.json"))).expect("a stream");
            let stream: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            stream["StreamName"].as_str().expect("a name").to_owned()
        })
        .into()
}

#[track_caller]
fn compiles(place: &Path, arguments: &[&str]) {
    let Ran { code, stderr, .. } = run(place, &[&["compile"], arguments].concat());
    assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}");
}

#[test]
fn a_parameter_wins_over_the_environment_and_that_over_the_default() {
    let place = several();
    compiles(place.path(), &["maps", "--param", "team=a"]);
    assert_eq!(streams(place.path()), ["one-a-dev", "two-a-dev"]);
    compiles(place.path(), &["maps", "--env", "prod"]);
    assert_eq!(streams(place.path()), ["one-007-live", "two-007-live"]);
    compiles(place.path(), &["maps", "--param", "team=b", "--env", "prod"]);
    assert_eq!(streams(place.path()), ["one-b-live", "two-b-live"]);
}

#[test]
fn every_command_that_compiles_takes_the_environment() {
    let place = several();
    let without = run(place.path(), &["check", "maps"]);
    assert_eq!(without.code, Some(1));
    assert!(without.stderr.contains("error[param/no-value]: the parameter `team` has no value"), "{}", without.stderr);
    assert!(without.stderr.contains("`--env`"), "{}", without.stderr);
    for command in ["check", "review", "compile"] {
        assert_eq!(run(place.path(), &[command, "maps", "--env", "prod"]).code, Some(0), "{command}");
    }
    let checked = |arguments: &[&str]| run(place.path(), &[&["compile", "--check", "maps"], arguments].concat()).code;
    assert_eq!(checked(&["--env", "prod"]), Some(0));
    assert_eq!(checked(&["--env", "prod", "--param", "stage=dev"]), Some(1));
}

#[test]
fn neither_the_order_of_files_nor_that_of_values_shows_in_the_output() {
    let (here, there) = (several(), several());
    write(there.path(), "maps/env/prod.yaml", "team: '007'\nstage: live\n");
    compiles(here.path(), &["maps", "--env", "prod"]);
    compiles(there.path(), &["--env", "prod", "maps/two.mapc", "maps/zz-common.mapc", "maps/one.mapc"]);
    assert!(files(&here.path().join("out")) == files(&there.path().join("out")), "the same outputs");
    let lock = |place: &TempDir| fs::read(place.path().join("maps/mapc.lock")).expect("a lock");
    assert_eq!(lock(&here), lock(&there));
    // An environment changes no id.
    compiles(there.path(), &["maps", "--param", "team=a"]);
    assert_eq!(lock(&here), lock(&there));
}

#[test]
fn a_schema_of_one_file_is_there_for_all() {
    let place = several();
    write(place.path(), "maps/other.mapc", "schema shop from mysql \"shop.sql\"\n");
    let ran = run(place.path(), &["check", "maps", "--env", "prod"]);
    assert!(ran.stderr.contains("error[schema/named-twice]: a second schema is called `shop`"), "{}", ran.stderr);
    fs::remove_file(place.path().join("maps/other.mapc")).expect("removed");
    // Without the file that declares them, schema and parameters are missing at the places that name them.
    let ran = run(place.path(), &["check", "maps/one.mapc", "--param", "team=a"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains(" --> maps/one.mapc:1:"), "{}", ran.stderr);
}

#[test]
fn a_name_that_is_no_environment_is_refused() {
    let place = several();
    let sentence = |name: &str| {
        format!("the values of the environment, `maps/env/{name}.yaml`, cannot be read: no such file or folder")
    };
    refuses(place.path(), &["check", "maps", "--env", "prd"], &format!("{}; there is `prod`", sentence("prd")));
    write(place.path(), "maps/env/eu.yaml", "");
    let both = format!("{}; there is `eu`, `prod`", sentence("staging"));
    refuses(place.path(), &["check", "maps/one.mapc", "--env", "staging"], &both);
    fs::remove_dir_all(place.path().join("maps/env")).expect("removed");
    refuses(place.path(), &["check", "maps", "--env", "prod"], &sentence("prod"));
    refuses(
        place.path(),
        &["check", "maps", "--env", "../env/prod"],
        "`--env` takes the name of an environment: letters, digits, `.`, `_` and `-`, not beginning with `.` or `-`",
    );
}

#[test]
fn findings_in_the_values_have_their_place() {
    let place = several();
    write(place.path(), "maps/env/prod.yaml", "team: a\nstaeg: live\nlist:\n  - 1\n");
    let ran = run(place.path(), &["check", "maps", "--env", "prod", "--message-format", "json"]);
    assert_eq!(ran.code, Some(1));
    let found: Vec<(String, String)> = ran
        .stdout
        .lines()
        .map(|line| {
            let finding: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let place = &finding["place"];
            let start = format!("{}:{}:{}", place["path"], place["start"]["line"], place["start"]["column"]);
            (finding["code"].as_str().expect("a code").to_owned(), start.replace('"', ""))
        })
        .collect();
    let expected = [("param/unknown", "maps/env/prod.yaml:2:1"), ("param/values-file", "maps/env/prod.yaml:3:1")];
    assert_eq!(found, expected.map(|(code, place)| (code.to_owned(), place.to_owned())));
    let human = run(place.path(), &["check", "maps", "--env", "prod"]).stderr;
    assert!(human.contains("help: a parameter with a similar name is `stage`"), "{human}");
}
