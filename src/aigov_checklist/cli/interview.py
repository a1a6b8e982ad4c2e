"""`aigov interview`: the questions one at a time, each answer saved before the next is asked."""

import os
import shlex
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePath
from typing import get_args

import click

from aigov_checklist.cli.asking import ask, asked, prepare, say, show
from aigov_checklist.cli.beginning import beginning
from aigov_checklist.cli.conversation import Conversation
from aigov_checklist.cli.kept import Kept
from aigov_checklist.cli.opening import rubric_from
from aigov_checklist.cli.options import limit_option, rubric_option
from aigov_checklist.cli.output import replace_file
from aigov_checklist.cli.problems import show_remarks
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import UsageError
from aigov_checklist.interviewing.course import course_of, unanswered
from aigov_checklist.loading import admit_profile, load_rubric, open_profile
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.draft import Draft
from aigov_checklist.readers.source import STANDARD_INPUT
from aigov_checklist.registry import DEFAULT_RUBRIC
from aigov_checklist.translation import translated

_INTERRUPTED = 130
"""What shells say of a program that Ctrl-C ended."""


@click.command()
@click.argument("profile", required=False, type=click.Path())
@click.option("--area", metavar="ID|NUMBER", help="Ask only the questions of this area.")
@click.option("--blind", is_flag=True, help="Show no score, so that points do not steer answers.")
@click.option("--kind", type=click.Choice(get_args(Kind)), help="Who is assessed, in a new profile.  [default: asked]")
@click.option("--name", help="The subject's name, in a new profile.  [default: asked]")
@click.option("--id", "subject_id", help="The subject's id; for a country its ISO 3166-1 alpha-3 code.")
@click.option("--tier", type=click.Choice(get_args(Tier)), help="What a new profile is asked.  [default: full]")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of a new assessment.  [default: today]")
@rubric_option
@limit_option
def interview(
    profile: str | None,
    area: str | None,
    blind: bool,
    kind: Kind | None,
    name: str | None,
    subject_id: str | None,
    tier: Tier | None,
    day: date | None,
    rubric_source: str | None,
    limit: int,
) -> None:
    """Answer the questions of the YAML or JSON file PROFILE one at a time.

    The first is the first without an answer; type ? to see what can be typed. Each answer is saved at once, and
    everything else in the file stays as it is, so that an interview may end at any time and go on later. A PROFILE
    that does not exist is made; without PROFILE its name is asked.
    """
    if profile == STANDARD_INPUT:
        raise UsageError(Message("Standard input cannot be changed: give a file."))
    prepare()
    path = profile or asked(Message("File of the profile, such as mine.yaml: "))
    rubric, form = rubric_from(rubric_source, limit), None
    if os.path.lexists(path):
        opened = open_profile(path, rubric, limit=limit)
        day_told = None if day is None else f"{day:%Y-%m-%d}"
        _refuse_other(path, opened.profile, kind=kind, name=name, id=subject_id, tier=tier, date=day_told)
    else:
        form = _form(path, kind, name, subject_id, tier, day, rubric=rubric)
        opened = admit_profile(Draft(path, form), rubric)
    course = course_of(translated(opened.rubric, spoken().code), opened.profile, area)
    if form is not None:
        replace_file(Path(path), form, force=False)
    show_remarks(opened.warnings)
    kept, code = Kept(path, opened, limit=limit), 0
    try:
        Conversation(kept, course, blind=blind).run()
    except EOFError:
        code = 0
    except KeyboardInterrupt:
        code = _INTERRUPTED
    with suppress(EOFError):  # the terminal may be gone
        show("", spoken().say("All answers are saved in {path}.", path=path))
        rubric_told = ["--rubric", rubric_source] if rubric_source else []
        if unanswered(course, kept.profile):
            told = [*(["--area", area] if area else []), *(["--blind"] if blind else []), *rubric_told]
            show(spoken().say("Go on with: {command}", command=shlex.join(["aigov", "interview", path, *told])))
        elif area is None:
            show(spoken().say("Score it with: {command}", command=shlex.join(["aigov", "score", path, *rubric_told])))
    raise click.exceptions.Exit(code)


def _refuse_other(path: str, profile: Profile, **told: str | None) -> None:
    """Raise UsageError if options say something else about the subject than its profile, which is there already."""
    written = {**profile.subject.model_dump(), "tier": profile.tier, "date": profile.date}
    if other := [f"--{key}" for key, value in told.items() if value is not None and value.strip() != written[key]]:
        raise UsageError(
            Message(
                "{path} exists and says something else than {options}: leave that out, or name another file.",
                path=path,
                options=", ".join(other),
            )
        )


def _form(
    path: str,
    kind: Kind | None,
    name: str | None,
    subject_id: str | None,
    tier: Tier | None,
    day: date | None,
    *,
    rubric: Rubric | None,
) -> bytes:
    """A new profile, as a form in which nothing is answered; what has to be known and was not told is asked."""
    if PurePath(path).suffix.lower() not in (".yaml", ".yml"):
        raise UsageError(
            Message("There is no {path}. A new profile is a YAML file: let its name end in .yaml.", path=path)
        )
    rubric = rubric or load_rubric(DEFAULT_RUBRIC)
    if kind is None or name is None:
        say("{path} does not exist yet: it is made now.", path=path)
    kinds: tuple[Kind, ...] = get_args(Kind)
    while kind is None:
        typed = asked(Message("Who is assessed, a country or an organization? "))
        kind = next((one for one in kinds if one == typed.casefold()), None)
    if name is None:
        name = asked(Message("Its name: "))
        if kind == "country" and subject_id is None:
            subject_id = ask(spoken().say("Its code of three letters (ISO 3166-1 alpha-3; Enter: not known): ")).upper()
    return beginning(rubric, kind=kind, name=name, subject_id=subject_id, tier=tier or "full", day=day)
