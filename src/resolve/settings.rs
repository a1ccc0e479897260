//! Settings: blocks are checked against what their stage declares, and merged, the narrower block winning key by key.

use super::errors;
use super::finds::Finds;
use super::of::Of;
use super::scope::Scope;
use super::texts::text;
use super::values;
use crate::diag::Diagnostics;
use crate::settings::{Form, Setting, SettingValue, Settings, Spec};
use crate::stage::Stage;
use crate::syntax::tree::{self, Ident, Item, Line, Map, Resource, StageBlock};
use crate::text::{Name, Span};
use crate::unchecked::TableSettings;

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
    of: Of<'_>,
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
    let reader = Reader { of, scope };
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
    of: Of<'s>,
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
            if let Form::Table(inner) = &spec.form {
                self.add_of_table(settings, (spec, inner), owner, line, diags);
                continue;
            }
            if let Form::Lines = &spec.form {
                self.add_line(settings, spec, line, diags);
                continue;
            }
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
                    if !is_good {
                        settings.untold.push(spec.key);
                    }
                    settings.list.extend(value.map(|value| Setting { key: spec.key, value, span: line.span }));
                    is_good
                }
            };
            if is_good {
                given.push((spec.key, line.span));
            }
        }
    }

    /// Adds the settings that a line gives to one table, where it is the mapping's. Of two lines the first counts, setting by
    /// setting: narrower blocks come first.
    fn add_of_table(
        &self,
        settings: &mut Settings,
        (spec, inner): (&'static Spec, &'static [Spec]),
        owner: &Ident,
        line: &tree::Setting,
        diags: &mut Diagnostics,
    ) {
        let (Some(block), [tree::SettingValue::Word(path)]) = (&line.block, line.values.as_slice()) else {
            diags.push(errors::setting_value(spec, line));
            return;
        };
        let specs = Specs { own: inner, of_endpoint: &[] };
        let lookup = match &self.of {
            Of::Nothing => return,
            Of::Table(lookup, _) => lookup,
            Of::Unchecked(unknown) => {
                let mut settings = Settings::default();
                self.add(&mut settings, &mut Vec::new(), &specs, &line.key, block, diags);
                let stage = owner.text.clone();
                unknown.tables.borrow_mut().push(TableSettings { stage, table: path.clone(), settings });
                return;
            }
        };
        let is_meant = match path.parts.as_slice() {
            [name] => name.text == lookup.table.name,
            [schema, name] => schema.text == lookup.table.schema && name.text == lookup.table.name,
            _ => false,
        };
        lookup.note(path.span, is_meant, errors::TABLES);
        if !is_meant {
            if !lookup.is_of_many() {
                diags.push(errors::settings_of_other_table(path, lookup.table));
            }
            return;
        }
        if !settings.list.iter().any(|setting| setting.key == spec.key) {
            let value = SettingValue::Block(Settings::default());
            settings.list.push(Setting { key: spec.key, value, span: line.span });
        }
        let earlier = settings.list.iter_mut().find(|setting| setting.key == spec.key);
        if let Some(SettingValue::Block(earlier)) = earlier.map(|setting| &mut setting.value) {
            self.add(earlier, &mut Vec::new(), &specs, &line.key, block, diags);
        }
    }

    /// Adds one of several lines of a key.
    fn add_line(&self, settings: &mut Settings, spec: &'static Spec, line: &tree::Setting, diags: &mut Diagnostics) {
        let Some(values) = self.list(spec, line, diags) else { return };
        match settings.list.iter_mut().find(|setting| setting.key == spec.key).map(|setting| &mut setting.value) {
            Some(SettingValue::Lines(lines)) => lines.push(values),
            Some(_) | None => {
                let value = SettingValue::Lines(vec![values]);
                settings.list.push(Setting { key: spec.key, value, span: line.span });
            }
        }
    }

    /// The values of a line, as texts; `None` after a finding.
    fn list(&self, spec: &'static Spec, line: &tree::Setting, diags: &mut Diagnostics) -> Option<Vec<Name>> {
        if line.block.is_some() || line.values.is_empty() {
            diags.push(errors::setting_value(spec, line));
            return None;
        }
        let values: Vec<Option<Name>> = line
            .values
            .iter()
            .map(|value| match value {
                tree::SettingValue::Word(path) => Some(word(path).into()).filter(|word: &Name| !word.is_empty()),
                tree::SettingValue::Number(digits, _) => Some(digits.clone()),
                tree::SettingValue::Text(template) => text(template, self.of.name(), self.scope, diags),
            })
            .collect();
        if values.contains(&None) {
            diags.push(errors::setting_value(spec, line));
        }
        values.into_iter().collect()
    }

    /// One of several words, with its settings.
    fn choice(
        &self,
        spec: &'static Spec,
        words: &'static [(&'static str, &'static [Spec])],
        line: &tree::Setting,
        diags: &mut Diagnostics,
    ) -> Option<SettingValue> {
        let chosen = match line.values.as_slice() {
            [tree::SettingValue::Word(path)] => words.iter().find(|(known, _)| *known == word(path)),
            _ => None,
        };
        let (Some((word, inner)), false) =
            (chosen, chosen.is_some_and(|(_, inner)| inner.is_empty() && line.block.is_some()))
        else {
            diags.push(errors::setting_value(spec, line));
            return None;
        };
        let mut settings = Settings::default();
        let specs = Specs { own: inner, of_endpoint: &[] };
        self.add(&mut settings, &mut Vec::new(), &specs, &line.key, line.block.as_deref().unwrap_or_default(), diags);
        Some(SettingValue::Choice(word, settings))
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
        if let Form::Choice(words) = &spec.form {
            return self.choice(spec, words, line, diags);
        }
        if let Form::List = &spec.form {
            return self.list(spec, line, diags).map(SettingValue::List);
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
                return text(template, self.of.name(), self.scope, diags).map(SettingValue::Text);
            }
            (Form::Word(words) | Form::WordOrTemplate(words), tree::SettingValue::Word(path)) => {
                words.iter().find(|known| **known == word(path)).map(|known| SettingValue::Word(known))
            }
            (Form::WordOrTemplate(_), tree::SettingValue::Text(template)) => {
                // Without a table (reported elsewhere) its columns cannot be looked up.
                let columns: &dyn Finds = match &self.of {
                    Of::Nothing => return None,
                    Of::Table(lookup, _) => lookup,
                    Of::Unchecked(unknown) => *unknown,
                };
                return values::parts(template, columns, diags).map(SettingValue::Template);
            }
            (Form::Flag | Form::Number { .. } | Form::Text | Form::Word(_) | Form::WordOrTemplate(_), _) => None,
            (Form::Block(_) | Form::Table(_) | Form::Choice(_) | Form::List | Form::Lines, _) => None,
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
