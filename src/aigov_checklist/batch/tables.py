"""The lane for tables: a row a subject and a column an indicator, or a row an answer; what is odd meets the door."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl

from aigov_checklist.batch.columns import Mapping, answer_of, is_group
from aigov_checklist.batch.outcome import Identity, Reject, Settled, as_text, reject
from aigov_checklist.batch.pieces import Lines
from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.kernel.columns import Answers, Block
from aigov_checklist.kernel.encoding import encoded
from aigov_checklist.kernel.plan import (
    FIRST_ANSWER,
    NO_INFORMATION,
    NOT_APPLICABLE,
    UNANSWERED,
    Bools,
    Codes,
    LeafPlan,
    Plan,
)
from aigov_checklist.loading import admit_profile
from aigov_checklist.message import Message
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.sources import LineSource

_ID = r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$"
_SURE = 1e6
"""Beyond it, whether a quantity can be computed with is for the door to say."""


class TableLane:
    """Settles rows of tables for one rubric; made once, used for many pieces."""

    def __init__(self, rubric: Rubric, plan: Plan, mapping: Mapping) -> None:
        self.rubric, self.plan, self.mapping = rubric, plan, mapping

    def settle(self, frame: pl.DataFrame, source: str, lines: Lines) -> Iterator[Settled]:
        """The profiles in rows of a wide table, those that are plain and then those that took the door."""
        frame = self.mapping.named(frame)
        is_plain = _plain_heads(frame)
        codes, quantities = _levels(frame, self.plan), {}
        for leaf in self.plan.leaves.values():
            if leaf.id in frame.columns and leaf.id not in codes:
                codes[leaf.id], quantity, known = _codes(frame[leaf.id], leaf)
                if known is not None:
                    is_plain &= known
                if quantity is not None:
                    quantities[leaf.id] = quantity
        for name in self.mapping.strangers(frame.columns):
            is_plain &= frame[name].is_null().to_numpy()
        if not is_plain.all():
            odd = frame.filter(pl.Series(~is_plain))
            yield self._through_the_door(odd, source, lines[~is_plain].tolist())
            frame, lines = frame.filter(pl.Series(is_plain)), lines[is_plain]
            codes = {name: column[is_plain] for name, column in codes.items()}
            quantities = {name: column[is_plain] for name, column in quantities.items()}
        block = Block(
            rows=frame.height,
            is_country=(frame["kind"] == "country").to_numpy(),
            is_essential=(frame["tier"] == "essential").to_numpy(),
            answers=Answers(codes, quantities),
            dates=frame["date"].to_numpy().astype(np.str_) if self.plan.has_planned else None,
        )
        yield Settled(_identity(frame, source, lines), block, ())

    def _through_the_door(self, frame: pl.DataFrame, source: str, lines: Sequence[int]) -> Settled:
        identity, profiles, rejects = Identity(), list[Profile](), list[Reject]()
        for line, row in zip(lines, frame.iter_rows(named=True), strict=True):
            given = {name: value for name, value in row.items() if value is not None}
            try:
                profile = admit_profile(
                    LineSource(source, as_text(self._document(given)).encode(), line), self.rubric
                ).profile
            except (DocumentError, ValueError) as error:
                problems: Sequence[Problem] = getattr(error, "problems", ()) or (_UNREADABLE,)
                rejects.append(reject(source, line, as_text({k: _writable(v) for k, v in given.items()}), problems))
                continue
            identity.add(profile, source, line)
            profiles.append(profile)
        return Settled(identity, encoded(profiles, self.plan), rejects)

    def _document(self, row: dict[str, Any]) -> dict[str, Any]:
        """The profile that a row stands for."""
        groups = {name.partition(".")[2]: str(value) for name, value in row.items() if is_group(name)}
        subject = {
            key: row[name] for key, name in (("id", "subject"), ("name", "name"), ("kind", "kind")) if name in row
        }
        names = (*self.plan.leaves, *self.mapping.strangers(row))
        return {
            "rubric": {"id": self.rubric.id, "version": self.rubric.version},
            "kind": "self-assessment",
            "date": row.get("date"),
            "subject": subject | ({"groups": groups} if groups else {}),
            "tier": row.get("tier"),
            "responses": {name: answer_of(row[name], self.plan.leaves.get(name)) for name in names if name in row},
        }


_UNREADABLE = Problem("not-finite", Message("The row holds a number that cannot be used."))


def _plain_heads(frame: pl.DataFrame) -> Bools:
    """Where whoever and whenever a row is about needs no second look."""
    date = pl.col("date")
    plain: Bools = (
        frame.select(
            (
                (pl.col("subject").str.contains(_ID) & (pl.col("subject").str.len_chars() <= 100))
                & (pl.col("name").str.contains(r"[^ \t\r\n]") & (pl.col("name").str.len_chars() <= 2_000))
                & pl.col("kind").is_in(["country", "organization"])
                & pl.col("tier").is_in(["essential", "full"])
                & (
                    date.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
                    & date.str.to_date("%Y-%m-%d", strict=False).is_not_null()
                )
            ).fill_null(value=False)
        )
        .to_series()
        .to_numpy()
        .copy()
    )
    for name in frame.columns:
        if is_group(name):
            plain &= (
                frame[name].is_null().to_numpy()
                | frame[name].str.contains(r"[^ \t\r\n]").fill_null(value=False).to_numpy()
            )
    return plain


def _levels(frame: pl.DataFrame, plan: Plan) -> dict[str, Codes]:
    """The codes of columns in which all numbers are levels: where those have no gap, they are codes but for a shift."""
    columns, shifts = {}, {}
    for leaf in plan.leaves.values():
        levels = [answer for answer in leaf.codes if isinstance(answer, int)]
        if leaf.id in frame.columns and levels and levels == list(range(levels[0], levels[0] + len(levels))):
            column = _whole(frame[leaf.id])
            least, most = (column.min(), column.max()) if column.dtype.is_integer() else (None, None)
            if isinstance(least, int) and isinstance(most, int) and levels[0] <= least and most <= levels[-1]:
                columns[leaf.id], shifts[leaf.id] = column, levels[0] - FIRST_ANSWER
    filled = pl.DataFrame(columns).select(
        pl.col(name).cast(pl.Int16).fill_null(shift + UNANSWERED) for name, shift in shifts.items()
    )
    return {name: (filled[name].to_numpy() - shift).astype(np.uint8) for name, shift in shifts.items()}


def _codes(column: pl.Series, leaf: LeafPlan) -> tuple[Codes, Any, Bools | None]:
    """The codes of a column, its numbers if it is of quantities, and where it was understood; None is everywhere."""
    if leaf.goalposts is not None:
        return _quantities(column)
    texts = {str(answer): code for answer, code in leaf.codes.items()}
    return _texts(_whole(column).cast(pl.String), texts, leaf)


def _whole(column: pl.Series) -> pl.Series:
    """Whole numbers as such, where a column of them can hold none that are missing."""
    if not column.dtype.is_float():
        return column
    column = column.fill_nan(None)
    return column.cast(pl.Int64, strict=False) if (column == column.round()).all() else column


def _texts(column: pl.Series, texts: dict[str, int], leaf: LeafPlan) -> tuple[Codes, None, Bools | None]:
    places = column.cast(pl.Enum(list(texts)), strict=False).to_physical()
    table = np.array([*texts.values(), UNANSWERED], leaf.code_type)
    codes = table.take(places.fill_null(len(texts)).to_numpy())
    is_strange = places.is_null() & column.is_not_null()
    if not is_strange.any():
        return codes, None, None
    strange = is_strange.to_numpy()
    found = column.filter(is_strange)
    meanings = {text: _state_in(text) for text in found.unique().to_list()}
    states = found.replace_strict(meanings, return_dtype=pl.UInt16)
    codes[strange] = states.fill_null(UNANSWERED).to_numpy()
    understood = ~strange
    understood[strange] = states.is_not_null().to_numpy()
    return codes, None, understood


def _state_in(text: str) -> int | None:
    """The state that a text says an indicator is in; None if it says none."""
    state = answer_of(text, None)
    if text.strip() == "":
        return UNANSWERED
    if state.get("no_information", "").strip():
        return NO_INFORMATION
    return NOT_APPLICABLE if state.get("not_applicable", "").strip() else None


def _quantities(column: pl.Series) -> tuple[Codes, Any, Bools]:
    numbers = column.cast(pl.Float64, strict=False).fill_nan(None)
    is_given = numbers.is_not_null().to_numpy()
    was_empty = column.is_null() | ((column.str.strip_chars() == "") if column.dtype == pl.String else column.is_null())
    values = numbers.fill_null(np.nan).to_numpy()
    plain = (is_given & (np.abs(values) < _SURE)) | was_empty.to_numpy()
    if column.dtype.is_float():
        plain |= column.is_nan().fill_null(value=False).to_numpy()
    return np.where(is_given, FIRST_ANSWER, UNANSWERED).astype(np.uint8), values, plain


def _identity(frame: pl.DataFrame, source: str, lines: Lines) -> Identity:
    groups = [name for name in frame.columns if is_group(name)]
    rows = frame.select(groups).iter_rows(named=True) if groups else ()
    texts = [as_text({k.partition(".")[2]: v for k, v in row.items() if v is not None}) for row in rows]
    return Identity(
        source=pl.repeat(source, frame.height, eager=True),
        line=lines,
        groups=texts if groups else pl.repeat("{}", frame.height, eager=True),
        **{name: frame[name] for name in ("subject", "name", "kind", "date", "tier")},
    )


def _writable(value: Any) -> Any:
    return str(value) if isinstance(value, float) and not np.isfinite(value) else value
