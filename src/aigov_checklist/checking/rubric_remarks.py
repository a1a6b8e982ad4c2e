"""What is allowed in a rubric and is seldom meant: questions without words, and ladders that nobody can tell apart."""

from collections.abc import Callable, Iterator

from aigov_checklist.checking.tree import indicators_with_paths
from aigov_checklist.errors import Problem
from aigov_checklist.message import Message
from aigov_checklist.models.measure import LevelsMeasure
from aigov_checklist.models.record import Kind
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.readers.counting import countable_remarks
from aigov_checklist.readers.places import Path, json_path

Remark = Callable[[Rubric], Iterator[Problem]]

_NOT_ASKED: dict[Kind, Message] = {
    "country": Message("Countries are asked this, but the texts for its levels are for organizations only."),
    "organization": Message("Organizations are asked this, but the texts for its levels are for countries only."),
}


def rubric_remarks(rubric: Rubric) -> list[Problem]:
    """Warnings about a rubric that meets every rule; an empty list means that there is nothing to remark."""
    return countable_remarks(problem for remark in REMARKS for problem in remark(rubric))


def _questions_are_asked(rubric: Rubric) -> Iterator[Problem]:
    for leaf, path in _asked(rubric):
        if not leaf.question:
            message = Message("{indicator} has no question: forms show only its title or id.", indicator=leaf.id)
            yield _warning("no-question", message, Message("Add the key 'question'."), path)


def _levels_are_told_apart(rubric: Rubric) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for leaf, path in _asked(rubric):
        for kind, texts in leaf.levels.items():
            for value, text in texts.items():
                words = " ".join(text.casefold().split())
                here = f"{leaf.id}, level {value}"
                if words in first:
                    message = Message("This level text stands already at {place}.", place=first[words])
                    hint = Message("Say what makes this level of this indicator another one.")
                    yield _warning("same-text", message, hint, (*path, "levels", kind, value))
                first.setdefault(words, here)


def _ladders_have_no_gaps(rubric: Rubric) -> Iterator[Problem]:
    values = [str(level.value) for level in rubric.scale.levels]
    for leaf, path in _on_ladders(rubric):
        for kind, texts in leaf.levels.items():
            if missing := [value for value in values if value not in texts]:
                message = Message("There are no texts for the levels {levels} of {indicator}.",
                                  levels=", ".join(missing), indicator=leaf.id)  # fmt: skip
                hint = Message("Say what each level looks like.")
                yield _warning("level-without-text", message, hint, (*path, "levels", kind))


def _everyone_asked_has_texts(rubric: Rubric) -> Iterator[Problem]:
    has_criteria = all(level.criterion for level in rubric.scale.levels)
    for leaf, path in _on_ladders(rubric):
        if not leaf.levels and not has_criteria:
            message = Message("Nothing says what the levels of {indicator} look like.", indicator=leaf.id)
            hint = Message("Add 'levels' with a text for each, or a 'criterion' to each level of the scale.")
            yield _warning("no-level-texts", message, hint, path)
        for kind in leaf.applies_to if leaf.levels else ():
            if not leaf.descriptors(kind):
                hint = Message("Add texts for them, or take them out of 'applies_to'.")
                yield _warning("kind-without-texts", _NOT_ASKED[kind], hint, (*path, "levels"))


def _on_ladders(rubric: Rubric) -> Iterator[tuple[Indicator, Path]]:
    return ((leaf, path) for leaf, path in _asked(rubric) if isinstance(leaf.measure, LevelsMeasure))


def _asked(rubric: Rubric) -> Iterator[tuple[Indicator, Path]]:
    return ((leaf, path) for leaf, path in indicators_with_paths(rubric) if not leaf.is_retired)


def _warning(code: str, message: Message, hint: Message, path: Path) -> Problem:
    return Problem(code, message, hint, json_path(path), severity="warning")


REMARKS: tuple[Remark, ...] = (
    _questions_are_asked,
    _levels_are_told_apart,
    _ladders_have_no_gaps,
    _everyone_asked_has_texts,
)
