//! Settings: blocks are checked against what their stage declares, and merged, the narrower block winning key by key.

use super::errors;
use super::lookup::Lookup;
use super::scope::Scope;
use super::texts::text;
use super::values;
use crate::diag::Diagnostics;
use crate::mapping::TableName;
use crate::settings::{Form, Setting, SettingValue, Settings, Spec};
use crate::stage::Stage;
use crate::syntax::tree::{self, Ident, Item, Line, Map, Resource, StageBlock};
use crate::text::Span;

/// Reports blocks of a map that speak of a stage it does not have.
pub(super) fn check_placed(map: &Map, stages: &[Option<&'static dyn Stage>], diags: &mut Diagnostics) {
    for line in &map.body {
        let Line::Settings(block) = line else { continue };
        let placed = map.stages.iter().any(|clause| concerns(block, clause));
        // A stage that is not known was reported where the pipeline names it.
        if !placed && stages.iter().all(Option::is_some) {
            diags.push(errors::misplaced_settings(block, map));
        }
    }
}

/// Reports blocks at the top of a text that no map uses.
pub(super) fn check_shared<'t>(
    shared: &[&StageBlock],
    items: impl Iterator<Item = &'t Item>,
    scope: &Scope<'_>,
    diags: &mut Diagnostics,
) {
    let maps: Vec<&Map> = items.filter_map(|item| if let Item::Map(map) = item { Some(map) } else { None }).collect();
    for block in shared {
        if scope.stages.iter().all(|stage| stage.name() != &*block.stage.text) {
            diags.push(errors::unknown_stage(&block.stage, scope.stages));
        } else if !maps.iter().any(|map| map.stages.iter().any(|clause| concerns(block, clause))) {
            diags.push(errors::unused_settings(block));
        }
    }
}

/// Whether a block speaks of this stage of a pipeline.
pub(super) fn concerns(block: &StageBlock, clause: &tree::StageClause) -> bool {
    block.stage.text == clause.stage.text
        && block
            .resource
            .as_ref()
            .is_none_or(|resource| clause.resource.as_ref().is_some_and(|of_clause| same_resource(resource, of_clause)))
}

/// Whether two resources are written alike, places aside.
fn same_resource(one: &Resource, other: &Resource) -> bool {
    match (one, other) {
        (Resource::Path(one), Resource::Path(other)) => {
            one.parts.iter().map(|part| &part.text).eq(other.parts.iter().map(|part| &part.text))
        }
        (Resource::Text(one), Resource::Text(other)) => {
            let words = |template: &tree::Template| {
                template
                    .parts
                    .iter()
                    .map(|part| match part {
                        tree::TemplatePart::Literal(text) => (0, text.clone()),
                        tree::TemplatePart::Param(name) => (1, name.text.clone()),
                        tree::TemplatePart::Hole(..) => (2, "".into()),
                    })
                    .collect::<Vec<_>>()
            };
            words(one) == words(other)
        }
        (Resource::Path(_), Resource::Text(_)) | (Resource::Text(_), Resource::Path(_)) => false,
    }
}

