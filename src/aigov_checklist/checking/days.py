"""Whether a written day stands in the calendar."""

from datetime import date


def is_day(written: str) -> bool:
    """Whether there is such a day, year-month-day.

    >>> is_day("2026-02-30")
    False
    """
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
