//! Our output, judged by programs of other people; each is also fed planted faults, so that one that lets everything
//! pass is noticed.

mod aws;
mod dynalite;
pub mod forms;
mod hive;
mod shipped;
