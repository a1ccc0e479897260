//! Makes the converters of `mappings/`.

fn main() -> Result<(), mapc::build_script::Failed> {
    mapc::build_script::modules("mappings")
}
