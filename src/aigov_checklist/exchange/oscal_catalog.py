"""A rubric as an OSCAL catalog: areas as groups, indicators as controls."""

from collections.abc import Iterator

from aigov_checklist.conditions import in_words
from aigov_checklist.exchange.identity import NAMESPACE, catalog_uuid, midnight, token
from aigov_checklist.exchange.markup import bullets, line_text, paragraphs, prose_text
from aigov_checklist.exchange.oscal import (
    Part,
    document_resource,
    document_uuid,
    metadata,
    prop,
    props,
    reference,
    rubric_props,
    title,
    whole,
)
from aigov_checklist.models.measure import ChoiceMeasure, QuantityMeasure
from aigov_checklist.models.rubric import Area, Indicator, Rubric

_LIMITS = (
    "Alignment is measured with what the source asks, by degree; it is neither compliance nor merit. Statements are in "
    "the rubric's words; the property source-status says how well the source of each is attested. The last change is "
    "the newest day of the rubric's changelog, or of its source documents where that names none, or one that was asked "
    "for."
)


def oscal_catalog(rubric: Rubric, *, day: str | None = None) -> Part:
    """The catalog; `day` is its last change, see `last_days`. Raises UsageError if there is no such day."""
    return {
        "catalog": whole(
            uuid=catalog_uuid(rubric),
            metadata=metadata(
                title(rubric.label, rubric.id),
                version=rubric.version,
                modified=midnight([day] if day else last_days(rubric)),
                revisions=list(_revisions(rubric)),
                found=_settings(rubric),
                remarks=paragraphs(prose_text(rubric.summary or ""), _LIMITS),
            ),
            groups=[_group(area, rubric) for area in rubric.areas],
            back_matter=whole(resources=[document_resource(rubric, document) for document in rubric.documents]),
        )
    }


def objective_id(name: str) -> str:
    """The id of what is asked about a control."""
    return _part_id(name, "objective")


def last_days(rubric: Rubric) -> list[str]:
    """The days of a rubric's changes; where it dates none, those of its source documents."""
    changes = [change.date for change in rubric.changes if change.date]
    return changes or [document.date for document in rubric.documents if document.date]


def _revisions(rubric: Rubric) -> Iterator[Part]:
    """The rubric's changes, a revision a version, in the order of its changelog."""
    for version in dict.fromkeys(change.version for change in rubric.changes):
        changes = [change for change in rubric.changes if change.version == version]
        yield whole(
            version=version,
            props=props(*(prop("change", change.of_class) for change in changes)),
            remarks=paragraphs(*(prose_text(change.note) for change in changes)),
        )


def _settings(rubric: Rubric) -> Iterator[Part | None]:
    yield from rubric_props(rubric)
    yield prop("language", rubric.language)
    yield prop("licence", rubric.licence)
    for status, meaning in rubric.provenance.items():
        yield prop("source-status-meaning", meaning, kind=status)
    for level in rubric.scale.levels:
        yield prop("level", level.value, remarks=paragraphs(line_text(level.name), prose_text(level.criterion or "")))
        yield prop("level-points", f"{level.points:g}", kind=f"level-{level.value}")
    for band in rubric.grading.bands:
        yield prop("band", band.id, remarks=line_text(band.title))
        yield prop("band-from", f"{band.start:g}", kind=band.id)
    yield prop("minimum-coverage", f"{rubric.minimum_coverage:g}")
    yield prop("evidence-from-level", rubric.evidence.from_level)


def _group(area: Area, rubric: Rubric) -> Part:
    return whole(
        id=token(area.id),
        class_="area",
        title=title(area.label, area.id),
        props=props(
            whole(name="label", value=area.id),
            prop("number", area.number),
            prop("weight", f"{area.weight:g}"),
            prop("title-status", area.title_status),
            *(prop("title", text, kind=code) for code, text in area.titles.items()),
        ),
        parts=_parts(_text_part(area.id, "overview", area.aim)),
        groups=[_group(inner, rubric) for inner in area.areas],
        controls=[_control(leaf, rubric) for leaf in area.indicators],
    )


