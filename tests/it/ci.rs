//! The files by which other people's continuous integration uses this repository: the hooks of pre-commit, and the action of
//! GitHub. Their forms are held against those who read them, and their commands are run.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::oracles::forms;
use crate::support::oracle::repository;

const MAPC: &str = env!("CARGO_BIN_EXE_mapc");

fn yaml(path: &str) -> Value {
    let text = fs::read_to_string(repository(path)).expect("the file is there");
    serde_yaml::from_str(&text).expect("YAML")
}

/// The project of `mapc init` in a folder `mappings`, compiled.
fn compiled() -> TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    for arguments in [&["init", "mappings"][..], &["compile", "mappings"]] {
        let output = Command::new(MAPC).args(arguments).current_dir(place.path()).output().expect("mapc runs");
        assert!(output.status.success(), "{arguments:?}");
    }
    place
}

fn edit(place: &Path, from: &str, to: &str) {
    let path = place.join("mappings/shop.mapc");
    let text = fs::read_to_string(&path).expect("a text");
    assert!(text.contains(from), "{text}");
    fs::write(&path, text.replace(from, to)).expect("a file");
}

mod hooks {
    use super::*;

    /// What pre-commit runs for a hook: the entry, its arguments, and the files if it passes them.
    fn run(hook: &Value, place: &Path, files: &[&str]) -> Option<i32> {
        let words = |member: &str| hook[member].as_str().expect("a text").split(' ').map(str::to_owned);
        let mut arguments: Vec<String> = words("entry").collect();
        assert_eq!(arguments.remove(0), "mapc");
        arguments.extend(
            hook["args"].as_array().into_iter().flatten().map(|word| word.as_str().expect("a word").to_owned()),
        );
        if hook["pass_filenames"] != false {
            arguments.extend(files.iter().map(|file| (*file).to_owned()));
        }
        Command::new(MAPC).args(arguments).current_dir(place).output().expect("mapc runs").status.code()
    }

    #[test]
    fn pre_commit_takes_the_file() {
        let path = repository(".pre-commit-hooks.yaml");
        if let Some(said) = forms::pre_commit(&path) {
            assert_eq!(said, "");
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let wrong = folder.path().join("hooks.yaml");
        let text = fs::read_to_string(&path).expect("the file is there").replacen("  language: rust\n", "", 1);
        fs::write(&wrong, text).expect("a file");
        if let Some(said) = forms::pre_commit(&wrong) {
            assert!(said.contains("Missing required key: language"), "{said}");
        }
    }

    #[test]
    fn each_hook_has_what_pre_commit_needs() {
        let hooks = yaml(".pre-commit-hooks.yaml");
        let ids: Vec<&str> = hooks.as_array().expect("a list").iter().filter_map(|hook| hook["id"].as_str()).collect();
        assert_eq!(ids, ["mapc-fmt", "mapc-check", "mapc-compile"]);
        for hook in hooks.as_array().expect("a list") {
            for member in ["id", "name", "entry", "language", "description"] {
                assert!(hook[member].as_str().is_some_and(|text| !text.is_empty()), "{hook} lacks {member}");
            }
        }
    }

    #[test]
    fn each_hook_passes_what_is_good_and_stops_what_is_not() {
        let hooks = yaml(".pre-commit-hooks.yaml");
        let place = compiled();
        let all = |place: &Path| -> Vec<Option<i32>> {
            hooks.as_array().expect("a list").iter().map(|hook| run(hook, place, &["mappings/shop.mapc"])).collect()
        };
        assert_eq!(all(place.path()), [Some(0), Some(0), Some(0)]);
        // A hook that changes a file stops the commit whatever its exit code.
        edit(place.path(), "  field quantity", "  field    quantity");
        assert_eq!(all(place.path())[0], Some(0));
        edit(place.path(), "dynamodb purchase {", "dynamodb bought {");
        assert_eq!(all(place.path()), [Some(0), Some(0), Some(1)]);
        edit(place.path(), "sort key productid", "sort key product_id");
        assert_eq!(all(place.path()), [Some(0), Some(1), Some(1)]);
    }
}

mod action {
    use super::*;

