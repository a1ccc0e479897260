//! The members of one object, asked for by name.

use crate::diag::{Diagnostics, near_miss};
use crate::dms_document::errors;
use crate::dms_document::json::{Json, Kind, Member};
use crate::dms_document::model::{At, OneOf, Text};
use crate::dms_document::words::Word;
use crate::text::{Span, TextId};

/// What reading one document needs.
pub struct Reading<'d> {
    /// The document.
    pub text: TextId,
    /// Where findings go.
    pub diags: &'d mut Diagnostics,
    /// Members that hold `null`.
    pub nulls: Vec<Span>,
}

impl Reading<'_> {
    /// The place of a value.
    pub fn span(&self, json: &Json) -> Span {
        Span::new(self.text, json.span.start, json.span.end)
    }

    fn name_span(&self, member: &Member) -> Span {
        Span::new(self.text, member.name_span.start, member.name_span.end)
    }
}

/// The members of one object.
pub struct Fields<'j> {
    /// What the object is, for messages: `a selection rule`.
    what: &'static str,
    members: Vec<(&'j Member, bool)>,
    asked: Vec<&'static str>,
    /// The object.
    pub span: Span,
}

impl<'j> Fields<'j> {
    /// The members of `json`; a finding where it is no object.
    pub fn of(json: &'j Json, what: &'static str, reading: &mut Reading<'_>) -> Option<Fields<'j>> {
        let span = reading.span(json);
        let Kind::Object(list) = &json.kind else {
            reading.diags.push(errors::wrong_form(span, what, "an object", json.word()));
            return None;
        };
        let mut members: Vec<(&Member, bool)> = Vec::with_capacity(list.len());
        for member in list {
            // Objects of a document have few members, but a hostile one may have many.
            let known = members.iter().take(100).position(|(other, _)| other.name == member.name);
            match known {
                Some(at) => {
                    let first = reading.name_span(members[at].0);
                    reading.diags.push(errors::repeated_key(reading.name_span(member), &member.name, first));
                    members[at].0 = member;
                }
                None => members.push((member, false)),
            }
        }
        Some(Fields { what, members, asked: Vec::new(), span })
    }

    /// The value of this name; `null` is as good as none.
    pub fn take(&mut self, name: &'static str, reading: &mut Reading<'_>) -> Option<&'j Json> {
        self.asked.push(name);
        let (member, taken) = self.members.iter_mut().find(|(member, _)| member.name == name)?;
        *taken = true;
        if member.value.kind == Kind::Null {
            reading.nulls.push(reading.name_span(member));
            return None;
        }
        Some(&member.value)
    }

    /// A name that may stand here and says nothing.
    pub fn ignore(&mut self, name: &'static str) {
        self.asked.push(name);
        if let Some((_, taken)) = self.members.iter_mut().find(|(member, _)| member.name == name) {
            *taken = true;
        }
    }

    /// A text; numbers and truth values are taken as they are written.
    pub fn text(&mut self, name: &'static str, reading: &mut Reading<'_>) -> Option<Text> {
        let json = self.take(name, reading)?;
        scalar(json, name, reading)
    }

    /// A text; none where it is empty, as the console writes what is not given.
    pub fn given(&mut self, name: &'static str, reading: &mut Reading<'_>) -> Option<Text> {
        self.text(name, reading).filter(|text| !text.value.is_empty())
    }

    /// A word of a list. One that is not in it is kept; `unknown` says whether that is a finding.
    pub fn word<T: Word>(&mut self, name: &'static str, reading: &mut Reading<'_>) -> Option<OneOf<T>> {
        let written = self.text(name, reading)?;
        let known = T::from_word(&written.value);
        Some(OneOf { known, written })
    }

    /// The elements of a list; none where there is no list.
    pub fn list(&mut self, name: &'static str, reading: &mut Reading<'_>) -> &'j [Json] {
        let Some(json) = self.take(name, reading) else { return &[] };
        let Kind::List(elements) = &json.kind else {
            reading.diags.push(errors::wrong_form(reading.span(json), name, "a list", json.word()));
            return &[];
        };
        elements
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &'static str, reading: &mut Reading<'_>) -> Vec<Text> {
        self.list(name, reading).iter().filter_map(|json| scalar(json, name, reading)).collect()
    }

    /// The object of this name.
    pub fn object(&mut self, name: &'static str, what: &'static str, reading: &mut Reading<'_>) -> Option<Fields<'j>> {
        let json = self.take(name, reading)?;
        Fields::of(json, what, reading)
    }

    /// What nobody asked for, as texts.
    pub fn others(&mut self, reading: &Reading<'_>) -> Vec<(Text, Text)> {
        let mut list = Vec::new();
        for (member, taken) in self.members.iter_mut().filter(|(_, taken)| !*taken) {
            let Some(value) = written(&member.value) else { continue };
            *taken = true;
            let key = At { value: member.name.clone(), span: reading.name_span(member) };
            list.push((key, At { value, span: reading.span(&member.value) }));
        }
        list
    }

    /// Reports what nobody asked for.
    pub fn finish(self, reading: &mut Reading<'_>) {
        for (member, taken) in &self.members {
            if !taken {
                let near = near_miss(&member.name, self.asked.iter().copied());
                reading.diags.push(errors::unknown_key(reading.name_span(member), &member.name, self.what, near));
            }
        }
    }
}

/// What a value without parts says.
fn written(json: &Json) -> Option<String> {
    match &json.kind {
        Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
        Kind::Boolean(value) => Some(value.to_string()),
        Kind::Null | Kind::List(_) | Kind::Object(_) => None,
    }
}

/// The text of a value; numbers and truth values as they are written.
pub fn scalar(json: &Json, name: &str, reading: &mut Reading<'_>) -> Option<Text> {
    let span = reading.span(json);
    let value = written(json);
    if value.is_none() {
        reading.diags.push(errors::wrong_form(span, name, "a text", json.word()));
    }
    value.map(|value| At { value, span })
}

/// Reports a word that is not in its list, where DMS refuses such a document.
pub fn refused_word<T: Word>(word: &Option<OneOf<T>>, key: &'static str, reading: &mut Reading<'_>) {
    if let Some(OneOf { known: None, written }) = word {
        reading.diags.push(errors::unknown_word(written, key, T::ALL_WORDS));
    }
}
