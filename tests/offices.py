"""What the tests of Word, Excel and CSV share: a report on a profile made for the test, and texts that mean harm."""

import io
import json
from dataclasses import replace
from typing import Any

from aigov_checklist import Profile, assess, build_report, load_rubric, write_report
from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.report.blocks import Chart, Report

LONG_NOTE = "طويل 长 🌍 ночь " * 4_000
"""64,000 characters, and more as Excel counts them."""

HOSTILE = {
    "a formula": "=HYPERLINK(1)+cmd|' /C calc'!A1",
    "a plus": "+1+1",
    "a minus": "-2+3",
    "an at sign": "@SUM(A1)",
    "a tab before a formula": "\t=1+1",
    "a line break before a formula": "\r\n=1+1",
    "HTML": "<script>alert(1)</script> & <w:t>",
    "a javascript address": "javascript:alert(1)",
    "controls": "a\x01b\x1b[31mred\x7f \x85",
    "what XML cannot hold": "a\ufffeb\uffffc",
    "a right-to-left override": "abc\u202ecba",
    "the escape of Excel": "_x000D_ _x0041_",
    "other scripts and emoji": "إندونيسيا 印度尼西亚 👩🏽\u200d💻 𠮷",
}


def report_on(responses: dict[str, Any], language: Language = ENGLISH, **changes: Any) -> Report:
    """The report on a country that has answered this and nothing else."""
    document = {
        "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": {"id": "XYZ", "name": "Someland", "kind": "country"},
        "responses": responses,
    }
    rubric = load_rubric("gaigap-2025")
    profile = Profile.model_validate_json(json.dumps(document | changes))
    return build_report(assess(profile, rubric), profile, rubric, language=language)


def hostile_report(text: str) -> Report:
    """A report in which strangers say the text wherever they can."""
    item = {"title": text, "document": text, "issuer": text, "note": text}
    review = {"decision": "confirmed", "comment": text, "reviewer": text}
    target = {"level": 3, "owner": text, "note": text}
    answer = {"level": 1, "note": text, "reply": text, "review": review, "target": target, "evidence": [item]}
    subject = {"id": "XYZ", "name": text, "kind": "country"}
    return report_on({"std.bodies": answer, "seize.sdg": {"not_applicable": text}}, subject=subject, statement=text)


def without_charts(report: Report) -> Report:
    """The same report without its pictures, which take longer to draw than all the rest to write."""
    sections = (
        section._replace(blocks=tuple(block for block in section.blocks if not isinstance(block, Chart)))
        for section in report.sections
    )
    return replace(report, sections=tuple(sections))


def written(report: Report, style: str, **options: Any) -> bytes:
    """The bytes of the report in a format."""
    stream = io.BytesIO()
    write_report(report, stream, format=style, **options)
    return stream.getvalue()


def squeezed(text: str) -> str:
    """The text without its spaces, to be found again wherever lines are broken."""
    return "".join(text.split())
