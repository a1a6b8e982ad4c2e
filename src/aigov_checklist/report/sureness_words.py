"""A robustness analysis in plain words: who cannot be told apart, what is certain, and what disturbs the order."""

from collections.abc import Iterator
from itertools import pairwise

from aigov_checklist.report.sureness import Sureness
from aigov_checklist.robustness.summing_up import ENDS, SURE

_MOST_PAIRS = 8
"""How many pairs are named; more are counted."""


def plain_words(table: Sureness) -> Iterator[str]:
    """Sentences, the most useful first."""
    say, found = table.language.say, table.found
    if not table.is_of_many:
        name, subject = table.in_order[0]
        spread = subject.spread
        if subject.value is not None:
            yield say(
                "{name}: {value} as scored; in nine of ten draws between {low} and {high}.",
                name=name, value=table.number(subject.value), low=table.number(spread.low),
                high=table.number(spread.high),
            )  # fmt: skip
        yield say("To say how sure a rank is, several profiles are needed.")
        return
    yield from _neighbours(table)
    yield from _dominating(table)
    together = found.surviving["all"]
    if together is not None:
        yield say(
            "Of the pairs with different ranks, {share} keep their order in at least {sure} of the draws.",
            share=table.share(together), sure=table.share(SURE),
        )  # fmt: skip
    yield from _most_disturbing(table)


def _neighbours(table: Sureness) -> Iterator[str]:
    """Pairs that stand one after the other as scored and cannot be told apart."""
    say, above = table.language.say, table.found.above
    pairs = list(pairwise(place for place in table.order if table.found.subjects[place].rank is not None))
    unsure = [(one, two) for one, two in pairs if max(above[one, two], above[two, one]) < SURE]
    for one, two in unsure[:_MOST_PAIRS]:
        first, second = table.names[one], table.names[two]
        yield say(
            "{first} and {second} cannot be told apart: {first} stands above in {above} of the draws, {second} in "
            "{below}.",
            first=first, second=second, above=table.share(above[one, two]), below=table.share(above[two, one]),
        )  # fmt: skip
    if len(unsure) > _MOST_PAIRS:
        yield say("So it is with {number} of the {all} pairs of neighbours.", number=len(unsure), all=len(pairs))
    elif pairs and not unsure:
        yield say("Every subject can be told apart from the next one.")


def _dominating(table: Sureness) -> Iterator[str]:
    say, found = table.language.say, table.found
    neighbours = [(one, two) for one, two in pairwise(table.order) if found.dominates[one, two]]
    for one, two in neighbours[:_MOST_PAIRS]:
        yield say(
            "{first} stands above {second} whatever the weights and the steps of the ladder: each answer is at least "
            "as good.",
            first=table.names[one], second=table.names[two],
        )  # fmt: skip
    total = int(found.dominates.sum())
    if total > len(neighbours[:_MOST_PAIRS]):
        yield table.language.count(
            "In all, no weights can turn the order of {number} pair.",
            "In all, no weights can turn the order of {number} pairs.",
            total,
        )


def _most_disturbing(table: Sureness) -> Iterator[str]:
    kept = {factor: share for factor, share in table.found.surviving.items() if share is not None and factor != "all"}
    if len(kept) > 1:
        factor = min(kept, key=lambda name: kept[name])
        yield table.language.say(
            "What disturbs the order most by itself: {factor}. With only that varied, {share} of the pairs keep it.",
            factor=table.factor_title(factor), share=table.share(kept[factor]),
        )  # fmt: skip


def method(table: Sureness) -> Iterator[str]:
    """How the numbers were made, so that somebody else can make them again."""
    say, found = table.language.say, table.found
    assumptions = found.assumptions
    yield say(
        "{draws} draws, seed {seed}. Every subject meets the same draws, so that no difference is luck: where two "
        "left the same question open, a draw answers it alike.",
        draws=found.draws, seed=found.seed,
    )  # fmt: skip
    if assumptions.weights == "dirichlet":
        yield say(
            "Weights: Dirichlet around the rubric's inside every group of siblings, concentration {number} a sibling.",
            number=f"{assumptions.concentration:g}",
        )
    elif assumptions.weights == "box":
        low, high = (table.language.number(end, 2) for end in (1 - assumptions.box, 1 + assumptions.box))
        yield say("Weights: each the rubric's times a number between {low} and {high}.", low=low, high=high)
    elif assumptions.weights == "flat":
        yield say("Weights: any, all equally likely: Dirichlet(1) inside every group of siblings.")
    if assumptions.coding:
        yield say("Steps of the ladder: of random size, in their order, between the same ends.")
    if assumptions.unanswered:
        yield say("Unanswered questions: every level or code equally likely. The exact range stands beside the score.")
    if assumptions.confidence:
        yield from _confidence(table)
    yield say(
        "An assumption band holds the middle {share} of the draws. It says what the stated assumptions do, and is no "
        "confidence interval: the assumptions are not known to be right, and a wrong answer is not among them.",
        share=table.share((ENDS[1] - ENDS[0]) / 100),
    )
    if found.moved_by is not None:
        yield say(
            "Shares of variance: first-order and total indices of Sobol, by SALib's estimators, with half the width of "
            "a bootstrap interval of 95 % behind ±; a number that would be under 0 is shown as 0."
        )
    yield say("Rubric: {id}, version {version}", id=found.rubric.id, version=found.rubric.version)
    yield say("Rubric digest (SHA-256 of its canonical JSON): {digest}", digest=found.rubric.digest)
    yield say("Digest of the assumptions: {digest}", digest=assumptions.digest)


def _confidence(table: Sureness) -> Iterator[str]:
    say = table.language.say
    titles = {
        "high": say("high"),
        "medium": say("medium"),
        "low": say("low"),
        "not_stated": say("not stated"),
    }
    for certainty, steps in table.found.assumptions.confidence.items():
        shares = {int(step): table.share(share) for step, share in steps.items()}
        told = "; ".join(f"{step:+d}: {shares[step]}" if step else f"0: {shares[step]}" for step in sorted(shares))
        yield say(
            "Confidence {name}: how likely an answer is really so many levels off: {steps}.",
            name=titles[certainty],
            steps=told,
        )
