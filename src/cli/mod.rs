//! The command line: the only place with a disk and a terminal. One file a command.
//!
//! Findings are no errors of the program: a command returns [`Exit::Findings`] for them. What keeps it from doing its
//! work (a file that cannot be read, an unusable option) is an `Err`, one sentence that ends the run with exit code 2.

mod args;
mod check;
mod compile;
mod completions;
mod diff;
mod diff_documents;
mod disk;
mod documents;
mod env;
mod examples;
mod exit;
mod explain;
mod fmt;
mod import;
mod init;
mod junit;
mod man;
mod only;
mod outputs;
mod params;
mod project;
mod publish;
mod report;
mod review;
mod schema;
mod sources;
mod stale;
mod terminal;
mod test;
mod write;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    cli.color.write_global();
    let format = cli.message_format;
    let result = match cli.command {
        Command::Compile(args) => compile::run(&args, format),
        Command::Check(args) => check::run(&args, format),
        Command::Fmt(args) => fmt::run(&args, format),
        Command::Test(args) => test::run(&args, format),
        Command::Review(args) => review::run(&args, format),
        Command::Diff(args) => diff_documents::run(&args, format),
        Command::Explain(args) => explain::run(&args, format),
        Command::Schema => schema::run(),
        Command::Import(args) => import::run(&args, format),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    match result {
        Ok(exit) => exit.code(),
        Err(error) => {
            terminal::failure(&error);
            ExitCode::from(2)
        }
    }
}
