//! The settings of a task, and questions about those of its endpoint.
//!
//! Sources: user guide, "Target metadata task settings", "Full-load task settings".

use super::rules;
use crate::mapping::StageClause;
use crate::settings::{Form, SettingValue, Settings, Spec};
use crate::shape::Carrier;
use crate::stage::{At, Need, Wish};
use crate::value::Constant;

/// Settings in `dms { … }`.
pub(super) static TASK: &[Spec] = &[
    Spec {
        key: "migration-type",
        form: Form::Word(&["full-load", "cdc", "full-load-and-cdc"]),
        about: "what the task moves: the rows that are there, the changes, or both (the default)",
    },
    Spec {
        key: "task",
        form: Form::Text,
        about: "the task that the map is a part of, over unchecked schemas; one of its own without this line",
    },
    Spec {
        key: "selection",
        form: Form::Word(&["include", "explicit"]),
        about: "whether tables are selected by names as they are (`explicit`)",
    },
    number(
        "load-order",
        1,
        2_147_483_647,
        "when the tables of the map begin to load: those with higher numbers come first",
    ),
    Spec { key: "TargetMetadata", form: Form::Block(TARGET_METADATA), about: "the task settings of that name" },
    Spec { key: "FullLoadSettings", form: Form::Block(FULL_LOAD), about: "the task settings of that name" },
    Spec { key: "ErrorBehavior", form: Form::Block(ERROR_BEHAVIOR), about: "the task settings of that name" },
    Spec { key: "table", form: Form::Table(TABLE), about: "how one table is loaded" },
];

/// Settings in `table NAME { … }`.
static TABLE: &[Spec] = &[
    number("load-order", 1, 2_147_483_647, "when the table begins to load: those with higher numbers come first"),
    Spec {
        key: "parallel-load",
        form: Form::Choice(PARALLEL_LOAD),
        about: "in which parts the table is loaded at once",
    },
    Spec {
        key: "lob-settings",
        form: Form::List,
        about: "how large objects of the table are moved: `limited`, `unlimited` or `none`, and kilobytes",
    },
    Spec {
        key: "validate",
        form: Form::Lines,
        about: "how a column is compared when the task is validated: its name, the function of the source, that of the target",
    },
    Spec {
        key: "primary-key",
        form: Form::List,
        about: "what the key of a `primary key` line is called, and `unique-index` where it is one",
    },
];

static PARALLEL_LOAD: &[(&str, &[Spec])] = &[
    ("none", &[]),
    (
        "partitions-auto",
        &[
            number("number-of-partitions", 1, 2_147_483_647, "how many parts a collection of MongoDB has"),
            flag("collection-count-from-metadata", "whether the size of a collection is read from its metadata"),
            number(
                "max-records-skip-per-page",
                1,
                2_147_483_647,
                "documents of a collection that are skipped at a time",
            ),
            number("batch-size", 0, 2_147_483_647, "documents of a collection that come at a time"),
        ],
    ),
    ("subpartitions-auto", &[]),
    (
        "partitions-list",
        &[
            Spec { key: "partitions", form: Form::List, about: "the partitions" },
            Spec { key: "subpartitions", form: Form::List, about: "the subpartitions, of Oracle" },
        ],
    ),
    (
        "ranges",
        &[
            Spec { key: "columns", form: Form::List, about: "what divides the rows, the most significant first" },
            Spec {
                key: "boundary",
                form: Form::Lines,
                about: "where a part ends: a value for each column, a line for each part but the last",
            },
            Spec { key: "segment-names", form: Form::List, about: "the folders of the parts" },
        ],
    ),
];

static ERROR_BEHAVIOR: &[Spec] = &[Spec {
    key: MASKING_POLICY,
    form: Form::Word(&["STOP_TASK", "SUSPEND_TABLE", "IGNORE_RECORD", "LOG_ERROR"]),
    about: "what is done with a value that cannot be masked",
}];

/// What is done with a value that cannot be masked.
pub(super) const MASKING_POLICY: &str = "DataMaskingErrorPolicy";

