"""A row of a table as an indicator: what is asked, how it is answered, and what is said about it."""

from typing import Any

from aigov_checklist.authoring.row_cells import RowCells
from aigov_checklist.authoring.row_measures import measure_of
from aigov_checklist.authoring.words import LEVEL
from aigov_checklist.importing.entries import number_of
from aigov_checklist.message import Message
from aigov_checklist.readers.places import shortened

Document = dict[str, Any]

_TEXTS = ("commitment", "question", "why", "guidance")


def indicator_of(row: RowCells, indicator_id: str, language: str) -> Document:
    """The indicator of a row, as the keys of a rubric in their usual order; what is wrong with it, is told.

    Its tags and the document of its source are still as the table names them.
    """
    found: Document = {"id": indicator_id, "title": row.text("title")}
    texts = {key: row.text(key) for key in _TEXTS}
    found |= {"commitment": texts["commitment"], "source": _source(row), "question": texts["question"]}
    found |= {"why": texts["why"], "asked_of": row.words("asked_of"), "applies_to": _kinds(row)}
    found |= {"tier": row.word("tier", "tiers"), "weight": row.number("weight")}
    found["measure"] = measure = measure_of(row, language)
    needed = row.word("needs_evidence", "truths")
    found["needs_evidence"] = None if needed is None else needed == "true"
    found |= {"principles": row.words("principles"), "sdgs": _goals(row), "tags": row.words("tags")}
    found |= {"guidance": texts["guidance"], "evidence": row.items("evidence"), "levels": _levels(row, measure)}
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _levels(row: RowCells, measure: Document | None) -> Document:
    texts = {key.removeprefix(LEVEL): row.text(key) for key in row.cells if key.startswith(LEVEL)}
    filled = {value: text for value, text in sorted(texts.items(), key=lambda item: int(item[0])) if text}
    if filled and measure is not None and measure["type"] != "levels":
        first = f"{LEVEL}{next(iter(filled))}"
        message = Message("There are texts for levels, but the question is not answered with a level.")
        hint = Message("Empty these cells, or write levels into the column 'type'.")
        row.found.error("levels-without-ladder", message, hint, place=row.place_of(first))
    return {"all": filled} if filled else {}


def _source(row: RowCells) -> Document | None:
    """Where the commitment stands: "Charter, article 5" is a document and a place in it."""
    document, locator = row.text("source"), row.text("locator")
    if not document:
        if locator or row.text("source_status"):
            message = Message("The document is not named that this is a place in.")
            row.found.error(
                "no-document", message, Message("Name it in a column 'source'."), place=row.place_of("locator")
            )
        return None
    if not locator:
        title, _, rest = document.partition(",")
        document, locator = title.strip(), rest.strip() or title.strip()
    return {"document": document, "locator": locator, "source_status": row.text("source_status") or "unverified"}


def _kinds(row: RowCells) -> list[str]:
    kinds = list(dict.fromkeys(row.known_words("applies_to", "kinds")))
    return [] if "both" in kinds else sorted(kinds)


def _goals(row: RowCells) -> list[int]:
    """Numbers of Sustainable Development Goals: 4, 16 or SDG 4; SDG 16."""
    goals = []
    for word in row.words("sdgs"):
        number = number_of(word.upper().removeprefix("SDG").removeprefix("TPB").strip())
        if isinstance(number, int) and 1 <= number <= 17:
            goals.append(number)
        else:
            message = Message("{text!r} is no Sustainable Development Goal.", text=shortened(word))
            hint = Message("Write numbers from 1 to 17, with commas between them.")
            row.found.error("not-a-goal", message, hint, place=row.place_of("sdgs"))
    return goals
