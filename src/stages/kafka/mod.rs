//! Apache Kafka, as DMS writes it: keeps messages in topics, in order within each partition.

mod errors;
mod key;

use crate::diag::{Code, Diagnostics};
use crate::emit::Document;
use crate::mapping::StageClause;
use crate::settings::{Form, SettingValue, Spec};
use crate::shape::{Carrier, Shape};
use crate::stage::{At, Hop, Need, Passed, Remark, ResourceForm, Sharing, Stage, Wish, Work};
use crate::text::Span;
use crate::value::Constant;

/// The stage.
pub struct Kafka;

/// Settings in `kafka { … }`. Source: service model of DMS, `KafkaSettings`.
static SETTINGS: &[Spec] = &[
    Spec {
        key: key::SETTING,
        form: Form::WordOrTemplate(&["primary-key", "schema-table", "transaction-id", "constant"]),
        about: "what decides the partition of a message; messages of one partition keep their order",
    },
    Spec { key: "Broker", form: Form::Text, about: "the brokers, `HOST:PORT`, several separated by commas" },
    Spec {
        key: "MessageMaxBytes",
        form: Form::Number { min: 1, max: 2_147_483_647 },
        about: "the most bytes of a message; a million without this line",
    },
    Spec {
        key: "SecurityProtocol",
        form: Form::Word(&["plaintext", "ssl-authentication", "ssl-encryption", "sasl-ssl"]),
        about: "how the connection is kept safe",
    },
    Spec {
        key: "SaslMechanism",
        form: Form::Word(&["scram-sha-512", "plain"]),
        about: "how DMS proves who it is, with `SecurityProtocol sasl-ssl`",
    },
];

impl Stage for Kafka {
    fn name(&self) -> &'static str {
        "kafka"
    }

    fn title(&self) -> &'static str {
        "Apache Kafka"
    }

    fn codes(&self) -> &'static [&'static Code] {
        errors::CODES
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::Name("a topic")
    }

    fn sharing(&self) -> Sharing {
        Sharing::Mixed
    }

    fn settings(&self) -> &'static [Spec] {
        SETTINGS
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Messages]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Arrived]
    }

    fn needs(&self, at: &At<'_>, diags: &mut Diagnostics) -> Vec<Need> {
        let mut needs = endpoint(at.clause());
        let (key, span) = key::wanted(at, diags);
        needs.push(Need { what: Wish::PartitionKey(key), by: self.name(), span });
        needs
    }

    fn needs_by_pattern(&self, clause: &StageClause) -> Option<Vec<Need>> {
        let mut needs = endpoint(clause);
        needs.extend(key::asked_for(clause));
        Some(needs)
    }

    fn pass(&self, at: &At<'_>, incoming: &Shape, _taken: &[Work], diags: &mut Diagnostics) -> Passed {
        errors::check_topic(at.clause(), diags);
        errors::check_protocol(at.clause(), diags);
        let remarks = vec![
            Remark::note("messages of one partition keep their order"),
            Remark::relied_on("the engine is 3.4.6 or newer: older ones know one topic for a task"),
            Remark::relied_on("the brokers make topics by themselves, or the topic is there"),
        ];
        Passed { shape: Shape { carrier: Carrier::Arrived, ..incoming.clone() }, losses: Vec::new(), remarks }
    }

    /// Nothing of its own: topics are named by the task, and the connection by its endpoint.
    fn emit(&self, _at: &At<'_>, _hop: &Hop, _numbers: &[u32]) -> Vec<Document> {
        Vec::new()
    }
}

/// The settings of the endpoint: the topic where there is one for all tables, and what the block says.
fn endpoint(clause: &StageClause) -> Vec<Need> {
    let need = |key, value, span: Span| Need { what: Wish::EndpointSetting { key, value }, by: "kafka", span };
    let mut needs = Vec::new();
    if let Some(resource) = clause.resource.as_ref().filter(|resource| !resource.per_table)
        && let Some(topic) = resource.parts.first()
    {
        needs.push(need("Topic", Constant::Text(topic.clone()), resource.span));
    }
    for setting in clause.settings.list.iter().filter(|setting| setting.key != key::SETTING) {
        let known = SETTINGS.iter().any(|spec| spec.key == setting.key);
        let value = match &setting.value {
            SettingValue::Number(number) => Constant::Number(number.to_string().into()),
            SettingValue::Text(text) => Constant::Text(text.clone()),
            SettingValue::Word(word) => Constant::Text((*word).into()),
            SettingValue::Flag(flag) => Constant::Boolean(*flag),
            SettingValue::Template(_)
            | SettingValue::Block(_)
            | SettingValue::Choice(..)
            | SettingValue::List(_)
            | SettingValue::Lines(_) => continue,
        };
        // What stands in its block for the stage before it, that stage reads itself.
        if known {
            needs.push(need(setting.key, value, setting.span));
        }
    }
    needs
}
