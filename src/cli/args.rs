//! The arguments of each command. Their doc comments are the help texts, so they name only what exists.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Compiles mappings of relational tables into what every stage of a migration needs.
#[derive(Debug, Parser)]
#[command(name = "mapc", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 fine, 1 findings of level error, 2 wrong usage or a file that cannot be read or written."
)]
pub struct Cli {
    /// The command.
    #[command(subcommand)]
    pub command: Command,

    /// How findings are written: for people, one JSON object a line, commands that GitHub shows at the lines, or one document
    /// of SARIF
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    pub message_format: MessageFormat,

    /// When to use colours.
    #[command(flatten)]
    pub color: colorchoice_clap::Color,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    // Comments on values would give `--help` another form than `-h`.
    Human,
    Json,
    Github,
    Sarif,
}

/// What `mapc` can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compile mappings and write the artefacts of their stages
    Compile(CompileArgs),
    /// Report findings without writing anything
    Check(ProjectArgs),
    /// Give mappings their canonical form
    Fmt(FmtArgs),
    /// Run the examples of mappings
    Test(TestArgs),
    /// Print the page that a reviewer of a mapping reads
    Review(ReviewArgs),
    /// Compare two table-mapping documents of DMS by what they mean
    Diff(DiffArgs),
    /// Print the page of a code, all codes, or what a document of DMS does
    Explain(ExplainArgs),
    /// Print the JSON Schema of schemas in YAML
    Schema,
    /// Turn what is there already into a form of mapc's own
    Import(ImportArgs),
    /// Write a small project that compiles, or a first mapping of a dump
    Init(InitArgs),
    /// Print a script that completes commands and options in a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write those of all commands
    Man(ManArgs),
}

/// What is compiled together.
#[derive(Debug, Args)]
pub struct ProjectArgs {
    /// Mappings (`.mapc` files), or folders that hold some. All of one call are one project
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Environment: values of parameters from `env/NAME.yaml` beside the first PATH, or in it if it is a folder
    #[arg(long, value_name = "NAME")]
    pub env: Option<String>,

    /// Value of a parameter, such as `bucket=lake`; wins over `--env`. May be repeated
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,

    /// File that keeps allocated ids [default: `mapc.lock` beside the first PATH, or in it if it is a folder]
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
}

/// Arguments of `compile`.
#[derive(Debug, Args)]
pub struct CompileArgs {
    /// What is compiled.
    #[command(flatten)]
    pub project: ProjectArgs,

    /// Folder of the artefacts and their `manifest.json`
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,

    /// Only the artefacts of this mapping; those of the others stay as they are. May be repeated
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,

    /// Write nothing; show what is not up to date, and exit with 1 if anything is
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `test`.
#[derive(Debug, Args)]
pub struct TestArgs {
    /// What is compiled.
    #[command(flatten)]
    pub project: ProjectArgs,

    /// Also write a report as JUnit XML, for continuous integration; `-` for stdout
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
}

/// Arguments of `fmt`.
#[derive(Debug, Args)]
pub struct FmtArgs {
    /// Mappings, or folders that hold some; `-` reads from stdin and writes to stdout
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Write nothing; list what is not canonical, and exit with 1 if anything is
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// What is compiled.
    #[command(flatten)]
    pub project: ProjectArgs,

    /// Only the review of this mapping. May be repeated
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,

    /// How the page is written: as the file that `compile` writes, or for a pull request
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PageFormat::Text)]
    pub format: PageFormat,
}

/// How a review is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    Text,
    Markdown,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 both mean the same, 1 they differ, 2 wrong usage, or a file that cannot be read or is no document."
)]
pub struct DiffArgs {
    /// Document to compare with: what it alone says is marked `-`
    #[arg(value_name = "FIRST")]
    pub first: PathBuf,

    /// Document that is compared: what it alone says is marked `+`
    #[arg(value_name = "SECOND")]
    pub second: PathBuf,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A code such as `dms/pivot`
    #[arg(value_name = "CODE", conflicts_with = "document")]
    pub code: Option<String>,

    /// Say instead what this table-mapping document of DMS does, rule by rule
    #[arg(long, value_name = "FILE")]
    pub document: Option<PathBuf>,

