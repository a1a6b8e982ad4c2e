"""Rubrics made of tables: what headings and cells mean, what is told with its cell, and that nothing is lost."""

import csv
import io
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook  # type: ignore[import-untyped]

from aigov_checklist import DocumentError, Rubric, assess, load_rubric
from aigov_checklist.authoring.columns import Columns
from aigov_checklist.authoring.from_table import rubric_from_table
from aigov_checklist.checking.rubric_remarks import rubric_remarks
from aigov_checklist.cli import aigov
from aigov_checklist.loading import admit_rubric
from aigov_checklist.models.profile import Profile
from aigov_checklist.readers.source import DEFAULT_LIMIT
from conftest import HERE
from strategies import as_rubric, profiles

TABLES = HERE / "cases" / "tables"
LIBRARY = (TABLES / "library.csv").read_bytes()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(aigov, [str(argument) for argument in arguments])


def table(data: bytes | str, **said: Any) -> tuple[Rubric, list[str]]:
    """The rubric of a table, and the codes of what there is to remark, with their places."""
    encoded = data.encode() if isinstance(data, str) else data
    options: dict[str, Any] = {"title": None, "language": "en", "columns": Columns(), "limit": DEFAULT_LIMIT} | said
    made = rubric_from_table("t", encoded, rubric_id="mine", **options)
    return admit_rubric(made), [f"{problem.place} {problem.code}".strip() for problem in made.placed(made.problems)]


def problems(data: bytes | str, **said: Any) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        table(data, **said)
    return [f"{p.place} {p.code}".strip() for p in caught.value.problems if p.severity == "error"]


def xlsx(rows: list[list[Any]], change: Callable[[Any], object] = lambda _: None) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "List"
    for row in rows:
        sheet.append(row)
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_rows(text: bytes) -> list[list[Any]]:
    return [[cell or None for cell in row] for row in csv.reader(io.StringIO(text.decode()))]


def test_the_checklist_of_a_library_becomes_a_rubric() -> None:
    rubric, remarks = table(LIBRARY, title="AI in a public library")
    assert remarks == []
    assert [(area.id, area.label, len(area.indicators)) for area in rubric.areas] == [
        ("rules", "Rules", 3), ("staff", "Staff", 2), ("visitors", "Visitors", 2),
    ]  # fmt: skip
    leaf = rubric.indicators["1.1"]
    assert (leaf.weight, leaf.tier, leaf.applies_to, leaf.sdgs) == (2, "essential", ("organization",), (16,))
    assert leaf.levels["all"]["2"] == "A draft can be seen."
    assert leaf.source
    assert (leaf.source.document, leaf.source.locator) == ("library-charter", "section 2")
    assert leaf.source.source_status == "unverified"
    codes = {choice.code: choice.points for choice in rubric.indicators["1.3"].measure.choices}  # type: ignore[union-attr]
    assert codes == {"yes": 100, "only-on-request": 40, "no": 0, "no-tools-in-use": None}
    assert [(group.id, group.title) for group in rubric.views[0].groups] == [
        ("staff", "staff"),
        ("visitors", "visitors"),
    ]
    assert rubric_remarks(rubric) == []


def test_a_workbook_and_every_notation_of_csv_give_the_same_rubric() -> None:
    expected = table(LIBRARY)[0]
    rows = as_rows(LIBRARY)
    assert table(xlsx(rows))[0] == expected
    for delimiter in ";\t":
        stream = io.StringIO()
        csv.writer(stream, delimiter=delimiter).writerows(rows)
        written = stream.getvalue().replace("0.5", "0,5")
        assert table(b"\xef\xbb\xbf" + written.encode())[0] == expected


def test_headings_in_other_languages_mean_the_same() -> None:
    rows = "{0},{1},{2},{3},{4} 0,{4} 1,{5}\nOne,q.1,Is it so?,2,no,yes,\nOne,q.2,Is it?,1,,,{6}\n"
    english = table(rows.format("Area", "ID", "Question", "Weight", "Level", "Type", "yes/no"))[0]
    indonesian = table(rows.format("Bidang", "Kode", "Pertanyaan", "BOBOT (%)", "Tingkat", "Jenis", "Ya/Tidak"))[0]
    chinese = table(rows.format("领域", "编号", "问题", "权重", "等级", "类型", "是/否"))[0]
    # The levels keep the names that the headings give them.
    assert [leaf.model_dump() for leaf in indonesian.leaves()] == [leaf.model_dump() for leaf in english.leaves()]
    assert [leaf.model_dump() for leaf in chinese.leaves()] == [leaf.model_dump() for leaf in english.leaves()]
    assert [level.points for level in chinese.scale.levels] == [0, 100]


