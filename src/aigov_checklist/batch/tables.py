"""The lane for tables: a row a subject and a column an indicator, or a row an answer; what is odd meets the door."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl

from aigov_checklist.batch.columns import Mapping, answer_of, is_group
from aigov_checklist.batch.outcome import Identity, Reject, Settled, as_text, reject
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

    def settle(self, frame: pl.DataFrame, source: str, numbers: Sequence[int]) -> Iterator[Settled]:
        """The profiles in rows of a wide table, those that are plain and then those that took the door."""
        frame = self.mapping.named(frame)
        is_plain = _plain_heads(frame)
        codes, quantities = {}, {}
        for leaf in self.plan.leaves.values():
            if leaf.id in frame.columns:
                codes[leaf.id], quantity, known = _codes(frame[leaf.id], leaf)
                if known is not None:
                    is_plain &= known
                if quantity is not None:
                    quantities[leaf.id] = quantity
        for name in self.mapping.strangers(frame.columns):
            is_plain &= frame[name].is_null().to_numpy()
        lines = np.asarray(numbers)
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
        yield Settled(_identity(frame, source, lines.tolist()), block, ())

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


def _codes(column: pl.Series, leaf: LeafPlan) -> tuple[Codes, Any, Bools | None]:
    """The codes of a column, its numbers if it is of quantities, and where it was understood; None is everywhere."""
    if leaf.goalposts is not None:
        return _quantities(column)
    if column.dtype.is_float():
        whole = column.fill_nan(None)
        column = whole.cast(pl.Int64, strict=False) if (whole == whole.round()).all() else whole.cast(pl.String)
    if column.dtype.is_integer():
        levels = [level for level in leaf.codes if isinstance(level, int)]
        if levels and levels == list(range(levels[0], levels[0] + len(levels))):
            return _contiguous(column, leaf, levels[0])
    texts = {str(answer): code for answer, code in leaf.codes.items()}
    return _texts(column.cast(pl.String), texts, leaf)


def _contiguous(column: pl.Series, leaf: LeafPlan, lowest: int) -> tuple[Codes, None, Bools | None]:
    """Levels without a gap are their codes but for a shift."""
    shift = lowest - FIRST_ANSWER
    highest = lowest + len(leaf.codes) - 1
    known = None
    least: Any = column.min()
    most: Any = column.max()
    if least is not None and (least < lowest or most > highest):
        known = column.is_between(lowest, highest).fill_null(value=True)
        column = column.set(~known, None)
    column = column.cast(pl.Int16)
    codes = column.set(column.is_null(), shift + UNANSWERED).to_numpy() - shift
    return codes.astype(np.uint8), None, None if known is None else known.to_numpy()


def _texts(column: pl.Series, texts: dict[str, int], leaf: LeafPlan) -> tuple[Codes, None, Bools]:
    known = dict(texts)
    for text in column.unique().drop_nulls().to_list():
        state = answer_of(text, None)
        if text.strip() == "":
            known[text] = UNANSWERED
        elif state.get("no_information", "").strip():
            known[text] = NO_INFORMATION
        elif state.get("not_applicable", "").strip():
            known[text] = NOT_APPLICABLE
    codes = column.replace_strict(known, default=None, return_dtype=pl.UInt16)
    understood = codes.is_not_null() | column.is_null()
    return codes.fill_null(UNANSWERED).to_numpy().astype(leaf.code_type), None, understood.to_numpy()


def _quantities(column: pl.Series) -> tuple[Codes, Any, Bools]:
    numbers = column.cast(pl.Float64, strict=False).fill_nan(None)
    is_given = numbers.is_not_null().to_numpy()
    was_empty = column.is_null() | ((column.str.strip_chars() == "") if column.dtype == pl.String else column.is_null())
    values = numbers.fill_null(np.nan).to_numpy()
    plain = (is_given & (np.abs(values) < _SURE)) | was_empty.to_numpy()
    if column.dtype.is_float():
        plain |= column.is_nan().fill_null(value=False).to_numpy()
    return np.where(is_given, FIRST_ANSWER, UNANSWERED).astype(np.uint8), values, plain


def _identity(frame: pl.DataFrame, source: str, lines: list[int]) -> Identity:
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
