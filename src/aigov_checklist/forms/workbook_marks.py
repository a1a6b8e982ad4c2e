"""The hidden words by which the tables of a workbook are found again, wherever they were moved."""

MARK = "aigov:"
"""What every hidden heading begins with."""

STAMP, VALUE = "stamp", "value"
"""Columns of the hidden table of what the workbook was made of: the name of a part, and the part."""

FIELD = "field"
"""The column of a table about the assessment itself; the other is VALUE."""

ID, SHOWN_ID, QUESTION, LEVELS = "id", "shown-id", "question", "levels"
ANSWER, MEANING, CITED = "answer", "meaning", "cited"
REASON, NOTE, CONFIDENCE, STATUS = "reason", "note", "confidence", "status"
QUESTION_KEYS = (ID, SHOWN_ID, QUESTION, LEVELS, ANSWER, MEANING, CITED, REASON, NOTE, CONFIDENCE, STATUS)
"""Columns of a table of questions, in the order in which they are written."""

ANSWER_KEYS = (ANSWER, REASON, NOTE, CONFIDENCE)
"""Those of them that people fill in."""

ITEM, INDICATOR = "item", "indicator"
"""Columns of the table of evidence, beside EVIDENCE_PARTS: which earlier item a row held, and what it is for."""

EVIDENCE_PARTS = ("title", "url", "document", "issuer", "date", "accessed", "page", "excerpt")
"""Columns of the table of evidence that are keys of `models.profile.Evidence`."""

FIELDS = ("subject.name", "subject.id", "kind", "date")
"""What the table about the assessment holds: places in the profile."""

OURS = "ours"
"""The heading on sheets of ours that hold nothing to be read."""


def heading(key: str) -> str:
    """The hidden heading of a column."""
    return f"{MARK}{key}"


def item_mark(indicator: str, index: int) -> str:
    """What a row of evidence carries to be known as an item that the profile had before."""
    return f"{indicator}#{index}"
