"""Standings from what was named: profiles, folders of profiles, and score tables of `aigov batch`."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from aigov_checklist.errors import DocumentError, Problem, UsageError
from aigov_checklist.groups import KIND, reference_groups, reference_keys
from aigov_checklist.lenses import Lens
from aigov_checklist.loading import Opened, load_known_rubric, open_profile
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import Assessment, Score
from aigov_checklist.models.record import Kind
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.ranking import Asked, Standing
from aigov_checklist.readers.score_tables import MANIFEST, TABLE_ENDINGS, read_stamp, read_table
from aigov_checklist.readers.source import DEFAULT_LIMIT, PROFILE_ENDINGS, STANDARD_INPUT, profiles_in
from aigov_checklist.registry import is_known
from aigov_checklist.report.material import all_areas
from aigov_checklist.report.rubrics import find_area
from aigov_checklist.score_rows import ScoreRows
from aigov_checklist.scoring.assessing import assess
from aigov_checklist.structure import ROOT
from aigov_checklist.suggesting import did_you_mean

_TABLES = ("scores.csv", "scores.jsonl", "scores.parquet", "scores")
"""What a folder of `aigov batch` holds: one of these, the last a folder of Parquet files."""


@dataclass
class Gathering:
    """What has been read so far: standings with the groups they name, the one rubric of all, and what went wrong."""

    rubric: Rubric | None
    by: str
    lens: Lens
    limit: int
    is_chosen: bool
    first: str = ""
    asked: Asked | None = None
    standings: list[tuple[Standing, dict[str, str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    def admit(self, rubric: Rubric, name: str) -> Asked:
        """What is asked, under the one rubric of all. Raises UsageError for another rubric or an unknown name."""
        if self.rubric is None:
            self.rubric = rubric
        if self.rubric.digest != rubric.digest:
            raise _two_rubrics(self.rubric, self.first, Message("{id} {version}", **_stamp(rubric)), name)
        self.first = self.first or name
        self.asked = self.asked or asked_of(rubric, self.by, self.lens)
        return self.asked


@dataclass(frozen=True)
class Standings:
    """All standings under one rubric, with their groups, how the groups are ordered, and what could not be read.

    `left_out` counts the profiles that could not be scored; `problems` says why.
    """

    rubric: Rubric
    asked: Asked
    standings: tuple[Standing, ...]
    order: tuple[str, ...]
    problems: tuple[Problem, ...]
    left_out: int


def read_standings(
    inputs: Iterable[str],
    *,
    by: str = ROOT,
    lens: Lens = "declared",
    group: str | None = None,
    rubric: Rubric | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Standings:
    """What the inputs say about a node under a lens; each is a profile, a folder of profiles, or a score table.

    Without a rubric it is the shipped one that profiles or manifests name.  A profile with problems is left out and
    its problems are told.  Raises UsageError for inputs under different rubrics and for unknown names, DocumentError
    for a table that cannot be read.
    """
    gathering = Gathering(rubric, by, lens, limit, is_chosen=rubric is not None)
    for name in inputs:
        _read(name, gathering)
    if gathering.rubric is None or gathering.asked is None:
        raise DocumentError(gathering.problems)
    grouped, order = _grouped(gathering.standings, group)
    return Standings(gathering.rubric, gathering.asked, grouped, order, tuple(gathering.problems), gathering.left_out)


def asked_of(rubric: Rubric, by: str, lens: Lens) -> Asked:
    """What `by` names in this rubric. Raises UsageError if it is nothing, or a view under another lens."""
    if by == ROOT:
        return Asked(ROOT, lens)
    if ":" not in by:
        return Asked(find_area(rubric, by).id, lens)
    known = [f"{view.id}:{group.id}" for view in rubric.views for group in view.groups]
    if by not in known:
        hint = did_you_mean(by, known) or Message("There are: {known}.", known=", ".join(known))
        raise UsageError(Message("The rubric has no view with a group {name}. {hint}", name=by, hint=hint))
    if lens != "declared":
        raise UsageError(Message("Views are scored under the declared lens only: leave --lens out."))
    return Asked(by, lens)


def _read(name: str, gathering: Gathering) -> None:
    path = Path(name)
    if name == STANDARD_INPUT or not path.is_dir():
        if path.suffix.lower() in TABLE_ENDINGS:
            _read_table(path, gathering)
        else:
            _read_profile(name, gathering)
        return
    if table := _table_in(path):
        _read_table(table, gathering)
        return
    names = profiles_in(path)
    if not names or (path / MANIFEST) in names:
        raise UsageError(
            Message(
                "There are no profiles ({endings}) and no score table in {source}.",
                endings=", ".join(PROFILE_ENDINGS),
                source=path,
            )
        )
    for inner in names:
        _read_profile(str(inner), gathering)


def _table_in(folder: Path) -> Path | None:
    """The score table of a folder that `aigov batch` wrote; the folder itself if it holds Parquet files."""
    for name in _TABLES:
        table = folder / name
        if table.is_file() or any(table.glob("*.parquet")):
            return table
    return folder if any(folder.glob("*.parquet")) else None


def _read_profile(name: str, gathering: Gathering) -> None:
    chosen = gathering.rubric if gathering.is_chosen else None
    try:
        opened = open_profile(name, chosen, limit=gathering.limit)
        asked = gathering.admit(opened.rubric, name)
        assessment = assess(opened.profile, opened.rubric)
    except DocumentError as error:
        gathering.problems += error.problems
        gathering.left_out += 1
        return
    standing = standing_of(assessment, opened, asked)
    gathering.standings.append((replace(standing, source=name), assessment.subject.groups))


def standing_of(assessment: Assessment, opened: Opened, asked: Asked) -> Standing:
    """What an assessment says about what is asked."""
    score, subject = _score(assessment, asked), assessment.subject
    return Standing(
        subject=subject.id,
        name=subject.name,
        kind=subject.kind,
        date=assessment.date,
        tier=opened.profile.tier,
        value=score.value,
        low=score.low,
        high=score.high,
        coverage=score.coverage,
        band=score.band,
        band_range=score.band_range,
        provisional=score.provisional,
        stars=sum(result.star for area in all_areas(assessment.areas) for result in area.indicators),
    )


def _score(assessment: Assessment, asked: Asked) -> Score:
    if asked.by == ROOT:
        return assessment.overall.under(asked.lens)
    view, _, group = asked.by.partition(":")
    if group:
        return next(result.declared for result in assessment.views[view] if result.id == group)
    return next(area.under(asked.lens) for area in all_areas(assessment.areas) if area.id == asked.by)


def _read_table(path: Path, gathering: Gathering) -> None:
    rubric = _rubric_of(path, gathering)
    rows = ScoreRows(rubric, gathering.admit(rubric, str(path)).column)
    problems: list[Problem] = []
    for row in read_table(path, rows.columns):
        missing = [name for name in rows.needed if name not in row.cells]
        if missing:
            raise UsageError(
                Message(
                    "{file} has no column {name}: it is no score table, or one without this node, lens or view.",
                    file=row.file,
                    name=missing[0],
                )
            )
        try:
            gathering.standings.append(rows.standing_in(row))
        except ValueError:
            message = Message("This row is not one of a score table.")
            hint = Message("Write the table anew with `aigov batch`, and do not edit it.")
            problems.append(Problem("bad-row", message, hint, file=row.file, line=row.line))
    if problems:
        raise DocumentError(problems)


def _rubric_of(table: Path, gathering: Gathering) -> Rubric:
    """The rubric of a table: the one chosen if the manifest does not speak against it, else the manifest's."""
    said = read_stamp(table.parent / MANIFEST)
    if gathering.is_chosen and gathering.rubric is not None:
        rubric = gathering.rubric
    elif is_known(str(said.get("id"))):
        rubric = load_known_rubric(str(said["id"]))
    else:
        message = Message(
            "Which rubric the scores in {file} were made with is not known here: name it with --rubric.", file=table
        )
        raise UsageError(message)
    if said and (said["id"], said["version"], said["digest"]) != (rubric.id, rubric.version, rubric.digest):
        other = Message("{id} {version}", id=said["id"], version=said["version"])
        raise _two_rubrics(rubric, gathering.first or "--rubric", other, str(table))
    return rubric


