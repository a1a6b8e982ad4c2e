"""Reports as PDF: tagged (PDF/UA-1) and made to be kept (PDF/A-3a), with their numbers attached as JSON."""

import json
from functools import cache
from typing import Any, BinaryIO

import typst

from aigov_checklist.harmless import address
from aigov_checklist.report.blocks import (
    Block,
    Chart,
    Finding,
    Listing,
    Paragraph,
    Register,
    Report,
    Section,
    Told,
    plain,
)
from aigov_checklist.report.captions import titled
from aigov_checklist.report.directions import parts
from aigov_checklist.report.drawing import draw_svg
from aigov_checklist.report.glyphs import Writing, described, families
from aigov_checklist.report.writing import Look
from aigov_checklist.resources import data_folder

_FRONT = "areas"
"""The front of a report about a profile ends with this section; other pages have none."""

_LONGEST_SUBJECT = 70
_LONGEST_TARGET = 30_000
"""PDF/A has room for no more; a longer address stays text."""


def write(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the report as PDF."""
    stream.write(compiled(typst_inputs(report), look))


def write_page(page: Told, data: bytes, stream: BinaryIO, look: Look) -> None:
    """Write a page that is about no single profile as PDF, with `data` (JSON) attached."""
    stream.write(compiled(_inputs(page, _shortened(page.title), "", data.decode("utf-8", "replace")), look))


def compiled(inputs: dict[str, str], look: Look) -> bytes:
    """The template with these inputs as PDF.

    PDF/A-3a is PDF/A-2a, but files of any kind may be attached.
    """
    return typst.compile(
        data_folder("typst") / "report.typ",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1", "a-3a"],
        sys_inputs=inputs,
        timestamp=look.created,
    )


def typst_inputs(report: Report) -> dict[str, str]:
    """What the template reads: the report and the assessment, both as JSON, so that no text is ever code."""
    assessment = report.assessment
    return _inputs(report, _shortened(assessment.subject.name), assessment.date, assessment.to_json())


@cache
def _fonts() -> typst.Fonts:
    """The shipped fonts and no others, so that a report looks the same everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[data_folder("fonts")])


def _inputs(page: Report | Told, subject: str, date: str, data: str) -> dict[str, str]:
    return {
        "report": json.dumps(_document(page, subject, date), ensure_ascii=False),
        "attachment": "assessment.json" if isinstance(page, Report) else "data.json",
        "data": data,
    }


def _document(report: Report | Told, subject: str, date: str) -> dict[str, object]:
    """The page for the template; `subject` and `date` stand at the head of every page but the first."""
    writing, language = Writing(), report.language
    sections = [_section(section, report, writing) for section in report.sections]
    texts = {
        "title": report.title,
        "subtitle": report.subtitle,
        "subject": subject,
        "date": date,
        "contents": language.say("Contents"),
        "attached": language.say("The whole assessment as JSON")
        if isinstance(report, Report)
        else language.say("The numbers as JSON"),
    }
    shown = {key: writing.showable(text) for key, text in texts.items()}
    if writing.missing:
        sections.append(_section(_missing_signs(report, writing), report, writing))
    ids = [section.id for section in report.sections]
    return shown | {
        "sections": sections,
        "front": ids.index(_FRONT) + 1 if isinstance(report, Report) and _FRONT in ids else 0,
        "language": language.code,
        "direction": language.direction,
        "fonts": families(),
    }


def _section(section: Section, report: Report | Told, writing: Writing) -> dict[str, object]:
    blocks = [_block(block, report, writing) | {"caption": writing.showable(title)} for title, block in titled(section)]
    return {"title": writing.showable(section.title), "blocks": blocks}


def _block(block: Block, report: Report | Told, writing: Writing) -> dict[str, object]:
    """The block's fields with showable texts; addresses with where they lead, charts with their picture."""
    fields = _showable(plain(block), writing)
    match block:
        case Chart():
            fields["picture"] = draw_svg(Chart(**fields), report.language)
        case Finding():
            fields["lines"] = [(label, _isolated(text)) for label, text in fields["lines"]]
        case Listing(items=items):
            fields["items"] = [_address(item, writing) for item in items]
        case Register(citations=citations):
            for shown, citation in zip(fields["citations"], citations, strict=True):
                shown["text"] = _isolated(shown["text"])
                shown["url"] = _address(citation.url, writing)
    return {"type": type(block).__name__.lower(), **fields}


def _isolated(text: str) -> str:
    """The text with what runs the other way between signs that isolate it, so that all stands in its order."""
    return "".join(f"\u2068{part}\u2069" if is_apart else part for part, is_apart in parts(text))


def _showable(part: Any, writing: Writing) -> Any:
    """The same structure with every text in it showable."""
    match part:
        case str():
            return writing.showable(part)
        case dict():
            return {key: _showable(value, writing) for key, value in part.items()}
        case list():
            return [_showable(value, writing) for value in part]
    return part


def _address(text: str, writing: Writing) -> dict[str, str]:
    """The text, and where it leads if it is a web address."""
    target = address(text)
    return {"text": writing.showable(text), "target": target if len(target) <= _LONGEST_TARGET else ""}


def _missing_signs(report: Report | Told, writing: Writing) -> Section:
    """What had to be written out, so that a reader knows what stood there."""
    say = report.language.say
    text = say("These characters cannot be shown with the fonts of this file; their codes stand in their place:")
    names = tuple(described(sign) for sign in writing.missing)
    return Section("characters", say("Characters written as codes"), (Paragraph(text), Listing(names)))


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_SUBJECT else f"{name[:_LONGEST_SUBJECT]}…"