def test_an_area_is_that_of_the_row_above_or_of_a_row_of_its_own() -> None:
    rows: list[list[Any]] = [
        ["No", "Question"],
        ["A. Rules"],
        [1, "Is it?"],
        ["B. Staff", None],
        [2, "Is it so?"],
        [None, "Or so?"],
    ]
    rubric, remarks = table(xlsx(rows, lambda sheet: sheet.merge_cells("A2:B2")))
    assert [(area.label, [leaf.id for leaf in area.leaves()]) for area in rubric.areas] == [
        ("A. Rules", ["1"]), ("B. Staff", ["2", "b-staff.or-so"]),
    ]  # fmt: skip
    assert "List!B6 made-id" in remarks


def test_each_sheet_is_an_area_where_nothing_else_names_one() -> None:
    def more(sheet: Any) -> None:
        other = sheet.parent.create_sheet("Second")
        other.append(["Question"])
        other.append(["Is it so?"])
        hidden = sheet.parent.create_sheet("Lists")
        hidden.append(["Question"])
        hidden.sheet_state = "hidden"

    rubric, remarks = table(xlsx([["Question"], ["Is it?"]], more))
    assert [area.label for area in rubric.areas] == ["List", "Second"]
    assert "Lists unread-sheet" in remarks


def test_ids_are_made_of_texts_and_stay_when_rows_are_added() -> None:
    first = table("Question\nIs it so?\nIs it not?\n")[0]
    later = table("Question\nIs it new?\nIs it so?\nIs it so?\nIs it not?\n")[0]
    assert list(first.indicators) == ["mine.is-it-so", "mine.is-it-not"]
    assert list(later.indicators) == ["mine.is-it-new", "mine.is-it-so", "mine.is-it-so-2", "mine.is-it-not"]


@pytest.mark.parametrize(
    ("options", "worth"),
    [
        ("Yes/No", {"yes": 100, "no": 0}),
        ("Yes, partly, no", {"yes": 100, "partly": 50, "no": 0}),
        ("Ya; Tidak", {"ya": 100, "tidak": 0}),
        ("是；否；不适用", {"yes": 100, "no": 0, "excluded": None}),
        ("Always=100; Sometimes = 37,5; Never=0", {"always": 100, "sometimes": 37.5, "never": 0}),
        ("All (10)\nSome (4)\nNone (0)\nNot asked (n/a)", {"all": 10, "some": 4, "none": 0, "not-asked": None}),
    ],
)
def test_options_carry_points(options: str, worth: dict[str, float | None]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["id", "question", "options"], ["x", "Is it?", options]])
    measure = table(stream.getvalue())[0].indicators["x"].measure
    assert {choice.code: choice.points for choice in measure.choices} == worth  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What,Where\nIs it?,Here\n", ["no-headings"]),
        ("Question\n", ["empty"]),
        ("", ["empty"]),
        ("Question,Weight\nIs it?,many\nIs it so?,\"1,234\"\n", ["B2 not-a-number", "B3 not-a-number"]),
        ("Question,ID\nIs it?,a b\n", ["B2 wrong-form"]),
        ("Question,ID\nIs it?,x\nIs it so?,x\n", ["B3 duplicate-id"]),
        ("Question,ID,Weight\nIs it?,x,1\n,y,2\n", ["B3 nothing-asked"]),
        ("Question,Type\nIs it?,guess\n", ["B2 unknown-word"]),
        ("Question,Type\nIs it?,choice\n", ["B2 no-options"]),
        ("Question,Options\nIs it?,Red; Blue\n", ["B2 no-points", "B2 no-points"]),
        ("Question,Unit\nIs it?,days\n", ["A2 no-goalposts"]),
        ("Question,Low,High\nIs it?,3,3\n", ["B2 goalposts"]),
        ("Question,Type,0,1\nIs it?,yes/no,no,yes\n", ["C2 levels-without-ladder"]),
        ("Question,3\nIs it?,yes\n", ["one-level"]),
        ("Question,Item\nIs it?,Is it so?\n", ["B1 repeated-column"]),
        ("Question,Applies to,Essential,SDG\nIs it?,everybody,perhaps,18\n",
         ["B2 unknown-word", "C2 unknown-word", "D2 not-a-goal"]),
        ("Question,Locator\nIs it?,article 1\n", ["B2 no-document"]),
        ("Question,Area,Area weight\nIs it?,One,1\nIs it so?,One,2\n", ["C3 two-areas"]),
        ("Question,Weight\nIs it?,0\n", ["A2 zero-weights"]),
        ('Question\n"Is it?\n', ["row 2 not-csv"]),
    ],
)  # fmt: skip
def test_everything_wrong_with_a_table_is_told_with_its_cell(text: str, found: list[str]) -> None:
    assert problems(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Question,ID,Remarks\nIs it?,x,later\n", "C1 unknown-column"),
        ("Question,ID\nIs it?,x,more\n", "C2 unknown-column"),
        ("A list\nQuestion,ID\nIs it?,x\n", "A1 above-headings"),
        ("Question,ID\nIs it?,x\n", "yes-or-no"),
        ("Question,ID\nIs it?,x\n", "no-titles"),
        ("Question,ID,1,2,3\nIs it?,x,no,some,all\n", "ladder"),
        ("Question,ID,Area\nIs it?,x,One\n,,Two\n", "C3 empty-area"),
    ],
)
def test_nothing_is_dropped_silently(text: str, found: str) -> None:
    assert found in table(text)[1]


