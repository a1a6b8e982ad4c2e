"""A plan as a page: plain words first, then the path, the steps, the areas, and what was assumed."""

from aigov_checklist.language import join_sentences
from aigov_checklist.report.blocks import Block, Listing, Notice, Paragraph, Section, Told
from aigov_checklist.report.plan_tables import (
    area_sections,
    areas_section,
    gates_section,
    path_section,
    questions_section,
    steps_section,
)
from aigov_checklist.report.plan_words import assumptions, goal_in_words, headline, method, warnings
from aigov_checklist.report.planned import Planned


def build_plan(told: Planned) -> Told:
    """The whole page."""
    say, case = told.language.say, told.plan.case
    summary: tuple[Block, ...] = (
        Paragraph(goal_in_words(told)),
        Paragraph(join_sentences(headline(told))),
        *map(Notice, warnings(told)),
    )
    steps = (
        (path_section(told), steps_section(told), areas_section(told), *gates_section(told))
        if told.plan.steps
        else tuple(gates_section(told))
    )
    sections = (
        Section("summary", say("In plain words"), summary),
        *questions_section(told),
        *steps,
        *area_sections(told),
        Section("assumed", say("What is assumed"), (Listing(tuple(assumptions(told))),)),
        Section("method", say("Method"), (Listing(tuple(method(told))),)),
    )
    return Told(
        title=say("What next: {name}", name=case.profile.subject.name),
        subtitle=say(
            "Alignment with the rubric {id}, version {version}; {date}; lens: {lens}",
            id=case.rubric.id,
            version=case.rubric.version,
            date=case.profile.date,
            lens=told.before.lens_title(case.freedom.lens),
        ),
        sections=sections,
        language=told.language,
    )