    /// Runs the steps as a runner would, with the inputs that are given and the defaults of the others: the text that they
    /// log, and whether each succeeded. Expressions are known by their text.
    fn run(place: &Path, given: &[(&str, &str)]) -> (String, Vec<bool>) {
        let action = yaml("action.yml");
        let input = |name: &str| -> String {
            let default = action["inputs"][name]["default"].as_str().expect("an input with a default");
            given.iter().find(|(given, _)| *given == name).map_or(default, |(_, value)| value).to_owned()
        };
        let value = |expression: &str| -> String {
            match expression {
                "${{ inputs.mapc || format('{0}/mapc/bin/mapc', runner.temp) }}" => input("mapc"),
                _ => {
                    let name = expression.strip_prefix("${{ inputs.").and_then(|rest| rest.strip_suffix(" }}"));
                    input(name.unwrap_or_else(|| panic!("an expression that this test does not know: {expression}")))
                }
            }
        };
        let is_meant = |condition: Option<&str>| match condition {
            None => true,
            Some("inputs.mapc == ''") => input("mapc").is_empty(),
            Some("${{ !cancelled() && steps.check.outcome != 'skipped' && inputs.format == 'true' }}") => {
                input("format") == "true"
            }
            Some(other) => panic!("a condition that this test does not know: {other}"),
        };
        let (mut log, mut ends) = (String::new(), Vec::new());
        for step in
            action["runs"]["steps"].as_array().expect("a list").iter().filter(|step| is_meant(step["if"].as_str()))
        {
            assert_eq!(step["shell"], "bash");
            let mut bash = Command::new("bash");
            bash.args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"])
                .arg(step["run"].as_str().expect("a script"));
            for (name, expression) in step["env"].as_object().expect("a mapping") {
                bash.env(name, value(expression.as_str().expect("a text")));
            }
            let output = bash.current_dir(place).output().expect("bash runs");
            log += &String::from_utf8_lossy(&output.stdout);
            ends.push(output.status.success());
        }
        (log, ends)
    }

    #[test]
    fn the_file_has_the_form_of_an_action() {
        let action = yaml("action.yml");
        if let Some(found) = forms::action(&action) {
            assert_eq!(found, Vec::<String>::new());
        }
        let mut wrong = action.clone();
        wrong["runs"]["steps"][1].as_object_mut().expect("a step").remove("shell");
        if let Some(found) = forms::action(&wrong) {
            assert_ne!(found, Vec::<String>::new());
        }
        for member in ["name", "description", "inputs", "runs"] {
            assert!(!action[member].is_null(), "{member}");
        }
        assert_eq!(action["runs"]["using"], "composite");
        for (name, input) in action["inputs"].as_object().expect("inputs") {
            assert!(input["description"].is_string() && input["default"].is_string(), "{name}");
        }
        // What comes from a workflow reaches a script by its environment, never by its text.
        for step in action["runs"]["steps"].as_array().expect("a list") {
            assert!(!step["run"].as_str().expect("a script").contains("${{"), "{step}");
        }
    }

    #[test]
    fn the_steps_pass_what_is_good_and_show_what_is_not() {
        let place = compiled();
        assert_eq!(run(place.path(), &[("mapc", MAPC)]), (String::new(), vec![true, true]));

        edit(place.path(), "field quantity", "field   quantity");
        let (log, ends) = run(place.path(), &[("mapc", MAPC)]);
        assert_eq!(ends, [true, false]);
        assert!(log.starts_with("::error file=mappings/shop.mapc,title=not formatted::"), "{log}");
        assert_eq!(run(place.path(), &[("mapc", MAPC), ("format", "false")]), (String::new(), vec![true]));

        edit(place.path(), "dynamodb purchase {", "dynamodb bought {");
        let (log, ends) = run(place.path(), &[("mapc", MAPC), ("format", "false")]);
        assert_eq!(ends, [false]);
        assert!(log.lines().all(|line| line.starts_with("::error file=out/")), "{log}");
        let without = [("mapc", MAPC), ("format", "false"), ("up-to-date", "false")];
        assert_eq!(run(place.path(), &without), (String::new(), vec![true]));

        edit(place.path(), "sort key productid", "sort key product_id");
        let (log, ends) = run(place.path(), &without);
        assert_eq!(ends, [false]);
        assert!(log.starts_with("::error file=mappings/shop.mapc,line=6,"), "{log}");
    }

    #[test]
    fn options_are_words_and_no_script() {
        let place = compiled();
        let options = |options| run(place.path(), &[("mapc", MAPC), ("format", "false"), ("options", options)]).1;
        assert_eq!(options("--out out --lock mappings/mapc.lock"), [true]);
        assert_eq!(options("--out elsewhere"), [false]);
        assert_eq!(options("$(touch pwned) ; touch pwned"), [false]);
        assert!(!place.path().join("pwned").exists());
    }
}