def test_cells_with_spaces_only_are_empty() -> None:
    rows: list[list[Any]] = [["Question", "ID", "Title"], ["  ", None, " "], ["Is it?", "x", "  "]]
    rubric, _ = table(xlsx(rows))
    assert list(rubric.indicators) == ["x"]
    assert rubric.indicators["x"].title is None


def test_a_formula_counts_with_what_it_last_gave_and_is_told_once() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("List")
        sheet.write_row("A1", ["Question", "ID", "Title", "Weight"])
        sheet.write_row("A2", ["Is it?", "x"])
        sheet.write_formula("C2", '="A"&"1"', None, "A1")
        sheet.write_formula("D2", "=1+1", None, 2)
    rubric, remarks = table(stream.getvalue())
    assert (rubric.indicators["x"].title, rubric.indicators["x"].weight) == ("A1", 2)
    assert [remark for remark in remarks if "formula" in remark] == ["List!C2 formula-result", "List!D2 formula-result"]


def test_many_remarks_stop_nothing() -> None:
    rubric, remarks = table("Question\n" + "Is it so?\n" * 1_500)
    assert len(rubric.indicators) == 1_500
    assert remarks[-1] == "more-remarks"


def test_more_rows_than_anybody_answers_are_refused() -> None:
    assert problems("Question\n" + "Is it so?\n" * 5_001) == ["too-many"]


def test_an_empty_column_without_meaning_is_not_told() -> None:
    assert not [remark for remark in table("Question,ID,Remarks\nIs it?,x,\n")[1] if "unknown" in remark]


def test_columns_can_be_named_and_left_out(tmp_path: Path) -> None:
    path, mapping = tmp_path / "t.csv", tmp_path / "m.yaml"
    path.write_text("What,Where,Remarks,Code\nIs it?,One,later,x\n", encoding="utf-8")
    mapping.write_text("columns: {where: area}\nignore: [Remarks]\n", encoding="utf-8")
    out = tmp_path / "r.json"
    result = run(
        "rubric", "from-table", path, "--id", "mine", "-o", out, "--column", "question=What", "--mapping", mapping
    )
    assert result.exit_code == 0, result.stderr
    assert "unknown-column" not in result.stderr
    assert [area.label for area in load_rubric(out).areas] == ["One"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("question", "'question' does not say which column is meant: write NAME=HEADING."),
        ("qestion=What", "There is no column 'qestion' to a rubric. Did you mean question?"),
        ("level.x=What", "There is no column 'level.x' to a rubric."),
    ],
)
def test_a_column_that_is_named_wrongly_is_wrong_use(said: str, words: str) -> None:
    result = run("rubric", "from-table", TABLES / "library.csv", "--id", "mine", "-o", "x.yaml", "--column", said)
    assert result.exit_code == 2
    assert words in result.stderr


