"""What is asked about a requirement of CISO Assistant: one question, whose choice is the score where levels are."""

from functools import partial
from typing import Any

from aigov_checklist.exchange.ciso_editions import Edition, Editions, Texts, first
from aigov_checklist.models.measure import Choice, ChoiceMeasure, QuantityMeasure
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.models.scale import Level

Question = dict[str, Any]


def questions(leaf: Indicator, node: str, rubric: Rubric, editions: Editions) -> dict[str, Question]:
    """The question about an indicator under its URN.

    No choice says what is compliant: a level is a degree, and where it would be enough is for nobody here to say.
    """
    urn = f"{node}:question:1"
    match leaf.measure:
        case ChoiceMeasure():
            choices = [
                {"urn": f"{urn}:choice:{at}", **editions.texts(partial(_code, choice=choice))}
                for at, choice in enumerate(leaf.measure.choices, start=1)
            ]
            asked: Question = {"type": "unique_choice", "choices": choices}
        case QuantityMeasure():
            asked = {"type": "text"}
        case _:
            levels = enumerate(rubric.scale.levels)
            asked = {
                "type": "unique_choice",
                "choices": [_choice(leaf, level, at, urn, editions) for at, level in levels],
            }
    return {urn: asked | editions.texts(lambda edition: _text(edition.rubric.indicators[leaf.id], edition))}


def _text(leaf: Indicator, edition: Edition) -> Texts:
    text = first(leaf.question, leaf.commitment, leaf.title, leaf.id)
    unit = leaf.measure.unit if isinstance(leaf.measure, QuantityMeasure) else None
    return {"text": edition.language.say("{question} ({unit})", question=text, unit=unit) if unit else text}


def _code(edition: Edition, choice: Choice) -> Texts:  # noqa: ARG001 - codes are not translated
    return {"value": first(choice.title, choice.code), "description": choice.code}


def _choice(leaf: Indicator, level: Level, at: int, urn: str, editions: Editions) -> dict[str, Any]:
    """A level as a choice: its value is the score, its description how it looks for each kind of subject."""
    texts = editions.texts(lambda edition: _level(edition.rubric.indicators[leaf.id], edition, at))
    return {"urn": f"{urn}:choice:{at + 1}", **texts, "add_score": level.value}


def _level(leaf: Indicator, edition: Edition, at: int) -> Texts:
    say, level = edition.language.say, edition.rubric.scale.levels[at]
    country, organization = (leaf.descriptors(kind).get(str(level.value), "") for kind in ("country", "organization"))
    described = country or organization
    if country and organization and country != organization:
        described = "\n".join((say("Countries: {text}", text=country), say("Organizations: {text}", text=organization)))
    return {"value": f"{level.value}: {level.name}", "description": described}
