"""CSV reports: full numbers, a dictionary beside them, and no cell that a spreadsheet would run."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from aigov_checklist import UsageError, assess, build_report, open_profile
from aigov_checklist.cli import aigov
from aigov_checklist.harmless import visible
from aigov_checklist.language import ENGLISH
from aigov_checklist.report.blocks import Finding, Report
from aigov_checklist.report.csv_writer import TABLES, wide_table
from aigov_checklist.report.fields import remark_fields, score_fields
from conftest import PROFILES
from offices import HOSTILE, LONG_NOTE, hostile_report, report_on, squeezed, written

INDONESIA = str(PROFILES / "indonesia.yaml")
CSV = ["--format", "csv"]


def rows_of(data: bytes | str) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def indonesia() -> Report:
    found = open_profile(INDONESIA)
    return build_report(assess(found.profile, found.rubric), found.profile, found.rubric)


def test_the_long_table_has_a_row_for_every_node_and_lens(indonesia: Report) -> None:
    rows = rows_of(written(indonesia, "csv"))
    assert len(rows) == (1 + 13) * 3
    assert float(rows[0]["value"]) == indonesia.assessment.overall.declared.value


def test_the_wide_table_has_a_row_for_every_subject(indonesia: Report) -> None:
    rows = rows_of(wide_table([indonesia.assessment, indonesia.assessment]))
    assert len(rows) == 2
    assert float(rows[0]["overall.declared.value"]) == indonesia.assessment.overall.declared.value
    assert float(rows[1]["std.evidenced.coverage"]) == indonesia.assessment.areas[7].evidenced.coverage
    assert rows[0]["overall.reviewed.value"] == ""


def test_the_table_of_indicators_has_every_answer_with_its_numbers_and_notes(indonesia: Report) -> None:
    rows = {row["id"]: row for row in rows_of(written(indonesia, "csv", table="indicators"))}
    results = {result.id: result for area in indonesia.assessment.areas for result in area.indicators}
    assert list(rows) == list(results)
    for name, response in open_profile(INDONESIA).profile.responses.items():
        row, result = rows[name], results[name]
        assert squeezed(row["note"]) == squeezed(response.note or "")
        assert row["state"] == result.state
        assert row["contribution"] == ("" if result.contribution is None else repr(result.contribution))
        assert row["star"] == str(result.star).lower()
        assert int(row["evidence_count"]) == len(response.evidence)


def test_the_table_of_evidence_has_every_item(indonesia: Report) -> None:
    rows = rows_of(written(indonesia, "csv", table="evidence"))
    told = squeezed(" ".join(row["text"] for row in rows))
    for response in open_profile(INDONESIA).profile.responses.values():
        assert all(squeezed(item.title) in told for item in response.evidence)
        assert all(item.url in {row["url"] for row in rows} for item in response.evidence if item.url)


@pytest.mark.parametrize("table", ["scores", "wide", "indicators", "evidence"])
def test_the_dictionary_tells_what_every_column_means(table: str, indonesia: Report) -> None:
    columns = written(indonesia, "csv", table=table).decode().partition("\n")[0].split(",")
    told = [row for row in rows_of(written(indonesia, "csv", table="dictionary")) if row["table"] == table]
    assert [row["column"] for row in told] == columns
    assert all(row["meaning"] and row["type"] in {"string", "date", "integer", "number", "boolean"} for row in told)


def test_whatever_is_said_about_an_answer_has_a_column_of_its_own() -> None:
    review = {"decision": "revised", "level": 2, "comment": "c"}
    item = {"title": "t", "document": "d"}
    full = {"level": 3, "note": "n", "confidence": "low", "review": review, "reply": "r", "evidence": [item]}
    rubric = {"id": "waico-2025", "version": "1.0.0"}
    link = {"from": "a", "to": "b", "relation": "equal", "strength": "weak", "reason": "r", "answers": {}}
    proposal = {"rubric": rubric, "confidence": "low", "reason": "r", "grounds": [link]}
    report = report_on({"std.bodies": full | {"target": {"level": 4}, "proposal": proposal}})
    findings = [block for section in report.sections for block in section.blocks if isinstance(block, Finding)]
    labels = {label for finding in findings for label, _ in finding.lines}
    assert labels == {field.title for field in remark_fields(ENGLISH)}


def test_what_is_missing_is_an_empty_cell_and_truth_is_a_word() -> None:
    rows = rows_of(written(report_on({"std.bodies": {"no_information": "looked"}}), "csv", table="indicators"))
    starred = next(row for row in rows if row["id"] == "std.bodies")
    unanswered = next(row for row in rows if row["id"] == "std.dialogue")
    assert (starred["star"], starred["points"]) == ("true", "0.0")
    assert (unanswered["star"], unanswered["points"], unanswered["answer"]) == ("false", "", "")


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("table", TABLES)
def test_hostile_text_is_shown_and_never_a_formula(case: str, table: str) -> None:
    text = written(hostile_report(HOSTILE[case]), "csv", table=table).decode()
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in cells)
    assert not any(visible(letter) != letter for letter in text if letter not in "\t\r\n")
    if table in {"indicators", "evidence"}:
        assert squeezed(visible(HOSTILE[case])) in squeezed("".join(cells))


def test_a_long_note_in_any_script_is_kept_whole() -> None:
    rows = rows_of(written(report_on({"std.bodies": {"level": 1, "note": LONG_NOTE}}), "csv", table="indicators"))
    assert next(row for row in rows if row["id"] == "std.bodies")["note"] == LONG_NOTE


def test_the_same_report_gives_the_same_bytes(indonesia: Report) -> None:
    assert all(written(indonesia, "csv", table=table) == written(indonesia, "csv", table=table) for table in TABLES)


def test_the_columns_of_scores_are_those_of_the_dictionary(indonesia: Report) -> None:
    assert list(rows_of(written(indonesia, "csv"))[0]) == [field.name for field in score_fields(ENGLISH)]


def test_a_byte_order_mark_only_when_asked_for(indonesia: Report) -> None:
    plain, marked = written(indonesia, "csv"), written(indonesia, "csv", bom=True)
    assert marked == b"\xef\xbb\xbf" + plain
    result = CliRunner().invoke(aigov, ["report", INDONESIA, *CSV, "--bom"])
    assert result.stdout_bytes == marked


def test_a_table_that_does_not_exist_is_refused(indonesia: Report) -> None:
    with pytest.raises(UsageError, match="There are: scores, wide, indicators, evidence, dictionary"):
        written(indonesia, "csv", table="ranking")


def test_the_dictionary_is_written_beside_the_file(tmp_path: Path) -> None:
    target = tmp_path / "idn.csv"
    result = CliRunner().invoke(aigov, ["report", INDONESIA, *CSV, "--table", "wide", "-o", str(target)])
    assert (result.exit_code, result.output) == (0, "")
    told = rows_of((tmp_path / "idn.dictionary.csv").read_bytes())
    assert [row["column"] for row in told] == list(rows_of(target.read_bytes())[0])


def test_a_dictionary_needs_none_of_its_own(tmp_path: Path) -> None:
    target = tmp_path / "words.csv"
    CliRunner().invoke(aigov, ["report", INDONESIA, *CSV, "--table", "dictionary", "-o", str(target)])
    assert [path.name for path in tmp_path.iterdir()] == ["words.csv"]


@pytest.mark.parametrize("option", [["--bom"], ["--table", "wide"]])
def test_the_options_of_csv_go_with_csv_only(option: list[str]) -> None:
    result = CliRunner().invoke(aigov, ["report", INDONESIA, *option])
    assert result.exit_code == 2
    assert "--format csv" in result.stderr
