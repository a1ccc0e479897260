//! One finding, and the list that every step reports to.

use super::code::{Code, Level};
use crate::text::{Name, Span};

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind.
    pub code: &'static Code,
    /// The code's level, or what a line of the mapping made of it.
    pub level: Level,
    /// What is wrong, in one line.
    pub message: String,
    /// Where; `None` where no text is to blame (a missing file, an unusable option).
    pub place: Option<Label>,
    /// Other places that belong to it.
    pub also: Vec<Label>,
    /// Why it is wrong: the rule of the service, the two rows that collide.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Vec<String>,
    /// Changes of the text that would mend it.
    pub fixes: Vec<Fix>,
    /// The mapping that was being compiled, whose levels and waivers apply.
    pub mapping: Option<Name>,
}

/// A place and, where it helps, what to see there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to see there; may be empty.
    pub text: String,
}

/// A change of a text that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: ``write `field` ``.
    pub message: String,
    /// All of it; edits do not overlap.
    pub edits: Vec<Edit>,
}

/// The replacement of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Code {
    /// A finding of this kind at `span`. The message says what is wrong: lower case, no full stop, names in backticks.
    pub fn at(&'static self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self, Some(Label { span, text: String::new() }), message.into())
    }

    /// A finding of this kind that has no place in any text.
    pub fn nowhere(&'static self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self, None, message.into())
    }
}

impl Diagnostic {
    fn new(code: &'static Code, place: Option<Label>, message: String) -> Diagnostic {
        Diagnostic {
            code,
            level: code.level,
            message,
            place,
            also: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fixes: Vec::new(),
            mapping: None,
        }
    }

    /// Says what is to be seen at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        if let Some(place) = &mut self.place {
            place.text = text.into();
        }
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.also.push(Label { span, text: text.into() });
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Adds what to write instead. Takes an `Option`, so that a near miss may be missing.
    #[must_use]
    pub fn help(mut self, text: impl Into<Option<String>>) -> Diagnostic {
        self.help.extend(text.into());
        self
    }

    /// Adds a change of the text that mends it.
    #[must_use]
    pub fn fix(mut self, message: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fixes.push(Fix { message: message.into(), edits: vec![Edit { span, text: text.into() }] });
        self
    }

    fn is_final_error(&self) -> bool {
        self.level == Level::Error && !self.code.waivable
    }
}

/// Where every step reports. A step always returns what it could make, too.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    mapping: Option<Name>,
    final_error: bool,
}

impl Diagnostics {
    /// No finding yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// No finding yet; those to come belong to `mapping`.
    pub fn of(mapping: &Name) -> Diagnostics {
        Diagnostics { mapping: Some(mapping.clone()), ..Diagnostics::default() }
    }

    /// Adds what another step reported.
    pub fn append(&mut self, other: Diagnostics) {
        self.final_error |= other.final_error;
        self.list.extend(other.list);
    }

    /// Reports one finding.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.mapping.is_none() {
            diagnostic.mapping.clone_from(&self.mapping);
        }
        self.final_error |= diagnostic.is_final_error();
        self.list.push(diagnostic);
    }

    /// Whether there is an error that no `warn` or `allow` line can take away: artefacts need not be made any more.
    pub fn has_final_error(&self) -> bool {
        self.final_error
    }

    /// Whether there is one among the findings after the first `count`.
    pub fn has_final_error_since(&self, count: usize) -> bool {
        self.list.iter().skip(count).any(Diagnostic::is_final_error)
    }

    /// What follows belongs to `mapping`, or to none.
    pub fn enter(&mut self, mapping: Option<Name>) {
        self.mapping = mapping;
    }

    /// Whether any finding forbids writing artefacts.
    pub fn any_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The findings, as reported.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Changes each finding.
    pub fn amend(&mut self, change: impl FnMut(Diagnostic) -> Diagnostic) {
        self.list = std::mem::take(&mut self.list).into_iter().map(change).collect();
    }

    /// The findings, for those who change levels or order.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }
}

/// By file and place; those without a place first. The order in which people read them.
pub(super) fn reading_order(diagnostic: &Diagnostic) -> impl Ord + use<> {
    diagnostic.place.as_ref().map(|place| (place.span.text, place.span.start, place.span.end))
}
