"""Why a goal cannot be reached, in plain words, and the steps that come nearest."""

from dataclasses import dataclass

from aigov_checklist.message import NOTHING, Message
from aigov_checklist.models.assessment import Score
from aigov_checklist.planning.asking import Case, Limits
from aigov_checklist.planning.efforts import UNIT
from aigov_checklist.planning.goals import Goal, gates_of
from aigov_checklist.planning.ladders import effort_of
from aigov_checklist.planning.searching import TO_A_GOAL, WITHIN_A_BUDGET, search
from aigov_checklist.rounding import round_half_up, show, show_share
from aigov_checklist.scoring.grading import score_of
from aigov_checklist.scoring.weights import effective_weights
from aigov_checklist.structure import ROOT

Heights = dict[str, int]


@dataclass(frozen=True)
class Obstacle:
    """One reason, what could be done about it, and the questions that it is about."""

    reason: Message
    remedy: Message = NOTHING
    questions: tuple[str, ...] = ()


def obstacles_to(case: Case, goal: Goal, limits: Limits) -> tuple[tuple[Obstacle, ...], Heights]:
    """What stands between the answers and the goal, and how high they climb to come as near as they can."""
    found = [*_coverage(case, goal)]
    nearest = None
    if found:  # the score alone may still be within reach, without its band
        nearest = search(case, Goal(goal.score), limits, TO_A_GOAL)
    if nearest is None:
        nearest = search(case, None, limits, WITHIN_A_BUDGET) or {}
    found += _limits(case, goal, limits)
    if not found:
        found += [*_gates(case, goal, nearest), *_steps(case, goal, nearest)]
    return tuple(found), nearest


def _coverage(case: Case, goal: Goal) -> list[Obstacle]:
    """The fewest questions that have to be answered before there is a band at all."""
    walk, rubric = case.walk({}), case.rubric
    known = walk.coverage(ROOT) or 0.0
    if goal.band is None or case.freedom.answer_open or round(known, 9) >= rubric.minimum_coverage:
        return []
    shares = effective_weights(walk)
    leaves = [walk.leaves[name] for name in rubric.indicators if name in shares and not walk.leaves[name].is_known]
    missing, questions = rubric.minimum_coverage - known, list[str]()
    for leaf in sorted(leaves, key=lambda leaf: (-shares[leaf.indicator.id], leaf.indicator.tier != "essential")):
        if missing <= 1e-9:
            break
        questions.append(leaf.indicator.id)
        missing -= shares[leaf.indicator.id]
    return [
        Obstacle(
            Message(
                "Only {known} of the applicable weight is known, and a band needs {least}: at least {count} more "
                "questions have to be answered before there is any band.",
                known=show_share(known),
                least=show_share(rubric.minimum_coverage),
                count=len(questions),
            ),
            Message("Answer them first, or let the plan answer open questions with --answer-open."),
            tuple(questions),
        )
    ]


def _limits(case: Case, goal: Goal, limits: Limits) -> list[Obstacle]:
    """Which of the limits stands in the way, if it is they, and what it would take without it."""
    found = []
    if limits.budget is not None:
        heights = search(case, goal, Limits(areas=limits.areas), TO_A_GOAL)
        if heights is not None:
            found.append(
                Obstacle(
                    Message(
                        "The target does not fit into an effort of {budget:g}: the least that it takes is {least:g}.",
                        budget=limits.budget / UNIT,
                        least=effort_of(case.ladders, heights) / UNIT,
                    )
                )
            )
    if limits.areas is not None:
        count = _fewest_areas(case, goal, limits)
        if count is not None:
            found.append(
                Obstacle(
                    Message(
                        "The target cannot be reached with steps in so few areas ({most}): it takes {least} at least.",
                        most=limits.areas,
                        least=count,
                    )
                )
            )
    return found


def _fewest_areas(case: Case, goal: Goal, limits: Limits) -> int | None:
    counts = range((limits.areas or 0) + 1, len(case.rubric.areas) + 1)
    reachable = (count for count in counts if search(case, goal, Limits(limits.budget, count), TO_A_GOAL) is not None)
    return next(reachable, None)


def _gates(case: Case, goal: Goal, nearest: Heights) -> list[Obstacle]:
    walk = case.walk(nearest)
    return [
        Obstacle(Message("A rule of the rubric stays in the way: {reason}", reason=gate.reason))
        for gate in gates_of(goal, case.rubric)
        if walk.holds(gate.when, case.corner)
    ]


def _steps(case: Case, goal: Goal, nearest: Heights) -> list[Obstacle]:
    score, decimals = score_of(case.walk(nearest), ROOT), case.rubric.grading.decimals
    most = _number(score, case)
    if most is None or round_half_up(most, decimals) >= goal.score:
        return []
    return [
        Obstacle(
            Message(
                "Even with every step that is allowed, the score comes to {most} and not to {score}.",
                most=show(most, decimals),
                score=show(goal.score, decimals),
            )
        )
    ]


def _number(score: Score, case: Case) -> float | None:
    return score.low if case.corner == "low" else score.value
