//! Plans of texts in memory: what passes between the stages, which the artefacts show only in part.

use std::collections::BTreeMap;

use mapc::Files;
use mapc::diag::{Code, Diagnostics};
use mapc::plan::{self, Plan};
use mapc::resolve::{self, Context};
use mapc::schema::{self, Form};
use mapc::syntax::{self, tree::Item};
use mapc::text::Texts;

use crate::support::compile::{Memory, PATH};

/// Plans the only map of `text` and gives the plan and all findings to `look`.
///
/// # Panics
///
/// When the text has no map that can be planned.
pub fn with_plan<R>(text: &str, files: &Memory, look: impl FnOnce(&Plan<'_>, &Diagnostics) -> R) -> R {
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let id = texts.add(PATH, text);
    let tree = syntax::parse(id, text, &mut diags);
    let mut schemas = Vec::new();
    for item in &tree.items {
        let Item::Schema(line) = item else { continue };
        let form = Form::from_word(&line.dialect.text).expect("the dialect is known");
        let bytes = files.read(&line.file.value).expect("the schema is there");
        let content = String::from_utf8(bytes).expect("the schema is UTF-8");
        let id = texts.add(&*line.file.value, content.as_str());
        schemas.push(schema::read(form, &line.name.text, id, &content, &mut diags));
    }
    let mut trees = [tree];
    let fragments = resolve::fragments(&mut trees, mapc::stages::ALL, &mut diags);
    let codes: Vec<&'static Code> = mapc::codes().collect();
    let context = Context {
        schemas: &schemas,
        stages: mapc::stages::ALL,
        codes: &codes,
        params: &BTreeMap::new(),
        fragments: &fragments,
        today: None,
        texts: &texts,
    };
    let resolved = resolve::resolve(&trees, &context, &mut diags);
    let group = resolved.groups.first().expect("the text has a map");
    let mapping = group.mapping(0, &mut diags).expect("the map resolves");
    let plan = plan::plan(&mapping, mapc::stages::ALL, &mut diags);
    look(&plan, &diags)
}
