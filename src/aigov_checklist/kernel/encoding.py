"""Profiles as the kernel's columns."""

from collections.abc import Callable, Sequence

import numpy as np

from aigov_checklist.kernel.columns import Answers, Block
from aigov_checklist.kernel.plan import FIRST_ANSWER, NO_INFORMATION, NOT_APPLICABLE, UNANSWERED, LeafPlan, Plan
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Answer, Response

_STATE_CODES = {"unanswered": UNANSWERED, "not_applicable": NOT_APPLICABLE, "no_information": NO_INFORMATION}


def encoded(profiles: Sequence[Profile], plan: Plan) -> Block:
    """Checked profiles, a row each, with their evidence and reviews."""
    return Block(
        rows=len(profiles),
        is_country=np.array([profile.subject.kind == "country" for profile in profiles], bool),
        is_essential=np.array([profile.tier == "essential" for profile in profiles], bool),
        answers=_answers(profiles, plan, lambda response: response),
        evidence={
            name: np.array([name in p.responses and p.responses[name].has_evidence for p in profiles], bool)
            for name in plan.leaves
        },
        reviewed=_answers(profiles, plan, _as_reviewed),
        dates=np.array([profile.date for profile in profiles], np.str_),
    )


def _answers(profiles: Sequence[Profile], plan: Plan, counted: Callable[[Response], Answer | None]) -> Answers:
    codes, quantities = {}, {}
    for name, leaf in plan.leaves.items():
        given = [counted(p.responses[name]) if name in p.responses else None for p in profiles]
        codes[name] = np.array([_code(answer, leaf) for answer in given], leaf.code_type)
        if leaf.goalposts is not None:
            numbers = (answer.quantity if answer is not None else None for answer in given)
            quantities[name] = np.array([np.nan if number is None else number for number in numbers], float)
    return Answers(codes, quantities)


def _code(answer: Answer | None, leaf: LeafPlan) -> int:
    if answer is None:
        return UNANSWERED
    if answer.answer is None:
        return _STATE_CODES[answer.state]
    return FIRST_ANSWER if leaf.goalposts is not None else leaf.codes[answer.answer]


def _as_reviewed(response: Response) -> Answer | None:
    if response.review is None:
        return None
    return response if response.review.decision == "confirmed" else response.review
