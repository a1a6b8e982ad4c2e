"""A workbook to fill in: a sheet an area, one for evidence, one that counts, and one that says how."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from aigov_checklist.errors import UsageError
from aigov_checklist.forms.workbook_areas import add_area
from aigov_checklist.forms.workbook_evidence import add_evidence
from aigov_checklist.forms.workbook_introduction import add_introduction
from aigov_checklist.forms.workbook_lists import Lists
from aigov_checklist.forms.workbook_looks import Looks
from aigov_checklist.forms.workbook_material import Material
from aigov_checklist.forms.workbook_progress import add_progress
from aigov_checklist.harmless import visible
from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.message import Message
from aigov_checklist.models.rubric import Rubric

_LONGEST_PROPERTY = 255


def workbook_form(
    rubric: Rubric, document: Mapping[str, Any], *, created: datetime, language: Language = ENGLISH
) -> bytes:
    """The workbook for a profile, which may be empty but for its subject's kind; the same bytes for the same input.

    `document` is the profile as the keys of its file.  All of it is kept inside, also what no sheet shows.  Raises
    UsageError if nothing is asked of such a subject.
    """
    material = Material(document, rubric, language)
    if not material.areas:
        raise UsageError(
            Message(
                "Nothing here is asked of {kind} in the tier {tier}.",
                kind=material.stamp.kind,
                tier=material.stamp.tier,
            )
        )
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(written, options)
    book.set_properties(
        {
            "title": visible(material.words.rubric.label)[:_LONGEST_PROPERTY],
            "author": "aigov-checklist",
            "created": created.astimezone(UTC).replace(tzinfo=None),
        }
    )
    looks = Looks(book, language)
    names = (material.introduction, material.progress, *(area.name for area in material.areas), material.evidence)
    sheets = {name: book.add_worksheet(name) for name in names}
    lists = Lists(book, material, looks)
    add_introduction(sheets[material.introduction], lists, looks)
    add_progress(sheets[material.progress], lists, looks)
    for area in material.areas:
        add_area(sheets[area.name], area, lists, looks)
    add_evidence(sheets[material.evidence], lists, looks)
    lists.add_kept()
    book.close()
    return written.getvalue()