def _stamp(rubric: Rubric) -> dict[str, str]:
    return {"id": rubric.id, "version": rubric.version}


def _two_rubrics(one: Rubric, first: str, other: Message, name: str) -> UsageError:
    return UsageError(
        Message(
            "Scores under different rubrics cannot be ranked together: {one} ({first}) and {other} ({name}). Score all "
            "profiles again under one rubric and version.",
            one=Message("{id} {version}", **_stamp(one)),
            first=first,
            other=other,
            name=name,
        )
    )


def _grouped(
    standings: list[tuple[Standing, dict[str, str]]], key: str | None
) -> tuple[tuple[Standing, ...], tuple[str, ...]]:
    """The standings with the group of that key: what the subject says itself, else what the reference table says."""
    if key is None:
        return tuple(standing for standing, _ in standings), ()
    if key == KIND:
        return tuple(replace(standing, group=standing.kind) for standing, _ in standings), get_args(Kind)
    reference = reference_groups(key)
    if reference is None and not any(key in own for _, own in standings):
        known = sorted({KIND, *reference_keys(), *(name for _, own in standings for name in own)})
        hint = did_you_mean(key, known) or Message("There are: {known}.", known=", ".join(known))
        raise UsageError(Message("No subject has a group {key}. {hint}", key=key, hint=hint))
    by_code = reference.by_code if reference else {}
    found = tuple(
        replace(
            standing, group=own.get(key) or (by_code.get(standing.subject, "") if standing.kind == "country" else "")
        )
        for standing, own in standings
    )
    return found, reference.order if reference else ()
