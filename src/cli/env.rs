//! `--env NAME`: the file that holds the values of an environment.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use mapc::diag::near_miss;

use super::{disk, sources};

/// The folder of the files, in that of the project.
const FOLDER: &str = "env";
/// How their names end.
const ENDING: &str = ".yaml";

/// Path for messages and bytes of the file of the environment `name`.
pub fn read(project: &Path, name: &str) -> Result<(String, Vec<u8>)> {
    if !is_name(name) {
        bail!(
            "`--env` takes the name of an environment: letters, digits, `.`, `_` and `-`, not beginning with `.` or `-`"
        );
    }
    let folder = project.join(FOLDER);
    let path = folder.join(format!("{name}{ENDING}"));
    let shown = sources::name(&path)?;
    let bytes = disk::read(&path).map_err(|why| {
        let help = if path.exists() { String::new() } else { instead(&folder, name) };
        anyhow!("the values of the environment, `{shown}`, cannot be read: {why}{help}")
    })?;
    Ok((shown, bytes))
}

/// Nothing that could lead out of the folder.
fn is_name(name: &str) -> bool {
    let is_taken = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    !name.is_empty() && !name.starts_with(['.', '-']) && name.chars().all(is_taken)
}

/// What there is, for a name that there is not.
fn instead(folder: &Path, name: &str) -> String {
    /// More names than these help nobody.
    const MOST: usize = 10;
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut known: Vec<String> = entries
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(ENDING).map(str::to_owned))
        .filter(|known| is_name(known))
        .collect();
    known.sort_unstable();
    let names: Vec<String> = match near_miss(name, known.iter().map(String::as_str)) {
        Some(near) => vec![format!("`{near}`")],
        None => known.iter().take(MOST).map(|known| format!("`{known}`")).collect(),
    };
    if names.is_empty() { String::new() } else { format!("; there is {}", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for name in ["prod", "eu-west-1", "a.b", "é1"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", ".", "..", "../prod", "a/b", "a\\b", "/etc/passwd", "-x", "a b", "a\0", "C:x"] {
            assert!(!is_name(name), "{name:?}");
        }
    }
}