static TARGET_METADATA: &[Spec] = &[
    flag("SupportLobs", "whether large objects are moved"),
    flag("FullLobMode", "whether large objects of any size are looked up"),
    number("LobChunkSize", 0, 102_400, "kilobytes of a piece of a large object"),
    flag("LimitedSizeLobMode", "whether large objects are cut at `LobMaxSize`"),
    number("LobMaxSize", 0, 102_400, "kilobytes after which large objects are cut"),
    number("InlineLobMaxSize", 0, 102_400, "kilobytes up to which large objects travel inside the row"),
    number("ParallelLoadThreads", 0, 200, "threads that load a table"),
    number("ParallelLoadBufferSize", 50, 1_000, "records in the buffer of a thread"),
    number("ParallelLoadQueuesPerThread", 0, 512, "queues of a loading thread"),
    number("ParallelApplyThreads", 0, 200, "threads that apply changes"),
    number("ParallelApplyBufferSize", 0, 1_000, "records in the buffer of an applying thread"),
    number("ParallelApplyQueuesPerThread", 0, 512, "queues of an applying thread"),
    flag("BatchApplyEnabled", "whether changes are applied in batches"),
];

static FULL_LOAD: &[Spec] = &[
    Spec {
        key: "TargetTablePrepMode",
        form: Form::Word(&["DO_NOTHING", "DROP_AND_CREATE", "TRUNCATE_BEFORE_LOAD"]),
        about: "what is done to a target table that exists",
    },
    flag("CreatePkAfterFullLoad", "whether keys are made after the load"),
    flag("StopTaskCachedChangesApplied", "whether the task stops after cached changes"),
    flag("StopTaskCachedChangesNotApplied", "whether the task stops before cached changes"),
    number("MaxFullLoadSubTasks", 1, 49, "tables that load at once"),
    number("TransactionConsistencyTimeout", 0, 86_400, "seconds that open transactions are waited for"),
    number("CommitRate", 1, 50_000, "records that travel together"),
];

const fn flag(key: &'static str, about: &'static str) -> Spec {
    Spec { key, form: Form::Flag, about }
}

const fn number(key: &'static str, min: i64, max: i64, about: &'static str) -> Spec {
    Spec { key, form: Form::Number { min, max }, about }
}

/// What the task of a clause moves.
pub(super) fn migration_type(clause: &StageClause) -> &'static str {
    clause.settings.word("migration-type").unwrap_or("full-load-and-cdc")
}

/// Whether the task of a clause moves changes.
pub(super) fn moves_changes(clause: &StageClause) -> bool {
    migration_type(clause) != "full-load"
}

/// The settings of the target endpoint.
pub(super) fn endpoint<'a>(at: &At<'a>) -> Option<&'a Settings> {
    (at.leaves()? == Carrier::Messages).then(|| at.next().map(|next| &next.settings))?
}

/// Whether a flag of the target endpoint is on; all are off by default.
pub(super) fn endpoint_flag(at: &At<'_>, key: &str) -> bool {
    endpoint(at).and_then(|settings| settings.flag(key)).unwrap_or(false)
}

/// Whether large objects are left out of the task.
pub(super) fn large_objects_are_off(at: &At<'_>) -> bool {
    let settings = at.settings().block("TargetMetadata");
    settings.iter().any(|setting| setting.key == "SupportLobs" && setting.value == SettingValue::Flag(false))
}

/// Whether large objects of any size are looked up by the task, or settings of the table say how they are moved.
pub(super) fn looks_objects_up(at: &At<'_>) -> bool {
    let of_task = at.settings().block("TargetMetadata").iter();
    let by_task =
        of_task.into_iter().any(|setting| setting.key == "FullLobMode" && setting.value == SettingValue::Flag(true));
    by_task || rules::lob::settings(at).is_some_and(|settings| settings.mode != "none")
}

/// Whether the block says after how many kilobytes large objects are cut.
pub(super) fn states_lob_size(at: &At<'_>) -> bool {
    at.settings().block("TargetMetadata").iter().any(|setting| setting.key == "LobMaxSize")
}

/// Whether the target wants no change but inserts.
pub(super) fn asks_for_inserts_only(at: &At<'_>) -> bool {
    at.needs.iter().any(|need| match &need.what {
        Wish::EndpointSetting { key, value } => *key == "CdcInsertsOnly" && *value == Constant::Boolean(true),
        Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::ObjectsUnder(_) => false,
    })
}

/// Whether messages hold NULLs.
pub(super) fn keeps_nulls(at: &At<'_>) -> bool {
    endpoint_flag(at, "IncludeNullAndEmpty")
}

/// What some later stage says when it wants each message on one line.
pub(super) fn one_line_is_wanted<'a>(at: &At<'a>) -> Option<&'a Need> {
    at.needs.iter().find(|need| match need.what {
        Wish::OneMessagePerLine => true,
        Wish::PartitionKey(_) | Wish::ObjectsUnder(_) | Wish::EndpointSetting { .. } => false,
    })
}
