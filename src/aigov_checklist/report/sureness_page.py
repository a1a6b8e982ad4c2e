"""A robustness analysis as a page: plain words first, then the numbers, then how they were made."""

from aigov_checklist.report.blocks import Block, Listing, Notice, Paragraph, Section, Told
from aigov_checklist.report.fields import lens_titles
from aigov_checklist.report.sureness import Sureness
from aigov_checklist.report.sureness_charts import above_chart, changes_chart, rank_chart
from aigov_checklist.report.sureness_tables import (
    assumptions_table,
    band_chances,
    left_out_section,
    pairs_sections,
    rank_chances,
    scenarios_table,
    scores_table,
    weights_table,
)
from aigov_checklist.report.sureness_words import method, plain_words


def build_sureness(table: Sureness) -> Told:
    """The whole page."""
    say, found = table.language.say, table.found
    sections = [
        Section("summary", say("In plain words"), (Listing(tuple(plain_words(table))), *_notices(table))),
        _ranks(table),
        *_chances(table),
        *_pairs(table),
        _assumptions(table),
        *_exact(table),
        *_scenarios(table),
        _left_out(table),
        Section("method", say("Method"), (Listing(tuple(method(table))),)),
    ]
    return Told(
        title=say("How sure the scores are: {title}", title=table.rubric.label),
        subtitle=say(
            "Alignment with the rubric {id}, version {version}; lens: {lens}",
            id=found.rubric.id,
            version=found.rubric.version,
            lens=lens_titles(table.language)[found.lens],
        ),
        sections=tuple(sections),
        language=table.language,
    )


def _notices(table: Sureness) -> list[Notice]:
    say, subjects = table.language.say, table.found.subjects
    notices = [Notice(say("These are assumption bands, not confidence intervals."))]
    if unscored := [name for name, subject in table.in_order if subject.value is None]:
        notices.append(Notice(say("Not scored, since nothing is known: {names}.", names=say("; ").join(unscored))))
    if any(subject.provisional for subject in subjects):
        notices.append(
            Notice(
                say("Provisional scores are ranked here with the others: too little is known about them for a band.")
            )
        )
    if len({subject.profile.subject.kind for subject in subjects}) > 1:
        notices.append(
            Notice(say("Countries and organizations are asked different indicators: their totals are not comparable."))
        )
    if len({subject.profile.kind for subject in subjects}) > 1:
        notices.append(Notice(say("Self-assessments, desk reviews and peer reviews are read differently.")))
    return notices


def _ranks(table: Sureness) -> Section:
    say = table.language.say
    legend = say(
        "Exact range: whatever the unanswered questions are, all else as scored. 5 to 95 % of draws: the assumption "
        "band, between which nine of ten draws lie."
    )
    has_ranks = table.is_of_many and any(subject.rank is not None for subject in table.found.subjects)
    chart = (rank_chart(table),) if has_ranks else ()
    return Section("scores", say("Scores and ranks"), (*chart, scores_table(table), Paragraph(legend)))


def _pairs(table: Sureness) -> list[Section]:
    chart = above_chart(table)
    pictures: tuple[Block, ...] = () if chart is None else (chart,)
    sections = [Section(one.id, one.title, (*pictures, *one.blocks)) for one in pairs_sections(table)]
    if not sections and pictures:
        return [Section("pairs", table.language.say("Who stands above whom: share of the draws"), pictures)]
    return sections


def _chances(table: Sureness) -> list[Section]:
    scored = any(subject.spread.median is not None for subject in table.found.subjects)
    tables: list[Block] = [rank_chances(table)] if table.is_of_many and scored else []
    if table.rubric.grading.bands and scored:
        tables.append(band_chances(table))
    return [Section("chances", table.language.say("How likely"), tuple(tables))] if tables else []


def _assumptions(table: Sureness) -> Section:
    say = table.language.say
    blocks: list[Block] = [assumptions_table(table)]
    if table.found.moved_by is not None:
        blocks.append(
            Paragraph(
                say(
                    "Variance: the share of it that comes from the assumption alone, and with all that it interacts "
                    "with; of the median subject. What moves all scores alike may not move a rank."
                )
            )
        )
    return Section("assumptions", say("Which assumption matters"), tuple(blocks))


def _exact(table: Sureness) -> list[Section]:
    say = table.language.say
    if all(subject.weight_range is None for subject in table.found.subjects):
        return []
    title = say("However the weights are set")
    box = table.found.box
    legend = say(
        "Each weight multiplied by anything from {low} to {high}, each by itself: a linear programme finds the least "
        "and the most.",
        low=table.language.number(1 - box, 2),
        high=table.language.number(1 + box, 2),
    )
    return [Section("weights", title, (weights_table(table), Paragraph(legend)))]


def _scenarios(table: Sureness) -> list[Section]:
    if not table.found.scenarios:
        return []
    title = table.language.say("However the areas are rolled up")
    return [Section("scenarios", title, (scenarios_table(table),))]


def _left_out(table: Sureness) -> Section:
    section = left_out_section(table)
    return Section(section.id, section.title, (changes_chart(table), *section.blocks))
