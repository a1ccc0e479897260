#!/usr/bin/env python3
"""Holds every artefact of an output folder against the service models of AWS.

    strict_walk.py OUT        reads OUT/manifest.json and checks each artefact that it lists
    strict_walk.py --version  says which botocore it uses

The models come with botocore. They are walked strictly: required and unknown members, JSON types, lengths, ranges,
enumerations and patterns; botocore's own validator ignores the last four. What an artefact is only a part of is put
into a request around it first, so that the part is judged at its place.

Prints one finding a line, `path: $.place: what is wrong`, and at the end how much was checked.
Exit: 0 no finding, 1 findings, 2 not usable (no botocore, no manifest).

Not seen by it: rules between members, the meaning of type strings, duplicates.
"""

import hashlib
import json
import re
import sys
from pathlib import Path, PurePosixPath

try:
    import botocore
    import botocore.session
except ImportError as error:
    print(f"strict_walk: {error}", file=sys.stderr)
    sys.exit(2)

ACCOUNT = "123456789012"
DMS_ARN = f"arn:aws:dms:us-east-1:{ACCOUNT}"


class Walk:
    """Collects what is wrong with one document."""

    def __init__(self):
        self.findings = []

    def wrong(self, place, what):
        self.findings.append((place, what))

    def shape(self, shape, value, place):
        kind = shape.type_name
        check = getattr(self, kind, None)
        if check is None:
            self.wrong(place, f"the model has a {kind} here, which this check does not know")
        else:
            check(shape, value, place)

    def length(self, shape, count, place):
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        if low is not None and count < low:
            self.wrong(place, f"length {count} is below {low}")
        if high is not None and count > high:
            self.wrong(place, f"length {count} is above {high}")

    def structure(self, shape, value, place):
        if not isinstance(value, dict):
            return self.wrong(place, "not an object")
        for name in shape.required_members:
            if name not in value:
                self.wrong(place, f"member {name} is missing")
        for name, member in value.items():
            if name in shape.members:
                self.shape(shape.members[name], member, f"{place}.{name}")
            else:
                self.wrong(f"{place}.{name}", "unknown member")

    def list(self, shape, value, place):
        if not isinstance(value, list):
            return self.wrong(place, "not a list")
        self.length(shape, len(value), place)
        for index, element in enumerate(value):
            self.shape(shape.member, element, f"{place}[{index}]")

    def map(self, shape, value, place):
        if not isinstance(value, dict):
            return self.wrong(place, "not an object")
        self.length(shape, len(value), place)
        for name, element in value.items():
            self.shape(shape.key, name, f"{place} key {name!r}")
            self.shape(shape.value, element, f"{place}[{name!r}]")

    def string(self, shape, value, place):
        if not isinstance(value, str):
            return self.wrong(place, "not a text")
        self.length(shape, len(value), place)
        values = getattr(shape, "enum", None)
        if values and value not in values:
            self.wrong(place, f"{value!r} is none of {', '.join(values)}")
        pattern = shape.metadata.get("pattern")
        if pattern and not python_pattern(pattern).fullmatch(value):
            self.wrong(place, f"does not match {pattern}")

    def integer(self, shape, value, place):
        if isinstance(value, bool) or not isinstance(value, int):
            return self.wrong(place, "not a whole number")
        self.range(shape, value, place)

    long = integer

    def float(self, shape, value, place):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return self.wrong(place, "not a number")
        self.range(shape, value, place)

    double = float

    def range(self, shape, value, place):
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        if (low is not None and value < low) or (high is not None and value > high):
            self.wrong(place, f"{value} is out of {low} to {high}")

    def boolean(self, shape, value, place):
        if not isinstance(value, bool):
            self.wrong(place, "not true or false")


def python_pattern(pattern):
    """A pattern of the model, which is written for Java, as Python's. One with character properties matches anything."""
    if r"\p{" in pattern:
        return re.compile("(?s).*")
    pattern = pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", "\U00010000-\U0010FFFF")
    return re.compile(re.sub(r"\\u([0-9A-Fa-f]{4})", lambda code: chr(int(code[1], 16)), pattern))


SESSION = botocore.session.get_session()


def walk(service, operation, request):
    """The findings about `request` as the input of an operation."""
    findings = Walk()
    model = SESSION.get_service_model(service).operation_model(operation)
    findings.shape(model.input_shape, request, "$")
    return findings.findings


