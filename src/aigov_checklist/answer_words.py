"""An answer and its evidence in a few words of a language, each on one line."""

from aigov_checklist.language import Language
from aigov_checklist.message import Message
from aigov_checklist.models.proposal import Proposal
from aigov_checklist.models.response import Answer, Evidence


def answer_words(answer: Answer, language: Language) -> str:
    """What is answered: `level 2`, `not applicable: no such market`, `unanswered`."""
    say = language.say
    if answer.level is not None:
        return say("level {level}", level=answer.level)
    if answer.choice is not None:
        return say("choice {code}", code=answer.choice)
    if answer.quantity is not None:
        return say("quantity {number}", number=answer.quantity)
    if answer.no_information is not None:
        return say("no information: {text}", text=answer.no_information)
    if answer.not_applicable is not None:
        return say("not applicable: {text}", text=answer.not_applicable)
    return say("unanswered")


def evidence_words(item: Evidence) -> str:
    """What is cited, where it can be looked up, and from when it is."""
    return ", ".join(part for part in (item.title, item.url, item.document, item.date) if part)


def proposal_words(proposal: Proposal) -> Message:
    """What is proposed; said in a language by `Language.tell`."""
    return bounds_words(proposal.at_least, proposal.at_most)


def bounds_words(low: int | None, high: int | None) -> Message:
    """The levels between two bounds: `level 2`, `at least level 2`, `level 1 to 3`; without any it is a lead."""
    if low is None and high is None:
        return Message("a lead, no level")
    if low is None:
        return Message("at most level {level}", level=high)
    if high is None:
        return Message("at least level {level}", level=low)
    if low == high:
        return Message("level {level}", level=low)
    return Message("level {low} to {high}", low=low, high=high)