def _control(leaf: Indicator, rubric: Rubric) -> Part:
    documents = {document.id: document for document in rubric.documents}
    source = documents.get(leaf.source.document) if leaf.source else None
    return whole(
        id=token(leaf.id),
        class_="indicator",
        title=title(leaf.label, leaf.id),
        props=props(*_facts(leaf)),
        links=[
            *([{"href": reference(document_uuid(rubric, source)), "rel": "reference"}] if source else []),
            *({"href": reference(token(name)), "rel": "moved-to"} for name in _successors(leaf)),
        ],
        parts=_parts(
            _text_part(leaf.id, "statement", leaf.commitment or leaf.label),
            _text_part(leaf.id, "guidance", leaf.guidance),
            _text_part(leaf.id, "why", leaf.why, own=True),
            _objective(leaf, rubric),
            _evidence(leaf),
        ),
    )


def _successors(leaf: Indicator) -> tuple[str, ...]:
    return leaf.retired.replaced_by if leaf.retired else ()


def _facts(leaf: Indicator) -> Iterator[Part | None]:
    yield whole(name="label", value=leaf.id)
    for alias in leaf.aliases:
        yield whole(name="alt-identifier", value=alias)
    if leaf.retired:
        yield whole(name="status", value="withdrawn", remarks=prose_text(leaf.retired.reason))
        yield prop("retired-in", leaf.retired.version)
    if leaf.planned:
        yield prop("planned-from", leaf.planned.start, remarks=prose_text(leaf.planned.reason or ""))
    yield prop("tier", leaf.tier)
    yield prop("weight", f"{leaf.weight:g}")
    if leaf.source:
        yield prop("source-status", leaf.source.source_status, remarks=prose_text(leaf.source.note or ""))
        yield prop("source-document", leaf.source.document)
        yield prop("source-locator", leaf.source.locator)
    for name, values in (
        ("applies-to", leaf.applies_to),
        ("asked-of", leaf.asked_of),
        ("principle", leaf.principles),
        ("sdg", leaf.sdgs),
        ("tag", leaf.tags),
    ):
        for value in values:
            yield prop(name, value)
    yield prop("measure", leaf.measure.type)
    yield prop("needs-evidence", "yes" if leaf.needs_evidence else "no")
    if leaf.asked_when:
        yield prop("asked-when", in_words(leaf.asked_when))


def _objective(leaf: Indicator, rubric: Rubric) -> Part:
    """The question, with what each answer to it looks like."""
    return whole(
        id=objective_id(leaf.id),
        name="assessment-objective",
        prose=prose_text(leaf.question or "") or title(leaf.commitment, leaf.label, leaf.id),
        parts=list(_answers(leaf, rubric)),
    )


def _answers(leaf: Indicator, rubric: Rubric) -> Iterator[Part]:
    match leaf.measure:
        case ChoiceMeasure():
            for choice in leaf.measure.choices:
                points = None if choice.points is None else prop("points", f"{choice.points:g}")
                yield _answer("choice", choice.title or choice.code, props(prop("code", choice.code), points))
        case QuantityMeasure():
            ends = {"low": leaf.measure.low, "high": leaf.measure.high, "full": leaf.measure.full}
            found = props(
                *(prop(name, f"{number:g}") for name, number in ends.items()),
                prop("transform", leaf.measure.transform),
                prop("clip", "yes" if leaf.measure.clip else "no"),
            )
            yield _answer("quantity", leaf.measure.unit or "number", found)
        case _:
            names = {str(level.value): level.name for level in rubric.scale.levels}
            for kind, texts in leaf.levels.items():
                for value, text in texts.items():
                    part = _answer("level", text, props(prop("level", value)))
                    yield part | whole(class_=kind, title=title(names.get(value), value))


def _answer(name: str, text: str, found: list[Part]) -> Part:
    return whole(name=name, ns=NAMESPACE, props=found, prose=prose_text(text))


def _evidence(leaf: Indicator) -> Part | None:
    objects = bullets(leaf.evidence)
    if not objects:
        return None
    return whole(
        id=_part_id(leaf.id, "evidence"),
        name="assessment-method",
        props=[{"name": "method", "value": "EXAMINE"}],
        parts=[{"name": "assessment-objects", "prose": objects}],
    )


def _text_part(name: str, part: str, text: str | None, *, own: bool = False) -> Part | None:
    prose = prose_text(text or "")
    return whole(id=_part_id(name, part), name=part, ns=NAMESPACE if own else None, prose=prose) if prose else None


def _parts(*found: Part | None) -> list[Part]:
    return [part for part in found if part]


def _part_id(name: str, part: str) -> str:
    """The id of a part; two underscores stand in no id of ours, so it is nobody else's."""
    return f"{token(name)}__{part}"
