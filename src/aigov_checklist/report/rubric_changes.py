"""What two versions of a rubric differ in, as a page: the step they ask for, then every change by its class."""

from collections import Counter
from collections.abc import Iterator

from aigov_checklist.language import Language
from aigov_checklist.models.lifetime import ChangeClass
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Paragraph, Section, Table, Told
from aigov_checklist.report.lifetimes import class_names
from aigov_checklist.rubric_changes.between import RubricChange, RubricChanges
from aigov_checklist.structure import ROOT

_ORDER: tuple[ChangeClass, ...] = ("structural", "scoring", "clarifying", "editorial")


def build_rubric_changes(found: RubricChanges, language: Language) -> Told:
    """The differences of two versions as a page."""
    old, new = found.old, found.new
    return Told(
        title=language.say("{title}: what differs between two versions", title=new.label),
        subtitle=language.say("{id}, from version {old} to version {new}", id=new.id, old=old.version, new=new.version),
        sections=(
            Section("step", language.say("What the version must be"), tuple(_verdict(found, language))),
            *_classes(found, language),
            Section("method", language.say("How to read this"), (Listing(tuple(_meanings(language))),)),
        ),
        language=language,
    )


def _verdict(found: RubricChanges, language: Language) -> Iterator[Block]:
    say = language.say
    if not found.changes:
        yield Paragraph(say("The two say the same."))
    else:
        counts, names = Counter(change.of_class for change in found.changes), class_names(language)
        listed = "; ".join(f"{names[one]}: {counts[one]}" for one in _ORDER if counts[one])
        yield Paragraph(say("Changes, {counts}.", counts=listed))
        least = {
            "major": say("They ask for a major step, since answers cannot be carried: version {least} or higher.",
                         least=found.least),
            "minor": say("They ask for a minor step: version {least} or higher.", least=found.least),
            "patch": say("They ask for a patch: version {least} or higher.", least=found.least),
        }  # fmt: skip
        yield Paragraph(least[found.needed])
    if broken := [change for change in found.changes if change.breaks]:
        nodes = ", ".join(dict.fromkeys(_where(change, language) for change in broken))
        yield Notice(
            say("Answers cannot be carried: {nodes}. A migration file can say what becomes of them.", nodes=nodes)
        )
    new = found.new.version
    yield (
        Paragraph(say("Version {new} fits.", new=new))
        if found.fits
        else Notice(say("Version {new} is too low: it must be {least} or higher.", new=new, least=found.least))
    )


def _classes(found: RubricChanges, language: Language) -> Iterator[Section]:
    names = class_names(language)
    for one in _ORDER:
        changes = [change for change in found.changes if change.of_class == one]
        if changes:
            title = names[one].capitalize()
            yield Section(one, title, (_table(changes, title, language),))


def _table(changes: list[RubricChange], caption: str, language: Language) -> Table:
    say = language.say
    columns = (
        Column(say("Where")),
        Column(say("What")),
        Column(say("Before"), is_wide=True),
        Column(say("After"), is_wide=True),
    )
    rows = tuple(
        (_where(change, language), what_words(change, language), change.before or "-", change.after or "-")
        for change in changes
    )
    return Table(columns, rows, caption)


def _where(change: RubricChange, language: Language) -> str:
    return language.say("the whole") if change.node == ROOT else change.node


def what_words(change: RubricChange, language: Language) -> str:
    """The key that says something else, as it stands in the rubric, or what has happened as a whole."""
    say = language.say
    return {
        "key": change.key,
        "added": say("added"),
        "gone": say("gone"),
        "moved": say("moved"),
        "renamed": say("renamed"),
        "folded": say("asked under another id"),
        "split": say("split"),
        "merged": say("merged"),
        "dropped": say("dropped"),
    }[change.what]


def _meanings(language: Language) -> Iterator[str]:
    say = language.say
    yield say("Structural: what is asked, of whom, and which answers can be given.")
    yield say("Scoring: what an answer is worth, what it weighs, and what becomes of the sum.")
    yield say("Clarifying: a question, a guidance, a level text or an example of evidence in other words.")
    yield say("Editorial: nothing that could change an answer or a score, such as spaces and capitals.")
    yield say("Editorial changes ask for a patch, others for a minor step, lost answers for a major one.")
