//! `mapc init --from`: a first mapping of one table of a dump, which stays where it is.

use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use mapc::diag::render::visible;
use mapc::diag::{Diagnostic, Diagnostics, Level, near_miss};
use mapc::schema::{self, Dialect, Form, Schema, Table, TableKind};
use mapc::text::Texts;
use mapc::{Files, Options, Output, Sources, paths};

use super::text::{self, Choices};
use crate::cli::args::Dump;
use crate::cli::exit::Exit;
use crate::cli::write::Prepared;
use crate::cli::{disk, sources, terminal};

/// Codes after which nothing remains to be decided, beside those of the dump itself.
const HOPELESS: &[&str] = &["dms/not-a-source", "dms/unsupported-table"];

/// The bytes of a dump in which its dialect is looked for.
const LOOKED_AT: usize = 100_000;

/// Wherever the mapping looks for its schema, it finds the dump: its folder may not be there yet.
struct OneFile(Vec<u8>);

impl Files for OneFile {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.clone())
    }

    fn open(&self, _: &str) -> Result<Box<dyn Read + '_>, String> {
        Ok(Box::new(&*self.0))
    }
}

/// Writes the mapping to `folder`, and overwrites nothing.
pub fn run(folder: &Path, dump: &Path, choice: &Dump) -> Result<Exit> {
    let shown = sources::name(dump)?;
    let bytes = disk::read(dump).map_err(|why| anyhow!("`{shown}` cannot be read: {why}"))?;
    let (schema, content) = read(dump, &shown, &bytes, choice)?;
    let table = chosen(&schema, &shown, choice.table.as_deref())?;
    let path = folder.join(paths::folder(&table.name) + ".mapc");
    let name = sources::name(&path)?;
    if path.symlink_metadata().is_ok() {
        bail!("`{name}` is there already; nothing was written");
    }
    let file = seen_from(folder, dump)?;
    let guessed_schema = !is_qualified(table, &content);
    let choices = Choices { dialect: schema.dialect.word(), file, guessed_schema, ..Choices::default() };
    let (content, open) = written(table, choices, &name, OneFile(bytes))?;
    let mut prepared = Prepared::new();
    prepared.add(&path, content.as_bytes())?;
    prepared.persist()?;
    terminal::data(format!("{name}\n").as_bytes())?;
    terminal::message(&match open {
        0 => format!("next: `mapc compile {name}`\n"),
        1 => format!("next: `mapc check {name}`, which says more about the line `to decide`\n"),
        _ => format!("next: `mapc check {name}`, which says more about the {open} lines `to decide`\n"),
    });
    Ok(Exit::Fine)
}

/// The tables of the dump, and its text.
fn read(dump: &Path, shown: &str, bytes: &[u8], choice: &Dump) -> Result<(Schema, Arc<String>)> {
    let Some(word) = choice.dialect.as_deref() else { bail!("{}", no_dialect(bytes)) };
    let Some(Form::Sql(dialect)) = Form::from_word(word) else {
        let words = Form::WORDS.iter().filter(|word| matches!(Form::from_word(word), Some(Form::Sql(_))));
        let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
        let meant = Form::meant(word).map_or(String::new(), |meant| format!("write `--dialect {meant}`: "));
        bail!("{meant}no dialect is called `{word}`; there is {}", words.join(", "));
    };
    let name = default_schema(dialect, dump);
    let skimmed = schema::skim(dialect, &mut &*bytes, Some(bytes.len()))
        .map_err(|why| anyhow!("`{shown}` cannot be read: {why}"))?;
    let mut texts = Texts::new();
    let id = texts.add_with_gaps(shown, skimmed.content, skimmed.gaps);
    let content = texts.get(id).content.clone();
    // What could not be read is told by the compilation below, if the mapping needs it.
    let schema = schema::read(Form::Sql(dialect), &name.as_str().into(), id, &content, &mut Diagnostics::new());
    Ok((schema, content))
}

/// What is asked for where no dialect is given, with what the first lines of the dump look like.
fn no_dialect(bytes: &[u8]) -> String {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_lowercase();
    let signs = [
        ("mysql", &["-- mysql dump", "-- mariadb dump", "phpmyadmin", "engine=", "create table `"][..]),
        ("postgres", &["-- postgresql database dump", "pg_catalog", "owner to "]),
        ("mssql", &["create table [", "set ansi_nulls", "\ngo\n", "\ngo\r"]),
        ("oracle", &["varchar2", "number("]),
    ];
    let looks = signs.iter().find(|(_, signs)| signs.iter().any(|sign| start.contains(sign)));
    match looks {
        Some((word, _)) => format!("`--from` needs `--dialect`; the dump looks like `--dialect {word}`"),
        None => "`--from` needs `--dialect`, one of mysql, postgres, oracle, mssql and sqlite".to_owned(),
    }
}

