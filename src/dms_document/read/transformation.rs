//! Transformation rules.

use super::fields::{Fields, Reading, refused_word};
use crate::dms_document::errors;
use crate::dms_document::model::{BeforeImage, DataType, PrimaryKey, Transformation};

/// What a transformation rule says beside its locator.
pub fn transformation(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Transformation {
    let action = fields.word("rule-action", reading);
    match &action {
        None => reading.diags.push(errors::missing_key(fields.span, "a transformation rule", "rule-action")),
        Some(_) => refused_word(&action, "rule-action", reading),
    }
    Transformation {
        action,
        target: fields.word("rule-target", reading),
        value: fields.text("value", reading),
        old_value: fields.text("old-value", reading),
        expression: fields.given("expression", reading),
        data_type: data_type(fields, reading),
        primary_key: primary_key(fields, reading),
        before_image: before_image(fields, reading),
    }
}

fn data_type(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<DataType> {
    let mut fields = fields.object("data-type", "a data type", reading)?;
    let data_type = DataType {
        word: fields.given("type", reading),
        length: fields.given("length", reading),
        precision: fields.given("precision", reading),
        scale: fields.given("scale", reading),
        span: fields.span,
    };
    fields.finish(reading);
    Some(data_type)
}

fn primary_key(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<PrimaryKey> {
    let mut fields = fields.object("primary-key-def", "the definition of a key", reading)?;
    let key = PrimaryKey {
        name: fields.text("name", reading),
        origin: fields.text("origin", reading),
        columns: fields.texts("columns", reading),
        span: fields.span,
    };
    fields.finish(reading);
    Some(key)
}

fn before_image(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<BeforeImage> {
    let mut fields = fields.object("before-image-def", "the definition of old values", reading)?;
    let image = BeforeImage {
        prefix: fields.text("column-prefix", reading),
        suffix: fields.text("column-suffix", reading),
        filter: fields.word("column-filter", reading),
        span: fields.span,
    };
    fields.finish(reading);
    Some(image)
}
