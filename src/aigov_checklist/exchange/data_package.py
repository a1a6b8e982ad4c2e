"""A finished batch as a Data Package (version 2): what its tables hold, and how to tell that they are unchanged.

https://datapackage.org/standard/data-package/
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from aigov_checklist.errors import DocumentError, Problem, UsageError
from aigov_checklist.exchange.finished_batch import REJECTS, TABLES, Batch, Output
from aigov_checklist.exchange.score_fields import Field, ScoreFields
from aigov_checklist.harmless import visible
from aigov_checklist.language import Language, join_sentences
from aigov_checklist.loading import load_rubric
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.score_tables import MANIFEST, read_columns
from aigov_checklist.registry import known_rubrics
from aigov_checklist.signing.content import Content, content_of

PACKAGE = "datapackage.json"

Part = dict[str, Any]

_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}
_LICENCE = re.compile(r"[-a-zA-Z0-9._]+")


def rubric_of(batch: Batch, chosen: Rubric | None) -> Rubric:
    """The rubric that a batch was scored by: the one given, else the known one. Raises UsageError if it is another."""
    said = batch.rubric
    if chosen is None and said["id"] not in known_rubrics():
        raise UsageError(
            Message("The rubric {id} of this batch is not known here: name its file or folder with --rubric.",
                    id=said["id"])
        )  # fmt: skip
    rubric = load_rubric(said["id"]) if chosen is None else chosen
    if rubric.digest != said["digest"]:
        raise UsageError(
            Message(
                "The scores were made with {id} {version}, and {other} {other_version} here does not say the same. "
                "Name the one that they were made with: --rubric PATH.",
                id=said["id"],
                version=said["version"],
                other=rubric.id,
                other_version=rubric.version,
            )
        )
    return rubric


def data_package(batch: Batch, rubric: Rubric, told_in: Language, *, licence: str | None = None) -> dict[str, Part]:
    """The descriptor, and the schemas of tables in several parts, by the names of their files.

    `licence` is the one that the scores are given under, if their owner says one.  Raises UsageError for a licence
    that is no name, DocumentError for a table that is none of a batch.
    """
    if licence is not None and not _LICENCE.fullmatch(licence):
        raise UsageError(Message("{licence!r} is not the name of a licence, such as CC-BY-4.0.", licence=licence))
    # Readers give NaN for a number that a Parquet file does not hold, and NaN is within no limits.
    known = ScoreFields(rubric, told_in, with_limits=all(output.format != "parquet" for output in batch.outputs))
    tables = {name: [output for output in batch.outputs if output.table == name] for name in TABLES}
    schemas = {name: _schema(name, parts[0], batch, known) for name, parts in tables.items() if parts}
    package = {
        "$schema": _PROFILE.format("datapackage"),
        "name": f"aigov-scores-{rubric.id.lower()}",
        "title": visible(told_in.say("Scores by the rubric {title}", title=rubric.label)),
        "description": "\n\n".join(_paragraphs(batch, told_in)),
        **({"licenses": [{"name": licence}]} if licence else {}),
        "sources": list(_sources(batch, rubric)),
        "resources": [
            *(resource for name in schemas for resource in _table(name, tables[name], schemas[name], told_in)),
            *_others(batch, known),
        ],
    }
    return {PACKAGE: package} | {
        _schema_file(name): {"$schema": _PROFILE.format("tableschema"), **schema}
        for name, schema in schemas.items()
        if len(tables[name]) > 1
    }


def _paragraphs(batch: Batch, told_in: Language) -> Iterator[str]:
    say = told_in.say
    counts = {"scored": batch.scored, "rejected": batch.rejected, "engine": batch.engine}
    yield say("Profiles scored: {scored:,}; refused: {rejected:,}. Scored by aigov-checklist {engine}.", **counts)
    yield join_sentences(
        (
            say("The numbers measure alignment with what the rubric asks, neither compliance nor merit."),
            say("What is not known is empty, never zero; low and high say what it could still change."),
            say("Whether a profile is a self-assessment or a desk review stands in the profile, not here."),
        )
    )
    if any(output.format == "csv" for output in batch.outputs):
        yield say("A text that a spreadsheet could take for a formula begins with an apostrophe.")
    if not batch.is_unique:
        yield say("Some subjects stand here more than once on the same date: see {file}.", file=MANIFEST)
    if batch.changed:
        yield say("Inputs that changed while they were read: {number:,}; see {file}.", number=batch.changed,
                  file=MANIFEST)  # fmt: skip


def _sources(batch: Batch, rubric: Rubric) -> Iterator[Part]:
    yield {
        "title": visible(rubric.label),
        "version": rubric.version,
        "id": rubric.id,
        "digest": f"sha256:{batch.rubric['digest']}",
        **({"licence": visible(rubric.licence)} if rubric.licence else {}),
    }
    for document in rubric.documents:
        yield {"title": visible(document.title), **({"path": document.urls[0]} if document.urls else {})}


def _table(name: str, parts: Sequence[Output], schema: Part, told_in: Language) -> Iterator[Part]:
    """A table's resources; the schema of several parts stands once, in a file of its own."""
    title = {"scores": told_in.say("Scores"), "indicators": told_in.say("Answers and points")}[name]
    for number, part in enumerate(parts, start=1):
        own, said = (name, schema) if len(parts) == 1 else (f"{name}-{number}", _schema_file(name))
        yield _resource(own, part.path, part.content) | {"type": "table", "title": title, "schema": said}


def _schema_file(name: str) -> str:
    return f"{name}.schema.json"


def _schema(name: str, part: Output, batch: Batch, known: ScoreFields) -> Part:
    path = batch.folder / part.path
    found = {column: known.of(column) for column in read_columns(path)}
    problems = [
        Problem("unknown-column", Message("No batch writes a column {name!r}.", name=column), file=str(path))
        for column, field in found.items()
        if field is None
    ]
    if problems:
        raise DocumentError(problems)
    key = ["subject", "date"] if batch.is_unique else ["source", "line"]
    return {
        **_table_schema(field for field in found.values() if field),
        "primaryKey": [*key, *(["indicator"] if name == "indicators" else [])],
    }


def _table_schema(fields: Iterable[Field]) -> Part:
    return {"fields": list(fields), "missingValues": [""]}


def _others(batch: Batch, known: ScoreFields) -> Iterator[Part]:
    """What was refused, unless there is nothing, and the manifest."""
    say = known.told_in.say
    for output in batch.outputs:
        if output.path == REJECTS and output.content.bytes:
            schema = _table_schema(known.refused()) | {"fieldsMatch": "superset"}
            title = say("What was refused")
            yield _resource("rejects", REJECTS, output.content) | {"type": "table", "title": title, "schema": schema}
    manifest = content_of(batch.folder, MANIFEST)
    if isinstance(manifest, Problem):
        raise DocumentError([manifest])
    yield {**_resource("manifest", MANIFEST, manifest), "title": say("How the scores were made")}


def _resource(name: str, path: str, content: Content) -> Part:
    ending = path.rpartition(".")[2]
    is_text = ending != "parquet"
    return {
        "name": name,
        "path": path,
        "format": ending,
        "mediatype": _MEDIA_TYPES[ending],
        **({"encoding": "utf-8"} if is_text else {}),
        # frictionless cannot count the bytes of Parquet files, and calls those wrong that have a count.
        **({"bytes": content.bytes} if is_text else {}),
        "hash": f"sha256:{content.sha256}",
        **({"dialect": {"delimiter": ",", "lineTerminator": "\n"}} if ending == "csv" else {}),
    }
