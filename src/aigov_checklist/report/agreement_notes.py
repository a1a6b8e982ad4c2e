"""What must be kept in mind about agreement: warnings, what the numbers mean, and how they are made."""

from collections.abc import Iterator

from aigov_checklist.agreeing.customs import FEW, RELIABLE, TENTATIVE
from aigov_checklist.report.agreement_words import AgreementPage
from aigov_checklist.version import __version__


def warnings(page: AgreementPage) -> Iterator[str]:
    """What makes these numbers weak, or the raters hard to compare."""
    say, agreement = page.language.say, page.agreement
    given = [one.profile for rater in agreement.panel.raters for one in rater.given]
    if 0 < agreement.overall.levels < FEW:
        yield say(
            "Fewer than {few} indicators can be compared: one answer more or less moves the coefficients visibly.",
            few=FEW,
        )
    if len({profile.kind for profile in given}) > 1:
        yield say(
            "The profiles are of several kinds ({kinds}): those who assess themselves and those who look from outside "
            "do not have the same task.",
            kinds=", ".join(dict.fromkeys(profile.kind for profile in given)),
        )
    if len({profile.tier for profile in given}) > 1:
        yield say("Some raters were asked the essential indicators only: the others cannot be compared with theirs.")
    if left := agreement.panel.rated_once:
        yield say("Left out, because only one rater has a profile: {names}.", names=", ".join(one.name for one in left))


def meaning(page: AgreementPage) -> Iterator[str]:
    """What percentages, kappa and alpha say, and what they do not."""
    say, number = page.language.say, page.language.number
    yield say("Percentages count agreement by chance, too: who mostly gives level 1 often meets another who does.")
    yield say(
        "Kappa and alpha take chance away: 1 is perfect agreement, 0 what chance would give, below 0 is less than "
        "that. "
        "Both count a disagreement for more the further apart two levels are."
    )
    yield say(
        "Custom asks for an alpha of {reliable} to rely on levels, and of {tentative} for tentative conclusions "
        "(Krippendorff 2004). These are customs, not laws; what is at stake decides what is enough.",
        reliable=number(RELIABLE, 3),
        tentative=number(TENTATIVE, 3),
    )
    yield say(
        "Where all levels that can be compared are the same one, agreement is complete, but nothing shows that the "
        "raters would tell levels apart: kappa and alpha are not defined."
    )
    yield say("Agreement is not truth: raters who share a source, or an error, agree.")
    yield say("A low value is a reason to talk: merge the profiles and settle each difference on its evidence.")


def method(page: AgreementPage) -> Iterator[str]:
    """What is counted, and by which rules."""
    say = page.language.say
    yield say(
        "What a rater left unanswered or was not asked is not rated: silence neither agrees nor disagrees. No "
        "information and not applicable are kinds of answers, not levels, and enter no coefficient."
    )
    yield say(
        "Percentages are of all pairs of raters who both said something on an indicator, as far as they are compared."
    )
    yield say(
        "Kappa: Cohen's weighted kappa of two raters, with linear and with squared distances of levels; of more "
        "raters, the mean of all pairs for which it is defined."
    )
    yield say("Alpha: Krippendorff's alpha for ordinal data, over all raters at once, gaps allowed.")
    yield say("Several subjects: every indicator of every subject counts as one.")
    if page.agreement.quantities:
        yield say("Quantities enter no coefficient: {number} left out.", number=page.agreement.quantities)
    yield say("Rubric: {id}, version {version}", id=page.rubric.id, version=page.rubric.version)
    yield say("Rubric digest (SHA-256 of its canonical JSON): {digest}", digest=page.digest)
    yield say("Engine: aigov-checklist {version}", version=__version__)
