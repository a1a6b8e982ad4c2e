"""A rubric in several languages at once, and a form's own words in each of them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from aigov_checklist.forms.elements import Texts
from aigov_checklist.harmless import visible
from aigov_checklist.language import Language, language
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.translation import translated


class Edition(NamedTuple):
    """The rubric in one language."""

    language: Language
    rubric: Rubric


class Editions:
    """The rubric in each language of a form."""

    def __init__(self, rubric: Rubric, codes: Iterable[str]) -> None:
        self.all = tuple(Edition(language(code), translated(rubric, code)) for code in codes)

    def each(self, text: Callable[[Edition], str]) -> Texts:
        """A text of every edition, harmless and on one line: forms keep no others."""
        return {edition.language.code: " ".join(visible(text(edition)).split()) for edition in self.all}

    def say(self, message: str, /, **values: object) -> Texts:
        """A message in every language."""
        return self.each(lambda edition: edition.language.say(message, **values))

    def of(self, leaf: Indicator, text: Callable[[Indicator], str]) -> Texts:
        """A text of an indicator in every language."""
        return self.each(lambda edition: text(edition.rubric.indicators[leaf.id]))