def test_cells_of_workbooks_that_mislead_are_told() -> None:
    rows: list[list[Any]] = [
        ["Question", "ID", "Weight", "Area"],
        ["Is it?", 1.1, "=1+1", "One"],
        ["Is it so?", 1.10, 2, None],
        ["Or so?", "z", 1, None],
    ]

    def change(sheet: Any) -> None:
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("D2:D4")
        sheet.row_dimensions[4].hidden = True

    data = xlsx(rows, change)
    assert problems(data) == [
        "List!A3 merged-cells",
        "List!C2 formula",
        "List!B4 nothing-asked",
        "List!B3 duplicate-id",
    ]
    rows[1][2], rows[2][1] = 1, "1.2"
    found = table(xlsx(rows, lambda sheet: setattr(sheet.row_dimensions[4], "hidden", True)))[1]
    assert "List!4 hidden-row" in found


@pytest.mark.parametrize("output", ["r.yaml", "r.json", "folder"])
def test_a_rubric_of_a_table_works_with_every_command(output: str, tmp_path: Path) -> None:
    rubric, profile = tmp_path / output, tmp_path / "p.yaml"
    assert run("rubric", "from-table", TABLES / "library.csv", "--id", "library-ai", "-o", rubric).exit_code == 0
    assert run("rubric", "validate", rubric).stdout == f"{rubric}: no problems\n"
    given = ("--kind", "organization", "--name", "Town library", "--id", "town", "-o", profile)
    assert run("new", "--rubric", rubric, *given).exit_code == 0
    assert run("set", profile, "1.1", "--level", 2, "--rubric", rubric).exit_code == 0
    assert run("set", profile, "1.2", "--choice", "yes", "--rubric", rubric).exit_code == 0
    # (2 * 50 + 1 * 100) / 3; the other areas are not answered
    assert "Town library: 66.7, in a range of" in run("score", profile, "--rubric", rubric).stdout
    assert run("report", profile, "--rubric", rubric, "--format", "html", "-o", tmp_path / "r.html").exit_code == 0
    form = ("--rubric", rubric, "--kind", "organization", "-o", tmp_path / "f.xlsx")
    assert run("form", "workbook", *form).exit_code == 0
    back = run("import", tmp_path / "f.xlsx", "--rubric", rubric, "-o", tmp_path / "back.yaml")
    assert "unknown" not in back.stderr


# --- Whatever a table can hold comes out of it again -----------------------------------------------------------

WORDS = st.text("abc xyz?é问", min_size=1, max_size=30).filter(str.strip)
NUMBERS = st.integers(0, 4) | st.decimals(0, 3, places=2).map(float)


@st.composite
def plain_rubrics(draw: st.DrawFn) -> Rubric:
    """A rubric with nothing that a table has no column for."""
    ladder = draw(st.sampled_from(((0, 1, 2, 3, 4), (0, 1, 2), (1, 2, 3, 4, 5), (0, 2))))
    names = [f"q{number}" for number in range(draw(st.integers(1, 6)))]
    areas: list[dict[str, Any]] = []
    for name in names:
        if not areas or draw(st.booleans()):
            areas.append(
                {"id": f"area{len(areas)}", "title": f"Area {len(areas)}", "weight": draw(NUMBERS), "indicators": []}
            )
        leaf: dict[str, Any] = {"id": name, "question": draw(WORDS).strip(), "weight": draw(NUMBERS)}
        leaf |= {"tier": draw(st.sampled_from(("essential", "full"))), "needs_evidence": draw(st.booleans())}
        leaf["measure"] = draw(measures())
        if draw(st.booleans()):
            leaf["applies_to"] = [draw(st.sampled_from(("country", "organization")))]
        areas[-1]["indicators"].append(leaf)
    for group in (areas, *(area["indicators"] for area in areas)):
        group[0]["weight"] = group[0]["weight"] or 1
    points = [round(100 * step / (len(ladder) - 1), 2) for step in range(len(ladder))]
    levels = [{"value": v, "name": f"step {'abcdef'[n]}", "points": points[n]} for n, v in enumerate(ladder)]
    document = {"id": "mine", "version": "1.0.0", "areas": areas, "scale": {"levels": levels}}
    return as_rubric(document | {"evidence": {"from_level": 2 if 2 in ladder[1:] else ladder[1]}})


