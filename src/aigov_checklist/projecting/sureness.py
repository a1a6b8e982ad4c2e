"""How sure a proposal is: as sure as the least sure thing that it rests on."""

from collections.abc import Iterable

from aigov_checklist.models.crosswalk import Link
from aigov_checklist.models.proposal import CONFIDENCES, Confidence
from aigov_checklist.models.reference import Strength
from aigov_checklist.models.response import Response
from aigov_checklist.models.rubric import Indicator, Rubric, SourceStatus
from aigov_checklist.scoring.leaves import counted_answer

_OF_STRENGTH: dict[Strength, Confidence] = {"strong": "high", "moderate": "medium", "weak": "low"}
_OF_SOURCE: dict[SourceStatus, Confidence] = {
    "read": "high",
    "read_indirect": "medium",
    "summary": "medium",
    "precursor": "low",
    "unverified": "low",
}
_NOT_SAID: Confidence = "medium"
"""Where nothing is said of how sure something is."""


def confidence_of(link: Link, response: Response, indicator: Indicator, rubric: Rubric) -> Confidence:
    """How sure a claim is that rests on this link and on the answer at its first end."""
    return least(
        (
            _OF_STRENGTH[link.strength] if link.strength else _NOT_SAID,
            _OF_SOURCE[link.source_status] if link.source_status else _NOT_SAID,
            "high" if link.relation == "equal" else "medium",
            response.confidence or _NOT_SAID,
            "high" if _is_supported(response, indicator, rubric) else "low",
        )
    )


def least(words: Iterable[Confidence]) -> Confidence:
    """The least sure of them."""
    return min(words, key=CONFIDENCES.index)


def most(words: Iterable[Confidence]) -> Confidence:
    """The surest of them."""
    return max(words, key=CONFIDENCES.index)


def _is_supported(response: Response, indicator: Indicator, rubric: Rubric) -> bool:
    """Whether a reviewer has decided on the answer, or evidence carries it as far as it needs any."""
    if response.review:
        return True
    return counted_answer(indicator, response, rubric, "evidenced").answer == response.answer
