"""What a typed line means: a command of one or two signs, or else an answer."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, NamedTuple

from aigov_checklist.language import Language
from aigov_checklist.message import NOTHING, Message

Action = Literal[
    "answer",
    "not_applicable",
    "no_information",
    "skip",
    "back",
    "note",
    "evidence",
    "jump",
    "search",
    "clear",
    "again",
    "help",
    "quit",
]


class Typed(NamedTuple):
    """What is to be done, and the text that it is to be done with."""

    action: Action
    text: str = ""


@dataclass(frozen=True)
class Command:
    """How a command is typed (in letters, or by its word) and what it does; `takes` names the text behind it."""

    action: Action
    letters: str
    does: Message
    word: Message = NOTHING
    takes: Message = NOTHING


COMMANDS = (
    Command(
        "not_applicable",
        "na",
        Message("it does not apply; the reason is required"),
        Message("n/a"),
        Message("REASON"),
    ),
    Command(
        "no_information",
        "none",
        Message("nothing was found; counts lowest and is starred"),
        takes=Message("WHERE YOU LOOKED"),
    ),
    Command("skip", "s", Message("leave it open and go on to the next open question"), Message("skip")),
    Command("back", "b", Message("go back to the question before"), Message("back")),
    Command(
        "note", "n", Message("write a note to the answer, in place of an earlier one"), Message("note"), Message("TEXT")
    ),
    Command("evidence", "e", Message("add evidence: title, address or document, date"), Message("evidence")),
    Command("jump", "j", Message("go to a question, or to an area by its id"), Message("jump"), Message("ID|NUMBER")),
    Command("search", "/", Message("list the questions in which the words stand"), Message("search"), Message("WORDS")),
    Command("clear", "c", Message("take the answer back; evidence and note stay"), Message("clear")),
    Command("help", "?", Message("show this list"), Message("help")),
    Command("quit", "q", Message("end; everything is saved"), Message("quit")),
)
"""All commands, in the order in which help lists them."""


def meaning(line: str, codes: Collection[str], language: Language) -> Typed:
    """What a line means where `codes` are the answers; they come before commands, which a colon makes commands again.

    >>> from aigov_checklist.language import ENGLISH
    >>> [meaning(line, ("a", "b"), ENGLISH).action for line in ("b", ":b", "s", "na no such market", "4")]
    ['answer', 'back', 'skip', 'not_applicable', 'answer']
    """
    text = line.strip()
    if not text:
        return Typed("again")
    if text.casefold() in {code.casefold() for code in codes}:
        return Typed("answer", text)
    first, *others = text.removeprefix(":").split(maxsplit=1) or [""]
    rest = others[0] if others else ""
    # Chinese keyboards type the signs in full width.
    first = unicodedata.normalize("NFKC", first)
    if first.startswith("/"):
        return Typed("search", f"{first[1:]} {rest}".strip())
    for command in COMMANDS:
        names = {command.letters, command.word, language.tell(command.word)}
        if first and first.casefold() in {name.casefold() for name in names} and (command.takes or not rest):
            return Typed(command.action, rest)
    return Typed("answer", text)


def hidden_commands(codes: Collection[str]) -> list[str]:
    """The letters that are answers where these are the codes, so that they need a colon to be commands."""
    return [command.letters for command in COMMANDS if command.letters in {code.casefold() for code in codes}]