# One function for each kind of artefact: document -> findings.


def table_input(document):
    return walk("glue", "CreateTable", {"DatabaseName": "database", "TableInput": document})


def create_table(document):
    findings = walk("dynamodb", "CreateTable", document)
    name = document.get("TableName") if isinstance(document, dict) else None
    # The model lets an ARN stand here and is wider than a table's name.
    if isinstance(name, str) and not re.fullmatch(r"[a-zA-Z0-9_.-]{3,255}", name):
        findings.append(("$.TableName", f"{name!r} is no name of a table"))
    return findings


def stream(document):
    return walk("kinesis", "CreateStream", document)


def data_format_conversion(document):
    destination = {
        "RoleARN": f"arn:aws:iam::{ACCOUNT}:role/role",
        "BucketARN": "arn:aws:s3:::bucket",
        "BufferingHints": {"SizeInMBs": 128, "IntervalInSeconds": 300},
        "DataFormatConversionConfiguration": document,
    }
    request = {"DeliveryStreamName": "stream", "ExtendedS3DestinationConfiguration": destination}
    findings = walk("firehose", "CreateDeliveryStream", request)
    place = "$.ExtendedS3DestinationConfiguration.DataFormatConversionConfiguration"
    return findings + list(conversion_parts(document, place))


def destination_update(document):
    request = {
        "DeliveryStreamName": "stream",
        "CurrentDeliveryStreamVersionId": "1",
        "DestinationId": "destinationId-000000000001",
        "ExtendedS3DestinationUpdate": document,
    }
    findings = walk("firehose", "UpdateDestination", request)
    conversion = document.get("DataFormatConversionConfiguration") if isinstance(document, dict) else None
    if conversion is None:
        return findings
    place = "$.ExtendedS3DestinationUpdate"
    size = (document.get("BufferingHints") or {}).get("SizeInMBs")
    if isinstance(size, int) and size < 64:
        findings.append((f"{place}.BufferingHints.SizeInMBs", f"{size} is below 64, though conversion is enabled"))
    if document.get("CompressionFormat", "UNCOMPRESSED") != "UNCOMPRESSED":
        findings.append((f"{place}.CompressionFormat", "chosen, though conversion is enabled"))
    return findings + list(conversion_parts(conversion, f"{place}.DataFormatConversionConfiguration"))


def conversion_parts(document, place):
    """Rules that the service answers with an error and the model does not hold: each part, and one SerDe in it."""
    if not isinstance(document, dict) or not document.get("Enabled", True):
        return
    parts = {"InputFormatConfiguration": "Deserializer", "OutputFormatConfiguration": "Serializer"}
    for part, serde in parts.items():
        chosen = (document.get(part) or {}).get(serde) or {}
        if len(chosen) != 1:
            yield f"{place}.{part}.{serde}", f"{len(chosen)} are chosen, want one"
    for member in ("RoleARN", "DatabaseName", "TableName"):
        if not (document.get("SchemaConfiguration") or {}).get(member):
            yield f"{place}.SchemaConfiguration.{member}", "missing, though conversion is enabled"


def endpoint_settings(document):
    if not isinstance(document, dict):
        return [("$", "not an object")]
    around = {"EndpointIdentifier": "target", "EndpointType": "target", "EngineName": "kinesis"}
    return walk("dms", "CreateEndpoint", {**around, **document})


def task(**texts):
    return {
        "ReplicationTaskIdentifier": "task",
        "SourceEndpointArn": f"{DMS_ARN}:endpoint:SOURCE",
        "TargetEndpointArn": f"{DMS_ARN}:endpoint:TARGET",
        "ReplicationInstanceArn": f"{DMS_ARN}:rep:INSTANCE",
        "MigrationType": "full-load-and-cdc",
        "TableMappings": "{}",
        **texts,
    }


def task_settings(document):
    findings = walk("dms", "CreateReplicationTask", task(ReplicationTaskSettings=json.dumps(document)))
    if not isinstance(document, dict) or not all(isinstance(group, (dict, list)) for group in document.values()):
        findings.append(("$", "not an object of groups of settings"))
    return findings


