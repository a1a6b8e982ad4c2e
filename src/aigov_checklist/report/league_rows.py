"""A league table for machines: one row a subject and one a group, numbers in full."""

from collections.abc import Iterator

from aigov_checklist.ranking import Place, Standing
from aigov_checklist.report.csv_writer import csv_text
from aigov_checklist.report.fields import Field, measure_fields
from aigov_checklist.report.league_table import LeagueTable
from aigov_checklist.report.rows import Row


def league_csv(table: LeagueTable) -> str:
    """Everybody who counts, the ranked ones first; each row says what was asked under which rubric."""
    made: Row = {
        "node": table.asked.by,
        "lens": table.asked.lens,
        "rubric": table.rubric.id,
        "version": table.rubric.version,
    }
    columns = [*(field.name for field in league_fields(table)), *made]
    return csv_text(columns, (row | made for row in league_rows(table)))


def league_fields(table: LeagueTable) -> tuple[Field, ...]:
    """The columns of a league table."""
    say = table.language.say
    status = say("ranked, provisional (too little is known) or not scored.")
    source = Field("source", say("File"), say("Where the profile stands."), "text")
    group = Field("group", say("Group"), say("Group of the subject; empty if it is not grouped."), "text")
    return (
        Field("rank", say("Rank"), say("Rank; empty where there is none."), "integer"),
        Field("tied", say("Shared"), say("Whether others have the same rank."), "truth"),
        Field("best", say("Best rank"), say("Best rank that the ranges allow."), "integer"),
        Field("worst", say("Worst rank"), say("Worst rank that the ranges allow."), "integer"),
        Field("subject", say("Id"), say("Id of the subject; of a country its ISO 3166-1 alpha-3 code."), "text"),
        Field("name", say("Subject"), say("Name of the subject."), "text"),
        Field("kind", say("Kind"), say("country or organization."), "text"),
        Field("date", say("Date"), say("Day of the assessment."), "date"),
        Field("tier", say("Tier"), say("Which indicators were asked: full or essential."), "text"),
        *([] if table.group is None else [group]),
        Field("status", say("Status"), status, "text"),
        Field("band", say("Band"), say("Id of the band; empty while the score is provisional."), "text"),
        *measure_fields(table.language),
        Field("stars", say("Stars"), say('Number of answers "no information" in the whole profile.'), "integer"),
        *([] if table.is_public else [source]),
    )


def league_rows(table: LeagueTable) -> Iterator[Row]:
    """Everybody who counts: the ranked by rank, then the provisional and those without a score by name."""
    for place in table.league.places:
        yield _ranked(place) | _standing(place.standing, "ranked")
    for standing in table.league.provisional:
        yield _standing(standing, "provisional")
    for standing in table.league.not_scored:
        yield _standing(standing, "not scored")


def group_fields(table: LeagueTable) -> tuple[Field, ...]:
    """The columns of the groups."""
    say = table.language.say
    return (
        Field("name", say("Group"), say("Group of the subject; empty if it is not grouped."), "text"),
        Field("scored", say("Scored"), say("Number of scores that are not provisional."), "integer"),
        Field("lower", say("First quartile"), say("First quartile of these, by linear interpolation."), "points"),
        Field("median", say("Median"), say("Median of these."), "points"),
        Field("upper", say("Third quartile"), say("Third quartile of these, by linear interpolation."), "points"),
        Field("provisional", say("Provisional"), say("Number of provisional scores."), "integer"),
        Field("not_scored", say("Not scored"), say("Number of subjects without a score."), "integer"),
    )


def group_rows(table: LeagueTable) -> Iterator[Row]:
    """Every group."""
    for group in table.league.groups:
        yield {
            "name": table.group_title(group.name),
            "scored": group.scored,
            "lower": group.lower,
            "median": group.median,
            "upper": group.upper,
            "provisional": group.provisional,
            "not_scored": group.not_scored,
        }


def _ranked(place: Place) -> Row:
    return {"rank": place.rank, "tied": place.is_tied, "best": place.best, "worst": place.worst}


def _standing(standing: Standing, status: str) -> Row:
    return {
        "subject": standing.subject,
        "name": standing.name,
        "kind": standing.kind,
        "date": standing.date,
        "tier": standing.tier,
        "group": standing.group or None,
        "status": status,
        "band": standing.band,
        "value": standing.value,
        "low": standing.low,
        "high": standing.high,
        "coverage": standing.coverage,
        "stars": standing.stars,
        "source": standing.source or None,
    }
