"""Linear expressions, and a mixed-integer programme made of them, solved by HiGHS."""

import math
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from aigov_checklist.errors import AigovError
from aigov_checklist.message import Message

_SOLVED, _INFEASIBLE, _FAILED = 0, 2, 4

_GIVE = 1e-7
"""How far rows may give where the solver proposes what it then finds to be a hair outside its own tolerance."""

_MOST_SECONDS = 60.0
"""How long one programme may be worked on in all; the shipped rubric takes a few tenths of a second."""

_HAIR = 1e-9
"""What numbers without unknowns may miss by: the last bits of sums decide nothing."""


class TooLongError(AigovError):
    """The search takes too long, and what to do about it."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "The best plan could not be found in reasonable time. Leave less to choose: keep answers or areas as "
                "they are with --fix, or set another target."
            )
        )


class Linear(NamedTuple):
    """A constant and a coefficient for each column."""

    constant: float = 0.0
    terms: Mapping[int, float] = {}

    def times(self, factor: float) -> "Linear":
        """The expression, multiplied."""
        return Linear(self.constant * factor, {column: factor * by for column, by in self.terms.items()})

    def plus(self, constant: float) -> "Linear":
        """The expression, with a number added."""
        return Linear(self.constant + constant, self.terms)


def total(parts: Iterable[Linear]) -> Linear:
    """The sum of expressions."""
    constant, terms = 0.0, dict[int, float]()
    for part in parts:
        constant += part.constant
        for column, by in part.terms.items():
            terms[column] = terms.get(column, 0.0) + by
    return Linear(constant, terms)


class Programme:
    """Columns with bounds and rows between limits; grows between one solution and the next."""

    def __init__(self) -> None:
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.spent = 0.0
        self.rows: list[tuple[Mapping[int, float], float, float]] = []

    def column(self, lower: float, upper: float, *, whole: bool = False) -> Linear:
        """A new unknown as an expression."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return Linear(0.0, {len(self.lower) - 1: 1.0})

    def switch(self) -> Linear:
        """A new unknown that is 0 or 1."""
        return self.column(0, 1, whole=True)

    def at_least(self, expression: Linear, least: float) -> None:
        """Ask for an expression that is not below a number."""
        self.rows.append((expression.terms, least - expression.constant, math.inf))

    def not_above(self, smaller: Linear, larger: Linear) -> None:
        """Ask for one expression that is not above another."""
        self.at_least(total((larger, smaller.times(-1))), 0.0)

    def range_of(self, expression: Linear) -> tuple[float, float]:
        """The least and the most that the bounds of the columns allow."""
        ends = [(by * self.lower[column], by * self.upper[column]) for column, by in expression.terms.items()]
        return (
            expression.constant + sum(min(pair) for pair in ends),
            expression.constant + sum(max(pair) for pair in ends),
        )

    def least_of(self, options: list[Linear]) -> Linear:
        """An expression that is not above any of these."""
        if len(options) == 1:
            return options[0]
        ranges = [self.range_of(option) for option in options]
        value = self.column(min(low for low, _ in ranges), min(high for _, high in ranges))
        for option in options:
            self.not_above(value, option)
        return value

    def largest_of(self, options: list[Linear]) -> Linear:
        """An expression that is not above the largest of these: a switch says which."""
        if len(options) == 1:
            return options[0]
        ranges = [self.range_of(option) for option in options]
        low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
        value, switches = self.column(low, high), [self.switch() for _ in options]
        self.at_least(total(switches), 1.0)
        for option, switch, (least, _) in zip(options, switches, ranges, strict=True):
            self.not_above(value, total((option, switch.times(least - high), Linear(high - least))))
        return value

    def best(self, aim: Linear, *, largest: bool = False) -> np.ndarray | None:
        """The columns where the expression is least (or largest); None if the rows contradict one another."""
        if any(low > _HAIR for terms, low, _ in self.rows if not terms):
            return None
        if not self.lower:
            return np.zeros(0)
        costs = np.zeros(len(self.lower))
        for column, by in aim.terms.items():
            costs[column] = -by if largest else by
        start = time.perf_counter()
        found = self._solved(costs, 0.0)
        if found.status == _FAILED:
            found = self._solved(costs, _GIVE)
        self.spent += time.perf_counter() - start
        if found.status == _INFEASIBLE:
            return None
        if found.status != _SOLVED:
            raise TooLongError
        return np.asarray(found.x)

    def _solved(self, costs: np.ndarray, give: float) -> Any:
        seconds = max(_MOST_SECONDS - self.spent, 0.0)
        with _without_a_word():
            return milp(
                costs,
                integrality=np.array(self.whole, dtype=int),
                bounds=Bounds(np.array(self.lower), np.array(self.upper)),
                constraints=self._constraints(give),
                options={"mip_rel_gap": 0.0, "time_limit": seconds},
            )

    def _constraints(self, give: float) -> list[LinearConstraint]:
        rows = [row for row in self.rows if row[0]]
        if not rows:
            return []
        places = [(place, column, by) for place, (terms, _, _) in enumerate(rows) for column, by in terms.items()]
        row_places, columns, factors = zip(*places, strict=True)
        matrix = csr_array((factors, (row_places, columns)), shape=(len(rows), len(self.lower)))
        return [LinearConstraint(matrix, [low - give for _, low, _ in rows], [high for _, _, high in rows])]


@contextmanager
def _without_a_word() -> Iterator[None]:
    """Keep the solver from printing: HiGHS 1.8 to 1.11 write a line of their own to the standard output now and then.

    They do so beneath Python, in the midst of whatever document is written there.
    """
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # there is no standard output that could be written to
        yield
        return
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no path of ours
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def value_of(expression: Linear, columns: np.ndarray) -> float:
    """What an expression comes to."""
    return expression.constant + sum(by * float(columns[column]) for column, by in expression.terms.items())