# The rules of a DMS document: the service keeps them as text, and no model has them.
ACTIONS = {
    "selection": {"include", "exclude", "explicit"},
    "transformation": {
        "add-column", "include-column", "remove-column", "rename", "convert-lowercase", "convert-uppercase",
        "add-prefix", "remove-prefix", "replace-prefix", "add-suffix", "remove-suffix", "replace-suffix",
        "define-primary-key", "change-data-type", "add-before-image-columns", "data-masking-digits-mask",
        "data-masking-digits-randomize", "data-masking-hash-mask",
    },
    "table-settings": None,
    "object-mapping": {"map-record-to-record", "map-record-to-document"},
    "validation": None,
    "post-processing": {"add-tag"},
}
MOST_BYTES = 2 * 1024 * 1024


def table_mappings(document):
    text = json.dumps(document)
    findings = walk("dms", "CreateReplicationTask", task(TableMappings=text))
    rules = document.get("rules") if isinstance(document, dict) else None
    if not isinstance(rules, list) or set(document) != {"rules"}:
        return findings + [("$", "not an object with the one member `rules`, a list")]
    if len(text.encode()) > MOST_BYTES:
        findings.append(("$", f"{len(text.encode())} bytes are above {MOST_BYTES}"))
    ids = set()
    for index, rule in enumerate(rules):
        findings += [(f"$.rules[{index}]{place}", what) for place, what in dms_rule(rule, ids)]
    if not any(isinstance(rule, dict) and rule.get("rule-type") == "selection" for rule in rules):
        findings.append(("$.rules", "no selection rule"))
    return findings


def dms_rule(rule, ids):
    if not isinstance(rule, dict):
        yield "", "not an object"
        return
    kind, action, number = rule.get("rule-type"), rule.get("rule-action"), rule.get("rule-id")
    if kind not in ACTIONS:
        yield ".rule-type", f"{kind!r} is none of {', '.join(ACTIONS)}"
    elif ACTIONS[kind] is not None and action not in ACTIONS[kind]:
        yield ".rule-action", f"{action!r} is no action of a {kind} rule"
    if not isinstance(number, str) or not re.fullmatch(r"[1-9][0-9]*", number):
        yield ".rule-id", f"{number!r} is not the text of a positive number"
    elif number in ids:
        yield ".rule-id", f"{number} stands twice"
    else:
        ids.add(number)
    if not isinstance(rule.get("rule-name"), str):
        yield ".rule-name", "missing"
    locator = rule.get("object-locator")
    if not isinstance(locator, dict) or not isinstance(locator.get("schema-name"), str):
        yield ".object-locator", "names no schema"


JSON_KINDS = {
    "table-input": table_input,
    "create-table": create_table,
    "stream": stream,
    "data-format-conversion": data_format_conversion,
    "destination-update": destination_update,
    "endpoint-settings": endpoint_settings,
    "task-settings": task_settings,
    "table-mappings": table_mappings,
}
# Judged elsewhere: the DDL by Hive's grammar, the review by people.
OTHER_KINDS = {"athena-ddl", "review", "rust-module"}


def no_duplicates(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"member {', '.join(twice)} stands twice in one object")
    return members


def artefact(folder, entry):
    """The findings about one entry of the manifest."""
    path = PurePosixPath(entry["path"])
    if path.is_absolute() or ".." in path.parts:
        return [("", "leads out of the folder")]
    file = folder / path
    if not file.is_file():
        return [("", "is listed and not there")]
    content = file.read_bytes()
    findings = []
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        findings.append(("", "its sha256 is not the one of the manifest"))
    check = JSON_KINDS.get(entry["kind"])
    if check is not None:
        try:
            document = json.loads(content, object_pairs_hook=no_duplicates)
        except ValueError as error:
            return findings + [("", f"no JSON: {error}")]
        findings += check(document)
    elif entry["kind"] not in OTHER_KINDS:
        findings.append(("", f"kind {entry['kind']} is not known to this check"))
    return findings


def main(arguments):
    if arguments == ["--version"]:
        print(f"botocore {botocore.__version__}")
        return 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        entries = manifest["artefacts"]
    except (OSError, ValueError, KeyError) as error:
        print(f"strict_walk: {folder / 'manifest.json'}: {error!r}", file=sys.stderr)
        return 2
    count = 0
    for entry in entries:
        for place, what in artefact(folder, entry):
            print(f"{entry['path']}: {place + ': ' if place else ''}{what}")
            count += 1
    listed = {entry["path"] for entry in entries} | {"manifest.json"}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if path not in listed:
            print(f"{path}: is not in the manifest")
            count += 1
    print(f"checked {len(entries)} artefacts: {count} findings")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
