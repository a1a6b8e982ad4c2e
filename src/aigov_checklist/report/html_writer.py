"""Reports as one HTML page: no script, nothing fetched, for any screen, for paper and for screen readers."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from aigov_checklist.harmless import address, visible
from aigov_checklist.report.blocks import Block, Chart, Citation, Finding, Register, Report, Told
from aigov_checklist.report.captions import titled
from aigov_checklist.report.directions import has_right_to_left, parts
from aigov_checklist.report.drawing import draw_svg
from aigov_checklist.report.writing import Look
from aigov_checklist.resources import data_folder


@dataclass(frozen=True)
class Page:
    """The compiled template, and the stylesheet with the digest that a browser knows it by."""

    template: Template
    style: Markup
    style_digest: str


def write(report: Report, stream: BinaryIO, look: Look) -> None:  # noqa: ARG001 - nothing varies here
    """Write the report as one UTF-8 HTML page."""
    stream.write(html_report(report).encode("utf-8"))


def html_report(report: Report | Told) -> str:
    """The report as one HTML page; every text is escaped by the template."""
    page, language = _page(), report.language
    return page.template.render(
        report=report,
        style=page.style,
        style_digest=page.style_digest,
        drawing=lambda chart: _drawing(chart, report),
        named=_isolating(report),
        findings={block.id for block in _blocks(report) if isinstance(block, Finding)},
        evidence={citation.number for citation in _citations(report)},
        words={"contents": language.say("Contents"), "skip": language.say("Skip to the report")},
    )


def environment() -> Environment:
    """Templates that escape every value and fail on a missing one."""
    surroundings = Environment(
        loader=FileSystemLoader(data_folder("html"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    surroundings.filters |= {"kind": _kind, "address": address, "titled": titled, "isolated": _isolated}
    return surroundings


@cache
def _page() -> Page:
    style = (data_folder("html") / "report.css").read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return Page(environment().get_template("report.html.j2"), Markup(style), f"sha256-{digest}")


def _shown(value: object) -> object:
    # The template passes every value through here before it is escaped; what is markup already stays.
    return visible(value, keep_lines=True) if type(value) is str else value


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _isolating(report: Report | Told) -> Callable[[str], str]:
    """Sentences around a name of the other direction: without an isolate, what follows the name would turn, too."""
    if isinstance(report, Told):
        return str
    name = report.assessment.subject.name
    if not has_right_to_left(name) and report.language.direction == "ltr":
        return str
    isolate = Markup("<bdi>{}</bdi>").format(visible(name))
    return lambda text: isolate.join(escape(visible(part, keep_lines=True)) for part in text.split(name))


def _isolated(text: str) -> str:
    """The text with what runs the other way isolated, so that all stands in its order."""
    if not has_right_to_left(text):
        return text
    return Markup("").join(
        Markup("<bdi>{}</bdi>" if is_apart else "{}").format(visible(part, keep_lines=True))
        for part, is_apart in parts(text)
    )


def _drawing(chart: Chart, report: Report | Told) -> Markup:
    return Markup(draw_svg(chart, report.language))


def _blocks(report: Report | Told) -> list[Block]:
    return [block for section in report.sections for block in section.blocks]


def _citations(report: Report | Told) -> list[Citation]:
    return [citation for block in _blocks(report) if isinstance(block, Register) for citation in block.citations]
