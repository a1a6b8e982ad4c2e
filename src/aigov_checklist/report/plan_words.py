"""A plan in plain words: where it leads, why it may not, and what was assumed."""

from collections.abc import Iterator

from aigov_checklist.models.assessment import Score
from aigov_checklist.report.material import Material
from aigov_checklist.report.planned import Planned
from aigov_checklist.rounding import round_half_up
from aigov_checklist.version import __version__


def headline(told: Planned) -> Iterator[str]:
    """From where to where, with how many steps and how much effort."""
    plan, say, count = told.plan, told.language.say, told.language.count
    if not plan.steps:
        yield _where(told)
        if plan.goal and not plan.obstacles:
            yield say("The target is reached already: nothing has to be done.")
        else:
            yield say("No step is possible.")
        return
    yield say(
        "{name}: from {before} to {after}.",
        name=plan.case.profile.subject.name,
        before=_stated(plan.now, told.before, told),
        after=_stated(plan.then, told.after, told),
    )
    climbed = sum(step.height for step in plan.steps)
    steps = count("{number} step", "{number} steps", climbed)
    answers = count("{number} answer", "{number} answers", len(plan.steps))
    areas = count("{number} area", "{number} areas", len(plan.areas))
    effort = told.effort(plan.effort)
    yield say(
        "{steps} for {answers} in {areas}; effort: {effort}.", steps=steps, answers=answers, areas=areas, effort=effort
    )
    yield from _best(told)


def warnings(told: Planned) -> Iterator[str]:
    """What stands in the way, and what the numbers do not say."""
    plan, language = told.plan, told.language
    for obstacle in plan.obstacles:
        yield " ".join(filter(None, (language.tell(obstacle.reason), language.tell(obstacle.remedy))))
    if plan.obstacles and plan.steps:
        yield language.say("The target is not reached. The steps below are those that come nearest to it.")
    if plan.then.provisional and not (plan.goal and plan.goal.band):
        yield language.say(
            "Only {known} of the applicable weight is known, so the band stays withheld: it needs {least}.",
            known=told.after.known(plan.then),
            least=language.share(told.rubric.minimum_coverage),
        )
    if plan.then.provisional and not told.is_sure:
        yield language.say(
            "What is open is left out, so areas with few answers weigh as much as others and steps there look cheap. "
            "With --answer-open the plan is for a score that holds whatever the open questions turn out to be."
        )


def assumptions(told: Planned) -> Iterator[str]:
    """What the plan takes for granted."""
    plan, say = told.plan, told.language.say
    case = plan.case
    yield from _efforts(told)
    if case.freedom.lens == "evidenced":
        yield say(
            "An answer counts only as far as evidence carries it, so evidence that is missing is part of the plan."
        )
    else:
        yield say("Answers count as they are given. Evidence to prepare is named, and costs nothing in this plan.")
    if case.freedom.answer_open:
        yield say(
            "Open questions may be answered. Until then each counts at its lowest, so the score of the plan is one "
            "that no answer to a question left open can lower."
        )
    else:
        yield say("Questions that are open stay open: they count as they do today.")
    if case.freedom.fixed:
        yield say("These answers stay as they are: {names}.", names=", ".join(sorted(case.freedom.fixed)))
    if plan.limits.areas is not None:
        yield say("Steps are taken in {number} areas at most.", number=plan.limits.areas)
    if plan.limits.budget is not None:
        yield say("The effort is {effort} at most.", effort=told.effort(plan.limits.budget))
    if case.effort.requires:
        yield say("A step is taken only with what the effort file requires for it.")
    yield say("Measured numbers, answers that do not apply, and questions that are not asked are left alone.")
    yield say(
        "The first year is the one after the profile's date. Effort that a year does not use is left for the next."
    )


def method(told: Planned) -> Iterator[str]:
    """How it was computed."""
    say, rubric = told.language.say, told.plan.case.rubric
    yield say(
        "The plan is an integer programme over level steps, solved to its proven optimum (HiGHS). It is the best for "
        "these efforts, which are the user's own estimate; it says nothing about what can be done in the world."
    )
    yield say("Every score and band here comes from the scoring engine with the planned answers put in.")
    yield say(
        "Among plans that are equally good, those with fewer steps outside the essential tier come first, then those "
        "that gain more, then those early in the rubric."
    )
    yield say("Each year in turn has the steps that make its score the best, given what is done before.")
    yield say("Adds: the overall score if this answer alone were as planned, less the score now.")
    yield say("Rubric: {id}, version {version}", id=rubric.id, version=rubric.version)
    yield say("Rubric digest (SHA-256 of its canonical JSON): {digest}", digest=rubric.digest)
    yield say("Engine: aigov-checklist {version}", version=__version__)


def goal_in_words(told: Planned) -> str:
    """What the plan is for."""
    plan, say = told.plan, told.language.say
    if plan.goal is None:
        return say("The best score for an effort of {effort}", effort=told.effort(plan.limits.budget or 0))
    number = told.before.number(plan.goal.score)
    if plan.goal.band is None:
        return say("The least effort to a score of {score}", score=number)
    band = told.before.band_title(plan.goal.band.id)
    return say("The least effort to the band {band}, which begins at {score}", band=band, score=number)


def _where(told: Planned) -> str:
    name, score = told.plan.case.profile.subject.name, _stated(told.plan.now, told.before, told)
    return told.language.say("{name}: {score}.", name=name, score=score)


def _stated(score: Score, material: Material, told: Planned) -> str:
    """The score that is planned for; where that is the sure one, the one that is shown as well."""
    say = told.language.say
    value = material.number(score.value)
    if told.is_sure and score.value != score.low:
        value = say("{low} at least ({value} as answered)", low=material.number(score.low), value=value)
    band = score.band_range[0] if told.is_sure and score.band_range and not score.provisional else score.band
    return f"{value} ({material.band_title(band)})" if band else value


def _best(told: Planned) -> Iterator[str]:
    plan, say = told.plan, told.language.say
    if plan.obstacles:
        return
    if plan.goal is None:
        yield say("No other steps within that effort lead to a better score, if each step costs what is assumed below.")
        return
    yield say("No other steps lead there with less effort, if each step costs what is assumed below.")
    number = plan.then.low if told.is_sure else plan.then.value
    decimals = told.rubric.grading.decimals
    if number is not None and number < plan.goal.score <= round_half_up(number, decimals):
        yield say("The target is reached by rounding half up, as all scores are shown.")


def _efforts(told: Planned) -> Iterator[str]:
    effort, say = told.plan.case.effort, told.language.say
    if not effort.model_fields_set - {"unit", "note", "requires"}:
        yield say(
            "Effort: 1 for each level up, 1 for the answer to an open question, and, under the evidenced lens, 1 for "
            "evidence where an answer counts only with it."
        )
    else:
        yield say(
            "Effort: as the effort file says; where it says nothing of its own, {step:g} for each level up, {answer:g} "
            "for the answer to an open question, and, under the evidenced lens, {evidence:g} for evidence where an "
            "answer counts only with it.",
            step=effort.step,
            answer=effort.answer,
            evidence=effort.evidence,
        )
    if effort.note:
        yield effort.note
