"""What is said about the agreement of raters: how much of it there is, where, on what they differ, what it means."""

from collections import Counter
from collections.abc import Iterator

from aigov_checklist.agreeing import Disagreement, Measured
from aigov_checklist.agreeing.customs import FEW
from aigov_checklist.language import join_sentences
from aigov_checklist.report.agreement_notes import meaning, method, warnings
from aigov_checklist.report.agreement_words import AgreementPage
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Paragraph, Section, Table, Told

_LONGEST_LIST = 20
"""How many disagreements a page shows; the JSON document has all."""


def build_agreement(page: AgreementPage) -> Told:
    """The agreement of a panel as a page."""
    say, agreement = page.language.say, page.agreement
    names = say(", ").join(subject.name for subject in agreement.panel.subjects[:3])
    more = len(agreement.panel.subjects) - 3
    title = say("{names} and {number} more", names=names, number=more) if more > 0 else names
    return Told(
        title=say("How far raters agree: {title}", title=title),
        subtitle=say("Levels of the rubric {id}, version {version}", id=page.rubric.id, version=page.rubric.version),
        sections=(
            _summary(page),
            _areas(page),
            _raters(page),
            *_disagreements(page, "apart", say("Widest disagreements on levels"), agreement.apart),
            *_disagreements(page, "others", say("Different kinds of answers, codes or numbers"), agreement.others),
            Section("meaning", say("What the numbers mean"), (Listing(tuple(meaning(page))),)),
            Section("method", say("Method"), (Listing(tuple(method(page))),)),
        ),
        language=page.language,
    )


def _summary(page: AgreementPage) -> Section:
    language, agreement = page.language, page.agreement
    say, overall = language.say, agreement.overall
    sentences = (
        say(
            "Raters: {raters}; subjects: {subjects}; indicators: {units}.",
            raters=len(page.raters),
            subjects=len(agreement.panel.subjects),
            units=len(agreement.panel.units),
        ),
        say(
            "At least two raters said something on {rated} of them, only one on {once}, nobody on {none}.",
            rated=overall.rated,
            once=agreement.rated_by_one,
            none=agreement.rated_by_none,
        ),
    )
    blocks: list[Block] = [Paragraph(join_sentences(sentences)), Paragraph(join_sentences(_levels(page)))]
    if agreement.codes.units:
        blocks.append(Paragraph(_codes(page)))
    return Section("summary", say("Summary"), (*blocks, *map(Notice, warnings(page))))


def _levels(page: AgreementPage) -> Iterator[str]:
    say, overall = page.language.say, page.agreement.overall
    if overall.same_state is not None:
        yield say(
            "Of all pairs of ratings {share} are of the same kind: both a level, code or number, both no information, "
            "or both not applicable.",
            share=page.share(overall.same_state),
        )
    if overall.levels:
        yield say(
            "Levels can be compared on {number}: {exact} of the pairs are the same, {within} at most one level apart.",
            number=overall.levels,
            exact=page.share(overall.exact),
            within=page.share(overall.within_one),
        )
    yield page.meaning(overall)


def _codes(page: AgreementPage) -> str:
    codes = page.agreement.codes
    return page.language.say(
        "Codes of choices: {number} compared, {exact} the same; alpha (nominal): {alpha}.",
        number=codes.units,
        exact=page.share(codes.exact),
        alpha=page.coefficient(codes.alpha, codes.units),
    )


def _areas(page: AgreementPage) -> Section:
    say = page.language.say
    percent = Table(
        (
            Column(say("Area"), is_wide=True),
            Column(say("Rated"), "right"),
            Column(say("Same kind"), "right"),
            Column(say("Levels"), "right"),
            Column(say("Exact"), "right"),
            Column(say("Within one"), "right"),
        ),
        tuple((title, *_shares(page, found)) for title, found in _nodes(page)),
        say("Agreement in percent"),
    )
    corrected = Table(
        (
            Column(say("Area"), is_wide=True),
            Column(say("Levels"), "right"),
            Column(say("Kappa, linear"), "right"),
            Column(say("Kappa, squared"), "right"),
            Column(say("Alpha"), "right"),
        ),
        tuple((title, *_coefficients(page, found)) for title, found in _nodes(page) if found.levels),
        say("Agreement beyond chance"),
    )
    legend = say(
        "Rated: indicators on which at least two raters said anything. Same kind: how often it was the same kind of "
        "answer. Levels: indicators with at least two levels. Exact and within one: how often two levels were the "
        "same, or at most one apart."
    )
    marks = say("*: fewer than {few} indicators. None: all levels are the same one, so none is defined.", few=FEW)
    beyond = (corrected, Paragraph(marks)) if corrected.rows else ()
    return Section("areas", say("Areas"), (percent, Paragraph(legend), *beyond))


def _nodes(page: AgreementPage) -> Iterator[tuple[str, Measured]]:
    yield page.language.say("Overall"), page.agreement.overall
    for area in page.rubric.areas:
        yield page.area_title(area), page.agreement.areas[area.id]


def _shares(page: AgreementPage, found: Measured) -> tuple[str, ...]:
    levels = (page.share(found.exact), page.share(found.within_one))
    return (str(found.rated), page.share(found.same_state), str(found.levels), *levels)


def _coefficients(page: AgreementPage, found: Measured) -> tuple[str, ...]:
    values = (found.kappa_linear, found.kappa_quadratic, found.alpha)
    return (str(found.levels), *(page.coefficient(value, found.levels) for value in values))


def _raters(page: AgreementPage) -> Section:
    say, panel = page.language.say, page.agreement.panel
    columns = (
        Column(say("Rater"), is_wide=True),
        Column(say("Profiles"), "right"),
        Column(say("Answered"), "right"),
        Column(say("No information"), "right"),
        Column(say("Not applicable"), "right"),
        Column(say("Unanswered or not asked"), "right"),
    )
    rows = []
    for place, (name, rater) in enumerate(zip(page.raters, panel.raters, strict=True)):
        states = Counter(said.state if (said := unit.said[place]) else "unanswered" for unit in panel.units)
        counts = (states[key] for key in ("answered", "no_information", "not_applicable", "unanswered"))
        rows.append((name, str(len(rater.given)), *map(str, counts)))
    return Section("raters", say("Raters"), (Table(columns, tuple(rows), say("Raters")),))


def _disagreements(page: AgreementPage, key: str, title: str, found: tuple[Disagreement, ...]) -> Iterator[Section]:
    if not found:
        return
    say = page.language.say
    is_apart = key == "apart"
    columns = (
        Column(say("Indicator"), is_wide=True),
        Column(say("Who said what"), is_wide=True),
        *([Column(say("Levels apart"), "right")] if is_apart else []),
    )
    rows = tuple(
        (page.subject_and_title(one), page.who_said_what(one), *([str(one.apart)] if is_apart else []))
        for one in found[:_LONGEST_LIST]
    )
    blocks: list[Block] = [Table(columns, rows, title)]
    if (more := len(found) - _LONGEST_LIST) > 0:
        blocks.append(Paragraph(say("And {number} more; the JSON document lists all.", number=more)))
    yield Section(key, title, tuple(blocks))
