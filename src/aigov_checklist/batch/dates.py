"""Dates of documents as numbers, each text looked at once: the same ones stand in profile after profile."""

import re

from aigov_checklist.checking.days import is_day
from aigov_checklist.models.record import PartialDate, pattern_of

NEVER = 99_999_999
"""Stands for what is not a date: it is after every day."""

_MOST = 10_000
"""Dates that are remembered: more than ten years have, and no more than a hostile file may fill."""

_DATE = re.compile(pattern_of(PartialDate).removesuffix("$") + r"\Z")


class Dates(dict[str, int]):
    """The number of each date, which compare as the texts do: 2026-11-21 is 20261121, 2026-03 is 20260300.

    An empty text is 0; what is no date is NEVER.
    """

    def __missing__(self, written: str) -> int:
        number = int(written.replace("-", "").ljust(8, "0")) if _is_date(written) else 0 if not written else NEVER
        if len(self) >= _MOST:
            self.clear()
        self[str(written)] = number
        return number


def is_day_number(number: int) -> bool:
    """Whether it is the number of a day: that of a month or a year ends with 00."""
    return number != NEVER and number % 100 > 0


def _is_date(written: str) -> bool:
    return _DATE.match(written) is not None and (len(written) < len("2026-11-21") or is_day(written))
