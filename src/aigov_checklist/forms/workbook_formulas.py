"""The formulas beside an answer: what it means, and what is still missing."""

from collections.abc import Mapping

from aigov_checklist.forms.workbook_lists import IDS, MEANINGS, status_name
from aigov_checklist.forms.workbook_marks import ANSWER, CITED, ID, REASON
from aigov_checklist.models.measure import QuantityMeasure
from aigov_checklist.models.rubric import Indicator


def meaning_formula(at: Mapping[str, str], texts: str) -> str:
    """What the chosen text means for the question; `at` are the cells of its row, `texts` names its list."""
    column = f"MATCH(TRIM({at[ANSWER]}),{texts},0)"
    return f'=IFERROR(INDEX({MEANINGS},MATCH({at[ID]},{IDS},0),{column}),"")'


def status_formula(at: Mapping[str, str], texts: str, leaf: Indicator) -> str:
    """How far the answer is: the first of the statuses whose test is met."""
    answer = f"TRIM({at[ANSWER]})"
    known = f"ISNUMBER(MATCH({answer},{texts},0))"
    claims = _is_marked(answer, texts, "needs")
    if isinstance(leaf.measure, QuantityMeasure):
        claims = f"ISNUMBER({at[ANSWER]})"
        known = f"OR({claims},{known})"
    tests = {
        "open": f'{answer}=""',
        "unknown": f"NOT({known})",
        "reason": f'AND({_is_marked(answer, texts, "reasons")},TRIM({at[REASON]})="")',
        "evidence": f"AND({claims},{at[CITED]}=0)" if leaf.needs_evidence else "FALSE",
    }
    formula = status_name("complete")
    for status, test in reversed(tests.items()):
        formula = f"IF({test},{status_name(status)},{formula})"
    return f"={formula}"


def _is_marked(answer: str, texts: str, what: str) -> str:
    """Whether the list says so about an answer, see `workbook_lists.Lists.of`."""
    return f"IFERROR(INDEX({texts}_{what},MATCH({answer},{texts},0)),0)=1"