    /// Also say what becomes of the tables of a schema, such as `oracle:shop.sql` or `yaml:shop.yaml`
    #[arg(long, value_name = "DIALECT:FILE", requires = "document")]
    pub schema: Option<String>,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "Passwords come from MYSQL_PWD or PGPASSWORD, or from --password-file; never from the URL.")]
pub struct ImportArgs {
    /// What is imported, if it is in a file.
    #[command(subcommand)]
    pub source: Option<Imported>,

    /// What is imported, if it is a running database.
    #[command(flatten)]
    pub live: ImportLiveArgs,
}

/// Arguments of `import` with a URL.
#[derive(Debug, Args)]
pub struct ImportLiveArgs {
    /// Running database whose tables are printed as a schema in YAML: mysql://USER@HOST:PORT/DATABASE or postgres:// alike;
    /// needs a build with the feature `live`
    #[arg(value_name = "URL", required = true)]
    pub url: Option<String>,

    /// Only this schema, or those of a pattern such as `shop_*` [default: the database of the URL; in PostgreSQL all of it].
    /// May be repeated
    #[arg(long = "schema", value_name = "PATTERN")]
    pub schemas: Vec<String>,

    /// Only the tables and views of this name or pattern. May be repeated
    #[arg(long = "table", value_name = "PATTERN")]
    pub tables: Vec<String>,

    /// Also say about how many rows each table has, as the server estimates it
    #[arg(long)]
    pub rows: bool,

    /// File whose first line is the password; `-` for stdin
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,

    /// Whether to speak TLS: not at all, where the server does, always, or always and with a certificate that is checked
    /// [default: verify with `--tls-ca`, else prefer]
    #[arg(long, value_enum, value_name = "MODE")]
    pub tls: Option<Tls>,

    /// File with certificates (PEM) of authorities to trust as well
    #[arg(long, value_name = "FILE")]
    pub tls_ca: Option<PathBuf>,

    /// How long connecting, and each query, may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub timeout: u32,
}

/// Whether to speak TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tls {
    Disable,
    Prefer,
    Require,
    Verify,
}

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum Imported {
    /// Print the tables of a dump or script as a schema in YAML
    Sql(ImportSqlArgs),
    /// Print a table-mapping document of DMS as a mapping
    Dms(ImportDmsArgs),
}

/// Arguments of `import dms`.
#[derive(Debug, Args)]
pub struct ImportDmsArgs {
    /// Document of table mappings, in JSON
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Database that the task reads [default: that of `--schema`, or a guess]
    #[arg(
        long,
        value_name = "DIALECT",
        value_parser = ["mysql", "postgres", "oracle", "mssql", "db2", "sybase", "mongodb", "documentdb"]
    )]
    pub dialect: Option<String>,

    /// Also say, in comments, what becomes of the tables of a schema, such as `oracle:shop.sql` or `yaml:shop.yaml`
    #[arg(long, value_name = "DIALECT:FILE")]
    pub schema: Option<String>,
}

/// Arguments of `import sql`.
#[derive(Debug, Args)]
pub struct ImportSqlArgs {
    /// Dump or script; `-` for stdin
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Database of the dump
    #[arg(long, value_name = "DIALECT", value_parser = ["mysql", "postgres", "oracle", "mssql", "sqlite"])]
    pub dialect: String,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder of the project; made when it does not exist
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,

    /// Write instead a mapping of one table of this dump, which stays where it is: through DMS to DynamoDB
    #[arg(long, value_name = "DUMP")]
    pub from: Option<PathBuf>,

    /// Which table, and in what dialect.
    #[command(flatten)]
    pub dump: Dump,
}

/// How a dump is read.
#[derive(Debug, Args)]
pub struct Dump {
    /// Database of the dump: mysql, postgres, oracle, mssql or sqlite
    #[arg(long, value_name = "DIALECT", requires = "from")]
    pub dialect: Option<String>,

    /// Table of the dump [default: the first with a primary key]
    #[arg(long, value_name = "NAME", requires = "from")]
    pub table: Option<String>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write a page for `mapc` and one for each command into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        super::Cli::command().debug_assert();
    }
}