@st.composite
def measures(draw: st.DrawFn) -> dict[str, Any]:
    sort = draw(st.sampled_from(("levels", "choice", "quantity")))
    if sort == "choice":
        worth = draw(st.lists(NUMBERS, min_size=2, max_size=4))
        choices: list[dict[str, Any]] = [{"code": f"code{n}", "points": points} for n, points in enumerate(worth)]
        return {
            "type": "choice",
            "choices": choices + draw(st.sampled_from(([], [{"code": "none", "excluded": True}]))),
        }
    if sort == "quantity":
        low, high = draw(st.lists(NUMBERS, min_size=2, max_size=2, unique=True))
        return {"type": "quantity", "low": low, "high": high}
    return {"type": "levels"}


def as_table(rubric: Rubric) -> list[list[Any]]:
    """The rubric as somebody would write it into a table."""
    levels = [f"Level {level.value}: {level.name}" for level in rubric.scale.levels]
    rows: list[list[Any]] = [["Area", "Area ID", "Area weight", "No.", "Question", "Weight", "Type", "Options", "Low",
                              "High", "Applies to", "Essential", "Needs evidence", *levels]]  # fmt: skip
    for area in rubric.areas:
        for number, leaf in enumerate(area.indicators):
            first = [area.title, area.id, area.weight] if number == 0 else [None, None, None]
            measure: Any = leaf.measure
            choices = measure.choices if measure.type == "choice" else ()
            options = "; ".join(f"{c.code}={'n/a' if c.excluded else c.points}" for c in choices)
            goalposts = [measure.low, measure.high] if measure.type == "quantity" else [None, None]
            kinds = ", ".join(leaf.applies_to)
            said = ["x" if leaf.tier == "essential" else "no", "yes" if leaf.needs_evidence else "no"]
            rows.append([*first, leaf.id, leaf.question, leaf.weight, measure.type, options or None, *goalposts, kinds,
                         *said, *[None] * len(levels)])  # fmt: skip
    return rows


def in_csv(rows: list[list[Any]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode("utf-8", "surrogatepass")


@settings(max_examples=60)
@given(st.data())
@pytest.mark.parametrize("written", [in_csv, xlsx])
def test_a_rubric_that_went_through_a_table_gives_the_same_scores(
    written: Callable[[list[list[Any]]], bytes], data: st.DataObject
) -> None:
    rubric = data.draw(plain_rubrics())
    other, _ = table(written(as_table(rubric)))
    profile: Profile = data.draw(profiles(rubric))
    mine, theirs = assess(profile, rubric), assess(profile, other)
    assert theirs.overall == mine.overall
    assert theirs.areas == mine.areas


HEADINGS = (
    *("Area", "Area ID", "Area weight", "ID", "Title", "Question", "Commitment", "Source", "Locator", "Source status"),
    *("Weight", "Type", "Options", "Unit", "Low", "High", "Applies to", "Essential", "Evidence", "Needs evidence"),
    *("Tags", "SDGs", "Level 0", "Level 1: begun", "3", "Level 99", "Why", "Remarks", ""),
)
PLAIN = (
    *("", "yes", "no", "x", "1", "1,5", "-3", "1e400", "a b", "a.b", "overall", "number", "levels", "yes/no", "n/a"),
    *("Yes=1; No=0", "a=b=c", "(1)", "1. One", "=1+1", "#N/A", "read", "country", "é问"),
)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(HEADINGS), unique=True, max_size=9), st.data())
@pytest.mark.parametrize(
    ("written", "other"),
    [(in_csv, st.text(max_size=12)), (xlsx, st.sampled_from((0, 1.5, True, date(2026, 1, 31), "=A1", "  ")))],
)
def test_whatever_stands_in_a_table_is_a_rubric_or_is_told(
    written: Callable[[list[list[Any]]], bytes],
    other: st.SearchStrategy[Any],
    headings: list[str],
    data: st.DataObject,
) -> None:
    headings = ["Question", *headings]
    width = len(headings)
    cells = st.lists(st.sampled_from(PLAIN) | other, min_size=width, max_size=width + 1)
    with suppress(DocumentError):
        assert table(written([headings, *data.draw(st.lists(cells, max_size=6))]))[0].indicators
