"""What a comparison across versions says: four scores, the difference taken apart, and what could not be carried."""

from collections.abc import Iterator

from aigov_checklist.bridging import Bridge
from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.lenses import LENSES, Lens
from aigov_checklist.models.assessment import Score
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Paragraph, Report, Section, Table
from aigov_checklist.report.comparison import signed
from aigov_checklist.report.material import Material
from aigov_checklist.report.provenance import method_section, provenance_section
from aigov_checklist.structure import ROOT


def build_bridge(found: Bridge, profile: Profile, rubric: Rubric, *, language: Language = ENGLISH) -> Report:
    """The report on two versions; `profile` is the later one, `rubric` the new version in the report's language."""
    material = Material(found.new_new, profile, rubric, language)
    before, after = found.old_old.date, found.new_new.date
    return Report(
        title=language.say(
            "{name}: what moved between {before} and {after}", name=profile.subject.name, before=before, after=after
        ),
        subtitle=language.say(
            "Alignment with the rubric {id}, version {old} then and {new} now",
            id=rubric.id,
            old=found.old.version,
            new=found.new.version,
        ),
        sections=(
            _overall(found, material),
            _areas(found, material),
            _carried(found, material),
            _limits(found, material),
            _provenance(found, material),
            method_section(material),
        ),
        assessment=found.new_new,
        language=language,
    )


def _overall(found: Bridge, material: Material) -> Section:
    say = material.language.say
    scores = found.scores(ROOT, "declared")
    old, new = found.old.version, found.new.version
    names = ((say("old"), old), (say("old"), new), (say("new"), old), (say("new"), new))
    columns = (
        Column(say("Answers")),
        Column(say("Rules")),
        Column(say("Score"), "right"),
        Column(say("Range"), "right"),
        Column(say("Known"), "right"),
        Column(say("Band"), is_wide=True),
    )
    rows = tuple(
        (answers, rules, material.number(score.value), material.value_range(score), material.known(score),
         material.band(score))
        for (answers, rules), score in zip(names, scores, strict=True) if score
    )  # fmt: skip
    title = say("The four scores, as declared")
    intro = say("Between the two assessments the answers have changed, and so have the rules. Neither is told alone.")
    blocks = (Paragraph(intro), Table(columns, rows, title), *_taken_apart(found, material))
    return Section("overall", say("Overall"), blocks)


def _taken_apart(found: Bridge, material: Material) -> Iterator[Block]:
    say = material.language.say
    title = say("The difference, taken apart")
    rows = tuple((material.lens_title(lens), *_shift_cells(found, material, ROOT, lens)) for lens in LENSES)
    yield Table(_apart_columns(say("Lens"), material), rows, title)
    yield Paragraph(
        say(
            "Each is the mean of two ways: the rules changed first and then the answers, and the other way round. "
            "Together they are the difference."
        )
    )


def _areas(found: Bridge, material: Material) -> Section:
    say = material.language.say
    areas = tuple((material.area_title(area), area.id) for area in material.areas)
    versions = (found.old.version, found.new.version)
    headings = [
        *(say("Old, {version}", version=version) for version in versions),
        *(say("New, {version}", version=version) for version in versions),
    ]
    columns = (Column(say("Area"), is_wide=True), *(Column(heading, "right") for heading in headings))
    rows = tuple(
        (title, *(_cell(score, material) for score in found.scores(area, "declared"))) for title, area in areas
    )
    title = say("Old and new answers, under each version")
    note = say("In brackets: how much is known.")
    parted = tuple((name, *_shift_cells(found, material, area, "declared")) for name, area in areas)
    apart = Table(_apart_columns(say("Area"), material), parted, say("The difference, taken apart"))
    return Section("areas", say("Areas"), (Table(columns, rows, title), Paragraph(note), apart))


def _apart_columns(first: str, material: Material) -> tuple[Column, ...]:
    say = material.language.say
    headings = (say("Difference"), say("The answers changed"), say("The rules changed"))
    return (Column(first, is_wide=True), *(Column(heading, "right") for heading in headings))


def _cell(score: Score | None, material: Material) -> str:
    if score is None or score.value is None:
        return "-"
    return f"{material.number(score.value)} ({material.known(score)})"


def _shift_cells(found: Bridge, material: Material, node: str, lens: Lens) -> tuple[str, str, str]:
    shift = found.shift(node, lens)
    if shift is None:
        return "-", "-", "-"
    decimals = material.rubric.grading.decimals
    difference, answers, rules = (
        signed(part, material, decimals=decimals) for part in (shift.difference, shift.answers, shift.rules)
    )
    return difference, answers, rules


def _carried(found: Bridge, material: Material) -> Section:
    say = material.language.say
    blocks: list[Block] = []
    old, new = found.old.version, found.new.version
    for words, names in (
        (say("Old answers that have no answer under version {version}:", version=new), found.left_behind),
        (say("New answers that cannot be read back to version {version}:", version=old), found.not_read_back),
    ):
        blocks += [Paragraph(words), Listing(names)] if names else []
    if not blocks:
        blocks.append(Paragraph(say("Every answer has its place under both versions.")))
    return Section("carried", say("What could not be carried over"), tuple(blocks))


def _provenance(found: Bridge, material: Material) -> Section:
    """That of the later profile, and what would let somebody else make the earlier numbers again."""
    say, before = material.language.say, found.old_old
    section = provenance_section(material)
    earlier = (
        say("Rubric: {id}, version {version}", id=found.old.id, version=found.old.version),
        say("Rubric digest (SHA-256 of its canonical JSON): {digest}", digest=before.rubric.digest),
        say("Profile digest: {digest}", digest=before.profile.digest),
    )
    return section._replace(blocks=(*section.blocks, Paragraph(say("Before:")), Listing(earlier)))


def _limits(found: Bridge, material: Material) -> Section:
    say = material.language.say
    blocks: list[Block] = [
        Listing(
            (
                say("What could not be carried over is unanswered there: look at how much is known before a number."),
                say("A question that is asked from a day on counts as answered or open in the later profile only."),
                say("A score that moved because more is known now is not by itself a change in the world."),
            )
        )
    ]
    if any(score is not None and score.provisional for score in found.scores(ROOT, "declared")):
        blocks.append(Notice(say("At least one of the four scores is provisional: too little is known.")))
    return Section("limits", say("What cannot be compared"), tuple(blocks))
