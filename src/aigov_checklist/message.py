"""What is said to people, in English, and still to be said in another language where it is shown."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any


class Message(str):
    """A text in English that remembers its template and its values, so that `Language.tell` can say it anew.

    >>> Message("There is no key {key!r} here.", key="lvel")
    "There is no key 'lvel' here."
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> "Message":
        """The template, filled in; a value may be a message itself."""
        message = super().__new__(cls, template.format(**values) if values else template)
        message.template = template
        message.values = values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """What makes it again in another process."""
        return (self.template,), self.values

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Callable[[Any], Any]) -> Any:
        """To the schemas it is a text like any other."""
        return handler(str)


NOTHING = Message("")
"""Where nothing needs to be said."""


def all_of(words: Iterable[str]) -> str:
    """The words with "and" between them."""
    return reduce(lambda before, word: Message("{before} and {word}", before=before, word=word), words)


def one_by_one(words: Iterable[str]) -> str:
    """The words with commas between them."""
    return reduce(lambda before, word: Message("{before}, {word}", before=before, word=word), words)


def any_of(words: Iterable[str]) -> str:
    """The words with "or" between them."""
    return reduce(lambda before, word: Message("{before} or {word}", before=before, word=word), words)
