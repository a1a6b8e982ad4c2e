"""Languages: the words of reports, the direction they run in, and how a number is written."""

import gettext
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from aigov_checklist.errors import UsageError
from aigov_checklist.message import Message
from aigov_checklist.resources import data_folder
from aigov_checklist.rounding import show, show_share

DOMAIN = "aigov"
"""The name of the catalogues."""


@dataclass(frozen=True)
class Language:
    """One language: its code (ISO 639), its direction, and its catalogue of messages."""

    code: str
    catalogue: gettext.NullTranslations
    direction: Literal["ltr", "rtl"] = "ltr"

    def say(self, message: str, /, **values: object) -> str:
        """The message in this language, with the values put in; a message without translation stays English."""
        return self.catalogue.gettext(message).format(**values)

    def tell(self, text: str) -> str:
        """What was said in English where no language is known; words of others stay as they are."""
        if not isinstance(text, Message) or not text.template:
            return text
        if not text.values:
            return self.catalogue.gettext(text.template)
        values = {name: self.tell(value) if isinstance(value, str) else value for name, value in text.values.items()}
        return self.say(text.template, **values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """The message for this many of something; `{number}` stands for the count."""
        return self.catalogue.ngettext(one, many, number).format(number=number, **values)

    def number(self, value: float, decimals: int = 1) -> str:
        """A number as people read it: rounded half up, with the language's decimal sign."""
        return show(value, decimals).replace(".", self.decimal_sign)

    def share(self, share: float) -> str:
        """A share from 0 to 1 as a whole percentage, see `rounding.show_share`."""
        return show_share(share)

    @property
    def decimal_sign(self) -> str:
        """The sign between whole and tenths; the catalogue's entry for a lone full stop."""
        return self.catalogue.gettext(".")


ENGLISH = Language("en", gettext.NullTranslations())


def languages() -> tuple[str, ...]:
    """The codes of the languages that reports can be written in."""
    folder = data_folder("locale")
    return tuple(sorted({"en", *(path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))}))


def language(code: str) -> Language:
    """The language of that code. Raises UsageError if there is none."""
    if code == "en":
        return ENGLISH
    if code not in languages():
        raise UsageError(
            Message("There is no language {code!r}. There are: {known}.", code=code, known=", ".join(languages()))
        )
    return Language(code, gettext.translation(DOMAIN, data_folder("locale"), [code]))


def join_sentences(sentences: Iterable[str]) -> str:
    """Sentences one after the other; after a full-width full stop stands no space."""
    return "".join(sentence if sentence.endswith("。") else f"{sentence} " for sentence in sentences).rstrip()