/// The settings of the stage at `index` of a map's pipeline.
pub(super) fn merged(
    map: &Map,
    shared: &[&StageBlock],
    stages: &[&'static dyn Stage],
    index: usize,
    table: Option<(Lookup<'_>, &TableName)>,
    scope: &Scope<'_>,
    diags: &mut Diagnostics,
) -> Settings {
    let clause = &map.stages[index];
    let in_map = map.body.iter().filter_map(|line| if let Line::Settings(block) = line { Some(block) } else { None });
    let mut blocks: Vec<(u8, &StageBlock)> = in_map
        .map(|block| (0, block))
        .chain(shared.iter().map(|block| (2, *block)))
        .filter(|(_, block)| concerns(block, clause))
        .map(|(width, block)| (width + u8::from(block.resource.is_none()), block))
        .collect();
    blocks.sort_by_key(|(width, _)| *width);

    let before = index.checked_sub(1).map(|before| stages[before]);
    let of_endpoint: &[Spec] = match (before, stages[index].accepts()) {
        (Some(before), [carrier, ..]) => before.settings_of_next(*carrier),
        _ => &[],
    };
    let specs = Specs { own: stages[index].settings(), of_endpoint };
    let reader = Reader { table, scope };
    let mut settings = Settings::default();
    for of_one_width in blocks.chunk_by(|(one, _), (other, _)| one == other) {
        let mut given = Vec::new();
        for (_, block) in of_one_width {
            reader.add(&mut settings, &mut given, &specs, &block.stage, &block.settings, diags);
        }
    }
    settings
}

/// What may stand in a block: the stage's own settings, and those that the stage before it reads there.
struct Specs {
    own: &'static [Spec],
    of_endpoint: &'static [Spec],
}

impl Specs {
    fn all(&self) -> impl Iterator<Item = &'static Spec> + Clone {
        self.own.iter().chain(self.of_endpoint)
    }
}

struct Reader<'s, 'a> {
    table: Option<(Lookup<'s>, &'s TableName)>,
    scope: &'s Scope<'a>,
}

impl Reader<'_, '_> {
    /// Adds the settings of one block to those of narrower blocks, which win key by key, also inside blocks. `given` are the
    /// keys that blocks of this one's width gave, with their lines: none may come again.
    fn add(
        &self,
        settings: &mut Settings,
        given: &mut Vec<(&'static str, Span)>,
        specs: &Specs,
        owner: &Ident,
        lines: &[tree::Setting],
        diags: &mut Diagnostics,
    ) {
        for line in lines {
            let Some(spec) = specs.all().find(|spec| spec.key == &*line.key.text) else {
                diags.push(errors::unknown_setting(owner, &line.key, specs.all().map(|spec| spec.key)));
                continue;
            };
            if let Some((_, first)) = given.iter().find(|(key, _)| *key == spec.key) {
                diags.push(errors::setting_twice(&line.key, *first));
                continue;
            }
            let narrower = settings.list.iter_mut().find(|setting| setting.key == spec.key);
            let is_good = match narrower.map(|setting| &mut setting.value) {
                Some(SettingValue::Block(narrower)) => self.add_inner(narrower, spec, line, diags),
                // A value that does not count is not read: its columns may be those of other tables.
                Some(_) => true,
                None => {
                    let value = self.value(spec, line, diags);
                    let is_good = value.is_some();
                    settings.list.extend(value.map(|value| Setting { key: spec.key, value, span: line.span }));
                    is_good
                }
            };
            if is_good {
                given.push((spec.key, line.span));
            }
        }
    }

    /// Adds the settings in the braces of a line to those that narrower blocks gave there; `false` where the line is not of
    /// that form.
    fn add_inner(
        &self,
        settings: &mut Settings,
        spec: &'static Spec,
        line: &tree::Setting,
        diags: &mut Diagnostics,
    ) -> bool {
        let (Form::Block(specs), Some(block), []) = (&spec.form, &line.block, line.values.as_slice()) else {
            diags.push(errors::setting_value(spec, line));
            return false;
        };
        let specs = Specs { own: specs, of_endpoint: &[] };
        self.add(settings, &mut Vec::new(), &specs, &line.key, block, diags);
        true
    }

    /// The value of one setting, or `None` after a finding.
    fn value(&self, spec: &'static Spec, line: &tree::Setting, diags: &mut Diagnostics) -> Option<SettingValue> {
        if let Form::Block(_) = spec.form {
            let mut settings = Settings::default();
            return self.add_inner(&mut settings, spec, line, diags).then_some(SettingValue::Block(settings));
        }
        let (None, [value]) = (&line.block, line.values.as_slice()) else {
            diags.push(errors::setting_value(spec, line));
            return None;
        };
        let read = match (&spec.form, value) {
            (Form::Flag, tree::SettingValue::Word(path)) => match word(path) {
                "true" => Some(SettingValue::Flag(true)),
                "false" => Some(SettingValue::Flag(false)),
                _ => None,
            },
            (Form::Number { min, max }, tree::SettingValue::Number(text, _)) => {
                text.parse().ok().filter(|number| (min..=max).contains(&number)).map(SettingValue::Number)
            }
            (Form::Text, tree::SettingValue::Text(template)) => {
                return text(template, self.table.map(|(_, name)| name), self.scope, diags).map(SettingValue::Text);
            }
            (Form::Word(words) | Form::WordOrTemplate(words), tree::SettingValue::Word(path)) => {
                words.iter().find(|known| **known == word(path)).map(|known| SettingValue::Word(known))
            }
            (Form::WordOrTemplate(_), tree::SettingValue::Text(template)) => {
                // Without a table (reported elsewhere) its columns cannot be looked up.
                return values::parts(template, &self.table?.0, diags).map(SettingValue::Template);
            }
            (Form::Flag | Form::Number { .. } | Form::Text | Form::Word(_) | Form::WordOrTemplate(_), _) => None,
            (Form::Block(_), _) => None,
        };
        if read.is_none() {
            diags.push(errors::setting_value(spec, line));
        }
        read
    }
}

/// A single word; what has points is none.
fn word(path: &tree::Path) -> &str {
    match path.parts.as_slice() {
        [word] => &word.text,
        _ => "",
    }
}
