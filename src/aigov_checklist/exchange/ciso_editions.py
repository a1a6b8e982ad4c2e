"""A rubric in its own language and in those it is translated into, as CISO Assistant keeps the texts of an object."""

from collections.abc import Callable
from typing import Any, NamedTuple

from aigov_checklist.harmless import visible
from aigov_checklist.language import ENGLISH, Language, language, languages
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.translation import translated, translations_of

Texts = dict[str, str]
"""The texts of an object by CISO Assistant's names for them."""

LOCALE = r"[a-z0-9]{2}"
"""What CISO Assistant takes for the code of a language."""


class Edition(NamedTuple):
    """The rubric in one language, and the language of the words that stand around its texts."""

    code: str
    rubric: Rubric
    language: Language


class Editions(NamedTuple):
    """The rubric in its own language, then its translations."""

    own: Edition
    others: tuple[Edition, ...]

    def texts(self, said: Callable[[Edition], Texts]) -> dict[str, Any]:
        """The texts of one object, harmless and without empty ones, with what differs in a translation below them."""
        own = _harmless(said(self.own))
        others = {edition.code: _harmless(said(edition)) for edition in self.others}
        differing = {
            code: {name: text for name, text in texts.items() if name in own and text != own[name]}
            for code, texts in others.items()
        }
        translations = {code: texts for code, texts in differing.items() if texts}
        return own | ({"translations": translations} if translations else {})


def editions_of(rubric: Rubric) -> Editions:
    """The rubric in every language it has texts in."""
    around = language(rubric.language) if rubric.language in languages() else ENGLISH
    others = (code for code in languages() if code != rubric.language and translations_of(rubric, code))
    return Editions(
        Edition(rubric.language, rubric, around),
        tuple(Edition(code, translated(rubric, code), language(code)) for code in others),
    )


def first(*candidates: str | None) -> str:
    """The first of the texts in which there is something to see."""
    return next(text for text in candidates if text and text.strip())


def _harmless(texts: Texts) -> Texts:
    shown = {name: visible(text, keep_lines=True).strip() for name, text in texts.items()}
    return {name: text for name, text in shown.items() if text}
