//! Streams that are topics of Kafka.
//!
//! Source: user guide, "Using Apache Kafka as a target"; service model of DMS, `KafkaSettings`.

use crate::mapping::StageClause;

/// The topic of a target that keeps messages in topics.
pub(crate) fn topic(target: &StageClause) -> Option<String> {
    let resource = target.resource.as_ref().filter(|_| is_of_topics(target.stage))?;
    Some(resource.parts.first()?.to_string())
}

/// Where DMS writes messages for which neither a rule nor the endpoint names a topic.
pub(crate) const DEFAULT_TOPIC: &str = "kafka-default-topic";

/// The key of the topic in the settings of the endpoint.
pub(crate) const TOPIC: &str = "Topic";

/// What the rule says so that a topic keeps its case: DMS makes small letters of it otherwise.
pub(crate) fn keeps_case(topic: &str) -> Option<bool> {
    topic.chars().any(char::is_uppercase).then_some(true)
}

/// Whether an engine keeps messages in topics, of which a task may write to several.
fn is_of_topics(engine: &str) -> bool {
    engine == "kafka"
}

/// The member of the input that holds the settings of a stream's engine.
pub(super) fn member_of(engine: &str) -> &'static str {
    if is_of_topics(engine) { "KafkaSettings" } else { "KinesisSettings" }
}
