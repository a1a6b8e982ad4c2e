"""A report as rows of numbers and words for the columns of `fields`: what Excel and CSV both show."""

from collections.abc import Iterator

from aigov_checklist.language import Language
from aigov_checklist.lenses import LENSES
from aigov_checklist.models.assessment import AreaResult, Assessment, IndicatorResult, Score, UnderLenses
from aigov_checklist.report.blocks import Finding, Paragraph, Register, Report, Table
from aigov_checklist.report.fields import Field, remark_fields
from aigov_checklist.report.material import all_areas, score_columns
from aigov_checklist.structure import ROOT

Cell = str | int | float | bool | None
Row = dict[str, Cell]


def findings_of(report: Report) -> dict[str, Finding]:
    """The words about each indicator, by its id; a comparison has none."""
    return {block.id: block for section in report.sections for block in section.blocks if isinstance(block, Finding)}


def registers_of(report: Report) -> list[Register]:
    """The evidence registers of a report: one, or none if there is no evidence."""
    return [block for section in report.sections for block in section.blocks if isinstance(block, Register)]


def remarks_of(report: Report) -> tuple[Field, ...]:
    """The columns of all that is said about answers: those that are known, then any other label that occurs."""
    known = remark_fields(report.language)
    titles = {field.title for field in known}
    labels = dict.fromkeys(label for finding in findings_of(report).values() for label, _ in finding.lines)
    return (*known, *(Field(label, label, label, "text") for label in labels if label not in titles))


def subject_row(assessment: Assessment) -> Row:
    """Who was assessed, when, and by what."""
    subject, rubric = assessment.subject, assessment.rubric
    return {
        "subject": subject.id,
        "name": subject.name,
        "date": assessment.date,
        "rubric": rubric.id,
        "version": rubric.version,
    }


def measures(score: Score) -> Row:
    """What a score consists of, unrounded."""
    return {"value": score.value, "low": score.low, "high": score.high, "coverage": score.coverage}


def indicator_rows(report: Report) -> Iterator[Row]:
    """Every indicator in the rubric's order, with its numbers and all that is said about it."""
    findings, remarks = findings_of(report), {field.title: field.name for field in remarks_of(report)}
    for area in all_areas(report.assessment.areas):
        for result in area.indicators:
            finding = findings.get(result.id)
            lines = finding.lines if finding else ()
            yield {
                "area": area.id,
                **result.model_dump(),
                "title": finding.title if finding else None,
                "question": finding.question if finding else None,
                "evidence": ", ".join(map(str, finding.evidence)) if finding else None,
                **{remarks[label]: text for label, text in lines},
            }


def evidence_rows(report: Report) -> Iterator[Row]:
    """Every item of the evidence register."""
    for register in registers_of(report):
        for item in register.citations:
            cited_by = ", ".join(item.cited_by)
            yield {"number": item.number, "text": item.text, "url": item.url or None, "cited_by": cited_by}


def area_rows(report: Report) -> Iterator[Row]:
    """The whole, then every area, parents first, under all lenses."""
    assessment, say = report.assessment, report.language.say
    words, aims = _area_words(report), _aims(report)
    parents = {area.id: ROOT for area in assessment.areas}
    parents |= {inner.id: area.id for area in all_areas(assessment.areas) for inner in area.areas}
    whole = {"node": ROOT, "title": say("Overall"), "mean": _mean_of_areas(assessment.areas)}
    yield whole | _under_lenses(assessment.overall) | {"band": _overall_band(report)}
    for area in all_areas(assessment.areas):
        title, band = words.get(area.id, (area.title, area.declared.band))
        mean = _mean_of_areas(area.areas) if area.areas else _mean_of_indicators(area.indicators)
        row: Row = {"node": area.id, "title": title, "weight": area.weight, "mean": mean}
        row |= {"parent": parents[area.id], "aim": aims.get(area.id)}
        yield row | _under_lenses(area) | {"band": band}


def scores_shown(report: Report) -> dict[Table, tuple[Score, ...]]:
    """The tables whose cells show scores, each with the scores themselves, row by row."""
    assessment = report.assessment
    found: dict[str, list[tuple[Score, ...]]] = {
        "summary": [tuple(assessment.overall.under(lens) for lens in LENSES)],
        "areas": [tuple(area.declared for area in all_areas(assessment.areas))],
        "views": [tuple(group.declared for group in groups) for groups in assessment.views.values()],
    }
    return {
        block: scores
        for section in report.sections
        for block, scores in zip(
            _score_tables(section.blocks, report.language), found.get(section.id, []), strict=False
        )
        if len(block.rows) == len(scores)
    }


def _score_tables(blocks: tuple[object, ...], language: Language) -> list[Table]:
    headings = score_columns(language)
    return [block for block in blocks if isinstance(block, Table) and block.columns[1 : 1 + len(headings)] == headings]


def _area_words(report: Report) -> dict[str, tuple[str, str]]:
    """Title and band of each area as the report's table of areas tells them."""
    areas = all_areas(report.assessment.areas)
    tables = [
        table
        for section in report.sections
        if section.id == "areas"
        for table in _score_tables(section.blocks, report.language)
    ]
    return {area.id: (row[0], row[4]) for table in tables[:1] for area, row in zip(areas, table.rows, strict=True)}


def _aims(report: Report) -> dict[str, str]:
    """The words that stand above an area's answers."""
    return {
        section.id.removeprefix("area-"): "\n".join(words)
        for section in report.sections
        if (words := [block.text for block in section.blocks if isinstance(block, Paragraph)])
    }


def _overall_band(report: Report) -> str | None:
    tables = [
        table for table, scores in scores_shown(report).items() if scores[0] is report.assessment.overall.declared
    ]
    return tables[0].rows[0][4] if tables else report.assessment.overall.declared.band


def _under_lenses(node: UnderLenses) -> Row:
    row: Row = {f"{lens}.{name}": value for lens in LENSES for name, value in measures(node.under(lens)).items()}
    declared, evidenced = node.declared.value, node.evidenced.value
    return row | {"gap": None if declared is None or evidenced is None else declared - evidenced}


def _mean_of_areas(areas: tuple[AreaResult, ...]) -> float | None:
    """The weighted mean of the areas that have a value: what a person would recompute."""
    return _mean([(area.weight, area.declared.value) for area in areas])


def _mean_of_indicators(results: tuple[IndicatorResult, ...]) -> float | None:
    return _mean([(result.effective_weight or 0.0, result.points) for result in results])


def _mean(parts: list[tuple[float, float | None]]) -> float | None:
    counted = [(weight, value) for weight, value in parts if value is not None]
    total = sum(weight for weight, _ in counted)
    return sum(weight * value for weight, value in counted) / total if total else None
