//! Makes the converters of this folder's mapping.

fn main() -> Result<(), mapc::build_script::Failed> {
    mapc::build_script::modules(".")
}