/// Whether the table's name is declared with its schema.
fn is_qualified(table: &Table, content: &str) -> bool {
    let (start, end) = (table.span.start as usize, table.span.end as usize);
    let (before, declared) = (content.get(..start).unwrap_or(""), content.get(start..end).unwrap_or(""));
    before.trim_end().ends_with('.') || declared.contains('.')
}

/// Where the dialect puts tables that are declared without a schema; for those that have none or one for each user, the name
/// of the file is as good as any.
fn default_schema(dialect: Dialect, dump: &Path) -> String {
    match dialect {
        Dialect::Postgres => "public".to_owned(),
        Dialect::SqlServer => "dbo".to_owned(),
        Dialect::MySql | Dialect::Oracle | Dialect::Sqlite => {
            dump.file_stem().and_then(|stem| stem.to_str()).unwrap_or("database").to_owned()
        }
    }
}

/// The table called `name`, or the first with a primary key.
fn chosen<'a>(schema: &'a Schema, shown: &str, name: Option<&str>) -> Result<&'a Table> {
    let is_table = |table: &&Table| table.kind == TableKind::Table;
    let Some(name) = name else {
        let mut tables = schema.tables.iter().filter(is_table);
        if tables.clone().next().is_none() {
            bail!("`{shown}` declares no table that can be read as {}", schema.dialect.title());
        }
        return tables.find(|table| table.primary_key.is_some()).with_context(|| {
            format!("no table of `{shown}` declares a primary key, which the key of an item is made of")
        });
    };
    let is_named = |table: &&Table| *table.name == *name || table.qualified() == name;
    let Some(table) = schema.tables.iter().filter(is_table).find(is_named) else {
        let near = near_miss(name, schema.tables.iter().map(|table| &*table.name));
        let help = near.map_or(String::new(), |near| format!("; there is `{near}`"));
        bail!("`{shown}` declares no table `{name}`{help}");
    };
    if table.primary_key.is_none() {
        bail!("the table `{name}` declares no primary key, which the key of an item is made of");
    }
    Ok(table)
}

/// The mapping, with what it must rely on and what remains to be decided, and how much of the latter there is.
fn written(table: &Table, mut choices: Choices, name: &str, files: OneFile) -> Result<(String, usize)> {
    let attempt = |choices: &Choices| -> Result<(String, Output)> {
        let content = text::mapping(table, choices)
            .with_context(|| format!("a name of the table `{}` cannot be written in a mapping", table.name))?;
        let sources = Sources { mappings: vec![(name.to_owned(), content.clone().into_bytes())], files: &files };
        Ok((content, mapc::compile(&sources, &Options::default())))
    };
    let (mut content, mut output) = attempt(&choices)?;
    let of_key = |finding: &&Diagnostic| finding.level == Level::Error && finding.code.name.starts_with("key/");
    if output.diagnostics.iter().any(|finding| of_key(&finding)) {
        choices.assumed = text::to_assume(table);
        (content, output) = attempt(&choices)?;
    }
    let errors: Vec<&Diagnostic> = output.diagnostics.iter().filter(|finding| finding.level == Level::Error).collect();
    let is_in_the_way = |code: &str| code.starts_with("schema/") || HOPELESS.contains(&code);
    if let Some(error) = errors.iter().find(|error| is_in_the_way(error.code.name)) {
        bail!("the dump cannot be used as it is: {} ({})", place_and_message(error, &output.texts), error.code.name);
    }
    if errors.is_empty() {
        return Ok((content, 0));
    }
    choices.open = errors.iter().map(|error| open(error)).collect();
    choices.open.dedup();
    Ok((attempt(&choices)?.0, choices.open.len()))
}

/// A finding as one line: what is wrong, and the first way out.
fn open(finding: &Diagnostic) -> String {
    let help = finding.help.first().map_or(String::new(), |help| format!("; {help}"));
    format!("{}{help} ({})", finding.message, finding.code.name)
}

fn place_and_message(finding: &Diagnostic, texts: &Texts) -> String {
    let Some(place) = &finding.place else { return visible(&finding.message) };
    let text = texts.get(place.span.text);
    if text.path.ends_with(".mapc") {
        return visible(&finding.message);
    }
    let (line, _) = texts.line_column(place.span.text, place.span.start);
    format!("line {line}: {}", visible(&finding.message))
}

/// The way from `folder`, which may not exist yet, to `file`, with `/`.
fn seen_from(folder: &Path, file: &Path) -> Result<String> {
    let (folder, file) = (real(folder)?, real(file)?);
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), file.components().collect());
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[same..].iter().map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(to[same..].iter().copied()).collect();
    sources::name(&way)
}

/// Where `path` really is; of a path that is not there yet, where it would be.
fn real(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path).map_err(|error| anyhow!(disk::reason(&error)))?;
    let there = path.ancestors().find_map(|part| part.canonicalize().ok().map(|real| (part, real)));
    Ok(match there {
        Some((part, real)) => path.strip_prefix(part).map_or(real.clone(), |rest| real.join(rest)),
        None => path,
    })
}
