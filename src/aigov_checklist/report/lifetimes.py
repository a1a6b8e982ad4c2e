"""What a rubric's page says of indicators that are retired or planned, and of what each version has changed."""

from collections.abc import Callable, Iterator

from aigov_checklist.language import Language, join_sentences
from aigov_checklist.models.lifetime import ChangeClass
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.report.blocks import Column, Section, Table


def standing(leaf: Indicator, say: Callable[..., str]) -> str:
    """Whether an indicator is asked, in a word or two; empty if it is."""
    if leaf.retired:
        return say("retired")
    return say("from {date}", date=leaf.planned.start) if leaf.planned else ""


def standing_in_full(leaf: Indicator, say: Callable[..., str]) -> str:
    """Why an indicator is not asked, or not yet, in sentences; empty if it is."""
    if leaf.retired:
        gone = leaf.retired
        words = [
            say("Retired in version {version}, so it is no longer asked nor counted.", version=gone.version),
            say("Reason: {text}.", text=gone.reason.removesuffix(".")),
        ]
        if gone.date:
            words.append(say("Date: {date}.", date=gone.date))
        if gone.replaced_by:
            words.append(say("Replaced by: {ids}.", ids=", ".join(gone.replaced_by)))
        return join_sentences(words)
    if leaf.planned:
        words = [say("Planned: it is asked and counted in profiles dated from {date} on.", date=leaf.planned.start)]
        if leaf.planned.reason:
            words.append(say("Reason: {text}.", text=leaf.planned.reason.removesuffix(".")))
        return join_sentences(words)
    return ""


def not_asked(leaf: Indicator, day: str, say: Callable[..., str]) -> str:
    """That an indicator is not asked on a day, and why if it is the rubric that has gone on."""
    if leaf.retired:
        return say("not asked: retired in version {version}", version=leaf.retired.version)
    if leaf.planned and day < leaf.planned.start:
        return say("not asked before {date}", date=leaf.planned.start)
    return say("not asked")


def lifetime_facts(rubric: Rubric, language: Language) -> Iterator[str]:
    """How many indicators are retired and how many are planned, if any are."""
    if retired := sum(leaf.is_retired for leaf in rubric.leaves()):
        yield language.count(
            "{number} indicator is retired: shown, and not counted.",
            "{number} indicators are retired: shown, and not counted.",
            retired,
        )
    if planned := sum(leaf.planned is not None for leaf in rubric.leaves()):
        yield language.count(
            "{number} indicator is planned: counted from its day on.",
            "{number} indicators are planned: each is counted from its day on.",
            planned,
        )


def changes_section(rubric: Rubric, language: Language) -> Section:
    """The list of changes."""
    say = language.say
    names = class_names(language)
    rows = tuple((change.version, change.date or "-", names[change.of_class], change.note) for change in rubric.changes)
    columns = (Column(say("Version")), Column(say("Date")), Column(say("Class")), Column(say("Change"), is_wide=True))
    return Section("changes", say("Changes"), (Table(columns, rows),))


def class_names(language: Language) -> dict[ChangeClass, str]:
    """What the classes of changes are called."""
    say = language.say
    return {
        "editorial": say("editorial"),
        "clarifying": say("clarifying"),
        "scoring": say("scoring"),
        "structural": say("structural"),
    }
