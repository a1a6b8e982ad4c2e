"""Why two scores differ, as a page."""

from dataclasses import dataclass

from aigov_checklist.decomposing import Decomposition, Effect, Side
from aigov_checklist.language import Language
from aigov_checklist.models.rubric import Area, Rubric
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Paragraph, Section, Table, Told
from aigov_checklist.report.fields import lens_titles
from aigov_checklist.scoring.leaves import Leaf
from aigov_checklist.structure import structure_of

_DECIMALS = 2
"""Effects of single answers are small: with one decimal many would read as nothing."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A decomposition with how it is told; `rubric` is the one in the language."""

    found: Decomposition
    rubric: Rubric
    digest: str
    language: Language

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called: by their dates if both are of one subject."""
        one, other = self.found.one.profile, self.found.other.profile
        if one.subject.name != other.subject.name:
            return one.subject.name, other.subject.name
        if one.date != other.date:
            return one.date, other.date
        return self.language.say("the first"), self.language.say("the second")

    def signed(self, number: float) -> str:
        """A difference with its sign."""
        size = self.language.number(abs(number), _DECIMALS)
        return size if size == self.language.number(0.0, _DECIMALS) else f"{'+' if number > 0 else '-'}{size}"

    def points(self, leaf: Leaf) -> str:
        """What an answer is worth, or why it counts for nothing."""
        say = self.language.say
        if leaf.points is not None:
            return self.language.number(leaf.points)
        states = {
            "unanswered": say("unanswered"),
            "not_applicable": say("not applicable"),
            "out_of_scope": say("out of scope"),
        }
        return states[leaf.state]


def build_decomposition(taken: Taken) -> Told:
    """The decomposition as a page."""
    say, found = taken.language.say, taken.found
    one, other = taken.names
    node = structure_of(taken.rubric).nodes[found.node]
    return Told(
        title=say("Why {one} and {other} differ: {title}", one=one, other=other, title=node.label),
        subtitle=say(
            "Alignment with the rubric {id}, version {version}; lens: {lens}",
            id=taken.rubric.id,
            version=taken.rubric.version,
            lens=lens_titles(taken.language)[found.lens],
        ),
        sections=tuple(_sections(taken)),
        language=taken.language,
    )


def _sections(taken: Taken) -> list[Section]:
    say = taken.language.say
    sections = [_summary(taken)]
    if areas := _areas(taken):
        sections.append(Section("areas", say("By area"), (areas,)))
    for key, title, is_answer in (
        ("answers", say("Answers that differ"), True),
        ("counting", say("Counts with one only"), False),
    ):
        if rows := [effect for effect in taken.found.effects if effect.is_answer == is_answer]:
            sections.append(Section(key, title, (_effects(taken, rows, title),)))
    return [*sections, Section("method", say("Method"), (Listing(tuple(_method(taken))),))]


def _summary(taken: Taken) -> Section:
    say, found = taken.language.say, taken.found
    sum_of = (
        (say("Answers to what counts with both"), found.total(answers=True)),
        (say("What counts with one only, and so the weights of the rest"), found.total(answers=False)),
        (say("Caps, multipliers and other modifiers"), found.modifiers),
        (say("Difference"), found.difference),
    )
    rows = tuple((title, taken.signed(number)) for title, number in sum_of)
    blocks: list[Block] = [
        Paragraph(" ".join(_scored(taken, name, side) for name, side in zip(taken.names, _sides(taken), strict=True))),
        Table((Column(say("Part"), is_wide=True), Column(say("Points"), "right")), rows, say("The difference")),
    ]
    for name, side in zip(taken.names, _sides(taken), strict=True):
        blocks += [
            Notice(say("The band of {name} is held back by the gate {gate}: {reason}", name=name, gate=gate.id,
                       reason=gate.reason))
            for gate in side.gates
        ]  # fmt: skip
    return Section("summary", say("Summary"), tuple(blocks))


def _sides(taken: Taken) -> tuple[Side, Side]:
    return taken.found.one, taken.found.other


def _scored(taken: Taken, name: str, side: Side) -> str:
    value = taken.language.number(side.value, _DECIMALS)
    band = next((band.title for band in taken.rubric.grading.bands if band.id == side.band), None)
    if band is None:
        return taken.language.say("{name}: {value}.", name=name, value=value)
    return taken.language.say("{name}: {value} ({band}).", name=name, value=value, band=band)


def _areas(taken: Taken) -> Table | None:
    """The effects summed by the areas directly below the node."""
    say, structure = taken.language.say, structure_of(taken.rubric)
    node = structure.nodes[taken.found.node]
    areas = [child for child in getattr(node, "children", ()) if isinstance(child, Area)]
    rows = []
    for area in areas:
        inside = [effect for effect in taken.found.effects if area.id in structure.ancestors(effect.id)]
        answers = sum(effect.effect for effect in inside if effect.is_answer)
        counting = sum(effect.effect for effect in inside if not effect.is_answer)
        title = f"{area.number}. {area.label}" if area.number is not None else area.label
        rows.append((title, taken.signed(answers), taken.signed(counting), taken.signed(answers + counting)))
    if not rows:
        return None
    columns = (
        Column(say("Area"), is_wide=True),
        Column(say("Answers"), "right"),
        Column(say("Counts with one only"), "right"),
        Column(say("Sum"), "right"),
    )
    return Table(columns, tuple(rows), say("The difference by area"))


def _effects(taken: Taken, effects: list[Effect], title: str) -> Table:
    say = taken.language.say
    one, other = taken.names
    columns = (
        Column(say("Indicator"), is_wide=True),
        Column(one, "right"),
        Column(other, "right"),
        Column(say("Effect"), "right"),
    )
    effects = sorted(effects, key=lambda effect: -abs(effect.effect))
    rows = tuple(
        (
            f"{effect.id}: {taken.rubric.indicators[effect.id].label}",
            taken.points(effect.one),
            taken.points(effect.other),
            taken.signed(effect.effect),
        )
        for effect in effects
    )
    return Table(columns, rows, title)


def _method(taken: Taken) -> list[str]:
    say = taken.language.say
    return [
        say(
            "The effect of an answer is, where the rubric takes means, the mean of its two effective weights times the "
            "difference of the points."
        ),
        say(
            "In general the answers are exchanged one after the other, in the rubric's order and in the other, each "
            "step scored in full; an effect is the mean of the two steps, so the effects sum to the difference."
        ),
        say("Gates hold bands back and change no score; what modifiers do to the score stands in a line of its own."),
        say("Numbers are rounded to two decimals for people; CSV and JSON have them in full."),
        say("Rubric: {id}, version {version}", id=taken.rubric.id, version=taken.rubric.version),
        say("Rubric digest (SHA-256 of its canonical JSON): {digest}", digest=taken.digest),
    ]
