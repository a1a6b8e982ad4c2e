"""What a comparison says: what moved, why, and what cannot be compared."""

from aigov_checklist.comparing import Change, Comparison, could_be_no_change
from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.lenses import LENSES
from aigov_checklist.models.assessment import Score
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.response import Response
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.report.blocks import Block, Column, Listing, Notice, Paragraph, Report, Section, Table
from aigov_checklist.report.material import Material
from aigov_checklist.report.provenance import method_section, provenance_section


def build_comparison(
    comparison: Comparison, profile: Profile, rubric: Rubric, *, language: Language = ENGLISH
) -> Report:
    """The report on two assessments of one subject; `profile` is the later one, `rubric` in the report's language."""
    material = Material(comparison.after, profile, rubric, language)
    name, before, after = comparison.after.subject.name, comparison.before.date, comparison.after.date
    return Report(
        title=language.say("{name}: what moved between {before} and {after}", name=name, before=before, after=after),
        subtitle=language.say(
            "Alignment with the rubric {id}, version {version}", id=rubric.id, version=rubric.version
        ),
        sections=(
            _overall(comparison, material),
            _areas(comparison, material),
            _answers(comparison, material),
            _limits(comparison, material),
            provenance_section(material),
            method_section(material),
        ),
        assessment=comparison.after,
        language=language,
    )


def _overall(comparison: Comparison, material: Material) -> Section:
    say = material.language.say
    rows = tuple(
        (
            material.lens_title(lens),
            *_cells(comparison.before.overall.under(lens), comparison.after.overall.under(lens), material),
        )
        for lens in LENSES
    )
    title = say("Overall")
    count = len(comparison.changes)
    moved = material.language.count("{number} answer changed.", "{number} answers changed.", count)
    return Section("overall", title, (Paragraph(moved), Table(_columns(say("Lens"), material), rows, title)))


def _areas(comparison: Comparison, material: Material) -> Section:
    say = material.language.say
    earlier = {
        area.id: area
        for area in Material(comparison.before, material.profile, material.rubric, material.language).areas
    }
    rows = tuple(
        (material.area_title(area), *_cells(earlier[area.id].declared, area.declared, material))
        for area in material.areas
    )
    title = say("Areas")
    note = say(
        "Where the two ranges overlap, the unknown answers alone could account for the difference: it is then marked ~ "
        "and should not be called progress or decline."
    )
    return Section("areas", title, (Table(_columns(say("Area"), material), rows, title), Paragraph(note)))


def _answers(comparison: Comparison, material: Material) -> Section:
    say = material.language.say
    title = say("Changed answers")
    if not comparison.changes:
        return Section("answers", title, (Paragraph(say("No answer and no evidence changed.")),))
    titles = {result.id: material.indicator_title(result) for result in material.indicators}
    rows = tuple(
        (
            titles[change.id],
            _stated(change.before, material),
            _stated(change.after, material),
            "-" if change.effect is None else signed(change.effect, material, decimals=2),
            _evidence(change),
        )
        for change in comparison.changes
    )
    columns = (
        Column(say("Indicator"), is_wide=True),
        Column(say("Before"), is_wide=True),
        Column(say("After"), is_wide=True),
        Column(say("Effect"), "right"),
        Column(say("Evidence"), "right"),
    )
    note = say(
        "Effect: the overall declared score now, less what it would be had this one answer stayed as it was. Each is "
        "taken back alone, so effects need not add up. Evidence: items added and removed."
    )
    return Section("answers", title, (Table(columns, rows, title), Paragraph(note)))


def _limits(comparison: Comparison, material: Material) -> Section:
    say = material.language.say
    limits = [
        say("Both profiles are scored under the same rubric version; profiles of other versions are refused."),
        say("A score that moved because more is known now is not by itself a change in the world."),
    ]
    blocks: list[Block] = [Listing(tuple(limits))]
    if not comparison.same_tier:
        blocks.append(
            Notice(say("The two profiles were asked different tiers of indicators: totals are not comparable."))
        )
    return Section("limits", say("What cannot be compared"), tuple(blocks))


def _columns(first: str, material: Material) -> tuple[Column, ...]:
    say = material.language.say
    headings = (say("Before"), say("Range"), say("After"), say("Range"), say("Change"))
    return (Column(first, is_wide=True), *(Column(heading, "right") for heading in headings))


def _cells(before: Score, after: Score, material: Material) -> tuple[str, ...]:
    then = (material.number(before.value), material.value_range(before))
    now = (material.number(after.value), material.value_range(after))
    if before.value is None or after.value is None:
        return (*then, *now, "-")
    difference = signed(after.value - before.value, material, decimals=material.rubric.grading.decimals)
    return (*then, *now, f"~ {difference}" if could_be_no_change(before, after) else difference)


def signed(value: float, material: Material, *, decimals: int) -> str:
    """A change in points, with its sign."""
    return ("+" if value > 0 else "") + material.language.number(value, decimals)


def _stated(response: Response, material: Material) -> str:
    say = material.language.say
    states = {
        "unanswered": say("unanswered"),
        "no_information": say("no information"),
        "not_applicable": say("not applicable"),
    }
    if response.level is not None:
        return f"{response.level} {material.level_name(response.level)}"
    return states.get(response.state, str(response.answer))


def _evidence(change: Change) -> str:
    return (
        " ".join(
            part
            for part, count in (
                (f"+{change.evidence_added}", change.evidence_added),
                (f"-{change.evidence_removed}", change.evidence_removed),
            )
            if count
        )
        or "="
    )
