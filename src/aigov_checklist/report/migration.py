"""What became of the answers on the way to another version: how many were kept, and which a person should look at."""

from collections.abc import Iterable, Iterator

from aigov_checklist.language import Language
from aigov_checklist.migrating.fates import HOWS, Fate, How, Passage
from aigov_checklist.report.blocks import Block, Column, Listing, Page, Paragraph, Section, Table


def build_migration(subject: str, passages: Iterable[Passage], language: Language) -> Page:
    """The way of one profile, a section a version."""
    legs = tuple(passages)
    old, new = legs[0].old, legs[-1].new
    return Page(
        title=language.say("{subject}: answers carried to another version", subject=subject),
        subtitle=language.say("{id}, from version {old} to version {new}", id=new.id, old=old.version, new=new.version),
        sections=tuple(_section(passage, language) for passage in legs),
    )


def _section(passage: Passage, language: Language) -> Section:
    say = language.say
    names = _names(language)
    counts = ", ".join(f"{names[how]} {sum(len(fate.sources) for fate in passage.of(how))}" for how in HOWS)
    blocks: list[Block] = [Paragraph(say("Responses: {counts}.", counts=counts))]
    if rows := tuple(_row(fate, names, language) for fate in passage.fates if fate.how != "kept" or fate.is_changed):
        columns = (
            Column(say("What")),
            Column(say("Before"), is_wide=True),
            Column(say("After"), is_wide=True),
            Column(say("Answer"), is_wide=True),
        )
        blocks.append(Table(columns, rows, say("What is not as it was")))
    blocks += _lists(passage, language)
    title = say("Version {old} to {new}", old=passage.old.version, new=passage.new.version)
    return Section(f"to-{passage.new.version}", title, tuple(blocks))


def _row(fate: Fate, names: dict[How, str], language: Language) -> tuple[str, ...]:
    say = language.say
    if fate.is_open and fate.how in ("split", "merged"):
        answer = say("open, with a proposal; the old one is in the history")
    elif fate.is_open:
        answer = say("open; the old one is in the history")
    elif fate.how == "dropped":
        answer = say("in the history")
    else:
        answer = say("carried; as it was, it is in the history") if fate.is_changed else say("carried")
    return names[fate.how], ", ".join(fate.sources), ", ".join(fate.targets) or "-", answer


def _lists(passage: Passage, language: Language) -> Iterator[Block]:
    say = language.say
    reworded = [name for fate in passage.fates if fate.is_reworded for name in fate.targets]
    for words, ids in (
        (say("Look again, the question or its level texts read otherwise now:"), reworded),
        (say("Kept, and no longer counted, since the question is retired:"), passage.retired),
        (say("New questions:"), passage.added),
        (
            say("Dropped, with the reason:"),
            [f"{', '.join(fate.sources)}: {fate.reason}" for fate in passage.of("dropped")],
        ),
    ):
        if ids:
            yield Paragraph(words)
            yield Listing(tuple(ids))


def _names(language: Language) -> dict[How, str]:
    say = language.say
    return {
        "kept": say("kept"),
        "renamed": say("renamed"),
        "split": say("split"),
        "merged": say("merged"),
        "dropped": say("dropped"),
    }
