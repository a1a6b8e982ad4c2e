"""A rubric as a form: everything that is asked of one kind of subject in a tier, in several languages."""

from collections.abc import Iterator, Sequence

from aigov_checklist.forms.asking import Asking
from aigov_checklist.forms.editions import Editions
from aigov_checklist.forms.elements import Option, Pattern, Question, Questionnaire, Section
from aigov_checklist.forms.naming import ABOUT, name_of, refuse_twins
from aigov_checklist.forms.questions import area_title, questions_by_area
from aigov_checklist.forms.stamp import Stamp
from aigov_checklist.models import record
from aigov_checklist.models.record import Kind, Tier, pattern_of
from aigov_checklist.models.rubric import Rubric

_COUNTRY = "^[A-Z]{3}$"


def questionnaire(rubric: Rubric, *, kind: Kind, tier: Tier, codes: Sequence[str]) -> Questionnaire:
    """The form in the languages of these codes. Raises UsageError if its questions could not be told apart."""
    editions = Editions(rubric, codes)
    areas = list(questions_by_area(rubric, kind, tier))
    asked = frozenset(leaf.id for _, leaves in areas for leaf in leaves)
    refuse_twins([area.id for area, _ in areas])
    refuse_twins(leaf.id for _, leaves in areas for leaf in leaves)
    asking = Asking(editions, rubric, kind, asked)
    titles = {
        edition.language.code: [
            area_title(area, edition.language.say) for area, _ in questions_by_area(edition.rubric, kind, tier)
        ]
        for edition in editions.all
    }
    sections = tuple(
        Section(
            f"area_{name_of(area.id)}",
            {code: found[at] for code, found in titles.items()},
            tuple(asking.item(leaf) for leaf in leaves),
        )
        for at, (area, leaves) in enumerate(areas)
    )
    say = editions.say
    return Questionnaire(
        name=f"{rubric.id}-{kind}-{tier}",
        version=rubric.version,
        stamp=str(Stamp(rubric.id, rubric.version, kind, tier)),
        title=editions.each(lambda edition: edition.rubric.label),
        introduction=say(
            "Leave a question without an answer where you have none yet: unanswered is never counted as zero. "
            "Evidence needs a url or a document reference to count."
        ),
        about_label=say("About this assessment"),
        about=tuple(_about(editions, kind)),
        sections=sections,
        required_message=say("This needs an answer."),
    )


def _about(editions: Editions, kind: Kind) -> Iterator[Question]:
    say = editions.say
    name, identifier, date, assessment, assessor = ABOUT
    if kind == "country":
        label = say("Name of the country")
        code = say("Code of the country: three capital letters, ISO 3166-1 alpha-3")
        pattern = Pattern(_COUNTRY, say("Write three capital letters, such as IDN."))
    else:
        label, code = say("Name of the organization"), say("A short id of the organization")
        hint = say("Use letters and digits; dots, hyphens and underscores may stand between them.")
        pattern = Pattern(pattern_of(record.Id), hint)
    yield Question(name, "text", label, is_required=True)
    yield Question(identifier, "text", code, is_required=True, pattern=pattern)
    yield Question(date, "day", say("Date of the assessment"), is_required=True)
    kinds = (
        Option("self-assessment", say("Self-assessment by the subject")),
        Option("desk-review", say("Desk review: not an official self-assessment")),
        Option("peer-review", say("Peer review")),
    )
    yield Question(assessment, "choice", say("Who assesses?"), options=kinds, is_required=True)
    hint = say("Left out of everything that is published.")
    yield Question(assessor, "text", say("Who fills this in?"), hint)
