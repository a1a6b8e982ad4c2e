"""One answer is changed; everything else in the file keeps its bytes, and nothing wrong gets in."""

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from aigov_checklist import load_profile, load_rubric
from aigov_checklist.cli import aigov
from aigov_checklist.editing import Edit, edit_answer
from aigov_checklist.errors import DocumentError, UsageError
from aigov_checklist.loading import admit_profile
from aigov_checklist.notation import block_lines, flow, json_text
from aigov_checklist.readers.draft import Draft
from aigov_checklist.readers.plain import read_document
from conftest import HERE, PROFILES

HEAD = """\
# Kept: é 😀
rubric: {id: gaigap-2025, version: 1.0.0}
kind: self-assessment   # also kept
date: 2026-11-21
subject: {id: SGP, name: Singapore, kind: country}
"""
ID = "seize.participation"
NEXT = "seize.challenges"

EVIDENCE: list[dict[str, str | int]] = [{"title": "Law", "url": "https://example.org/law", "date": 2025}]


def edited(text: str, edit: Edit, leaf_id: str = ID, name: str = "profile.yaml") -> str:
    return edit_answer(Draft(name, text.encode()), leaf_id, edit).data.decode()


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


CASES = {
    "a level in its line, with its comment": (
        f"responses:\n  {ID}:  # a\n    level: 2  # why\n    # more\n  {NEXT}: {{}}\n",
        Edit(state=("level", 3)),
        f"responses:\n  {ID}:  # a\n    level: 3  # why\n    # more\n  {NEXT}: {{}}\n",
    ),
    "another state": (
        f"responses:\n  {ID}:\n    level: 2  # why\n    note: x\n",
        Edit(state=("not_applicable", "No: never.")),
        f'responses:\n  {ID}:\n    not_applicable: "No: never."  # why\n    note: x\n',
    ),
    "an empty answer of a form": (
        f"responses:\n\n  # 2  Question\n  {ID}: {{}}\n\n  # Next\n  {NEXT}: {{}}\n",
        Edit(state=("level", 0)),
        f"responses:\n\n  # 2  Question\n  {ID}: {{level: 0}}\n\n  # Next\n  {NEXT}: {{}}\n",
    ),
    "an empty answer, too much for a line": (
        f"responses:\n  {ID}: {{}}  # here\n  {NEXT}: {{}}\n",
        Edit(state=("level", 1), evidence=EVIDENCE, note="A longer note that says much about very little."),
        f"responses:\n  {ID}:\n    level: 1\n    evidence:\n      - title: Law\n        url: https://example.org/law\n"
        "        date: 2025\n    note: A longer note that says much about very little.  # here\n"
        f"  {NEXT}: {{}}\n",
    ),
    "comments inside brackets move to the front": (
        f"responses:\n  {ID}: {{level: 2, # one\n    note: 'a # b'}}\n",
        Edit(state=("level", 1)),
        f'responses:\n  {ID}:\n    # one\n    level: 1\n    note: "a # b"\n',
    ),
    "evidence behind the others": (
        f"responses:\n  {ID}:\n    level: 2\n    evidence:\n    - title: A  # a\n    # b\n"
        "    note: >-\n      x\n\n      y\n",
        Edit(evidence=EVIDENCE),
        f"responses:\n  {ID}:\n    level: 2\n    evidence:\n    - title: A  # a\n    - title: Law\n"
        "      url: https://example.org/law\n      date: 2025\n    # b\n    note: >-\n      x\n\n      y\n",
    ),
    "evidence in brackets": (
        f"responses:\n  {ID}:\n    level: 2\n    evidence: [{{title: A}}] # a\n",
        Edit(evidence=EVIDENCE),
        f"responses:\n  {ID}:\n    level: 2\n"
        '    evidence: [{title: A}, {title: Law, url: "https://example.org/law", date: 2025}] # a\n',
    ),
    "cleared, the note stays": (
        f"responses:\n  {ID}:\n    # why\n    level: 2  # gone\n\n    note: x\n",
        Edit(clear=True),
        f"responses:\n  {ID}:\n    # why\n\n    note: x\n",
    ),
    "cleared of all there is": (
        f"responses:\n  {ID}:\n    level: 2\n  {NEXT}: {{level: 1}}",
        Edit(clear=True),
        f"responses:\n  {ID}:\n    {{}}\n  {NEXT}: {{level: 1}}",
    ),
    "a new answer in the rubric's order": (
        f"responses:\n  {NEXT}: {{level: 1}} # z\n  std.dialogue: {{}}",
        Edit(state=("no_information", "NO")),
        f'responses:\n  {ID}:\n    no_information: "NO"\n  {NEXT}: {{level: 1}} # z\n  std.dialogue: {{}}',
    ),
    "a new answer where there is none": (
        "responses: {} # all\ntier: full\n",
        Edit(state=("level", 4)),
        f"responses:\n  {ID}:\n    level: 4 # all\ntier: full\n",
    ),
    "brackets all around": (
        f"responses: {{{NEXT}: {{level: 1}}}}",
        Edit(state=("level", 4)),
        f'responses: {{"{ID}": {{"level": 4}},{NEXT}: {{level: 1}}}}',
    ),
    "a folded note is replaced": (
        f"responses:\n  {ID}:\n    note: |+\n      x\n\n\n    level: 2\n",
        Edit(note="é: 1"),
        f'responses:\n  {ID}:\n    note: "é: 1"\n\n\n    level: 2\n',
    ),
    "a long note is folded": (
        f"responses:\n  {ID}:\n    level: 2\n    note: x\n",
        Edit(note="word " * 30 + "end\n\n# New: 'it'"),
        f"responses:\n  {ID}:\n    level: 2\n    note: >-\n      {'word ' * 19}word\n      {'word ' * 10}end\n\n\n"
        "      # New: 'it'\n",
    ),
    "but not where a comment follows": (
        f"responses:\n  {ID}:\n    level: 2\n    note: x # y\n",
        Edit(note="word: " * 30 + "end"),
        f'responses:\n  {ID}:\n    level: 2\n    note: "{"word: " * 30}end" # y\n',
    ),
    "nor behind an empty answer": (
        f"responses:\n  {ID}: {{}} # y\n",
        Edit(note="word: " * 30 + "end"),
        f'responses:\n  {ID}:\n    note: "{"word: " * 30}end" # y\n',
    ),
    "line breaks of Windows": (
        f"responses:\r\n  {ID}:\r\n    level: 2\r\n",
        Edit(state=("level", 1), note="x"),
        f"responses:\r\n  {ID}:\r\n    level: 1\r\n    note: x\r\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_only_the_answer_changes(case: str) -> None:
    before, edit, after = CASES[case]
    assert edited(HEAD + before, edit) == HEAD + after


def test_a_kept_line_break_at_the_end_stays_where_it_belongs() -> None:
    # To add behind such a note would shorten it: the answer is written anew instead.
    text = HEAD + f"responses:\n  {ID}:\n    level: 2\n    note: |+\n      x\n\n\n"
    document, _ = read_document(edited(text, Edit(confidence="low")).encode(), "a.yaml")
    assert document["responses"][ID] == {"level": 2, "note": "x\n\n\n", "confidence": "low"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{\n  "a": {"level": 2},\n  "b": {}\n }', '{\n  "a": {\n   "level": 3\n  },\n  "b": {}\n }'),
        ('{"b":{}}', '{"a": {"level": 3},"b":{}}'),
        ("{}", '{"a": {"level": 3}}'),
    ],
)
def test_json_keeps_its_form(before: str, after: str) -> None:
    head = '"rubric": {"id": "gaigap-2025", "version": "1.0.0"},\n "kind": "desk-review", "date": "2026-11-21",\n '
    head += '"subject": {"id":"SGP","name":"S\\u0069", "kind":"country"}, "responses": '
    opening, names = "{" if before in ("{}", '{"b":{}}') else "{\n ", {'"a"': f'"{ID}"', '"b"': f'"{NEXT}"'}
    for short, long in names.items():
        before, after = before.replace(short, long), after.replace(short, long)
    if before == "{}":
        after = after.replace('{"level": 3}', '{"level": 3}')
    assert (
        edited(f"{opening}{head}{before}}}\n", Edit(state=("level", 3)), name="p.json") == f"{opening}{head}{after}}}\n"
    )


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_answer_of_every_profile_can_be_changed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    profile = load_profile(path)
    for leaf_id in list(profile.responses)[::9]:
        edit = Edit(state=("level", 4), evidence=EVIDENCE, note="new", confidence="high")
        lines = edited(text, edit, leaf_id).splitlines()
        start = lines.index(next(line for line in lines if line.startswith(f"  {leaf_id}:")))
        old = text.splitlines()
        assert lines[:start] == old[:start]
        rest = next(n for n in range(start + 1, len(old) + 1) if n == len(old) or not old[n].startswith("    "))
        assert lines[len(lines) - (len(old) - rest) :] == old[rest:]


def test_the_same_again_changes_nothing() -> None:
    text = HEAD + f"responses:\n  {ID}: {{level: 2, evidence: [{{title: L, url: 'http://a.b', date: '2025'}}]}}\n"
    for edit in (
        Edit(state=("level", 2)),
        Edit(evidence=[{"title": "http://a.b", "url": "http://a.b"}]),
        Edit(evidence=[{"title": "L", "url": "http://a.b", "date": 2025}]),
    ):
        assert not edit_answer(Draft("a.yaml", text.encode()), ID, edit).is_changed


def test_a_review_does_not_stay_with_another_answer() -> None:
    text = HEAD + f"responses:\n  {ID}:\n    level: 2\n    review: {{decision: confirmed}}\n"
    with pytest.raises(UsageError, match="--drop-review"):
        edited(text, Edit(state=("level", 3)))
    assert edited(text, Edit(note="x")).endswith("review: {decision: confirmed}\n    note: x\n")
    assert edited(text, Edit(state=("level", 3), drop_review=True)).endswith(f"{ID}:\n    level: 3\n")


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
ANY_VALUE = st.recursive(
    ANY_TEXT | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
)


@given(ANY_VALUE)
@example("a b\n\n- c # d: e\n--- " + "x" * 90)
@example("a\u3000b " * 30 + "\nc")
def test_what_is_written_reads_back_as_it_was(value: Any) -> None:
    document = {"key": value}
    for text in ("\n".join(block_lines(document)), flow(document), json_text(document, indent=2)):
        assert read_document(text.encode(), "a.yaml") == (document, []), text


@given(ANY_TEXT.filter(lambda text: text.strip(" \t\r\n")))
def test_hostile_text_is_text(note: str) -> None:
    text = HEAD + f"responses:\n  {ID}:\n    level: 2\n    note: >-\n      x\n  {NEXT}: {{}}\n"
    for before in (text, HEAD + "responses: {}\n"):
        document, problems = read_document(edited(before, Edit(note=note)).encode(), "a.yaml")
        assert (document["responses"][ID]["note"], problems) == (note, [])


WORDS = st.text(st.sampled_from("ab é😀:#-'\"{}[],|>&*!%@`\n\\?"), min_size=1, max_size=40).filter(str.strip)
ITEMS = st.lists(
    st.fixed_dictionaries({"title": WORDS}, optional={"document": WORDS, "date": st.just(2025)}), max_size=2
)
ANSWERS = st.fixed_dictionaries(
    {}, optional={"level": st.integers(0, 4), "evidence": ITEMS, "note": WORDS, "reply": WORDS}
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, None, '"', "'", "|", ">"]),
        "indent": st.integers(2, 5),
        "width": st.sampled_from([20, 80]),
        "allow_unicode": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)
EDITS = st.builds(
    Edit,
    state=st.none() | st.tuples(st.just("level"), st.integers(0, 4)) | st.tuples(st.just("no_information"), WORDS),
    clear=st.booleans(),
    evidence=st.sampled_from([[], EVIDENCE]),
    note=st.none() | WORDS,
    confidence=st.sampled_from([None, "low"]),
)


@settings(max_examples=150)
@given(st.lists(st.tuples(ANSWERS, STYLES), min_size=3, max_size=3), st.integers(0, 2), EDITS)
def test_however_an_answer_is_written_it_alone_changes(
    written: list[tuple[dict[str, Any], dict[str, Any]]], which: int, edit: Edit
) -> None:
    leaf_ids = (ID, NEXT, "std.dialogue")
    parts = []
    for leaf_id, (answer, style) in zip(leaf_ids, written, strict=True):
        # Levels must stay numbers: no style that puts all in quotes.
        options = style | ({"default_style": None} if "level" in answer or "evidence" in answer else {})
        lines = yaml.safe_dump({leaf_id: answer}, sort_keys=False, **options).splitlines(keepends=True)
        if lines[0].startswith("{"):
            lines = [f"{leaf_id}: {json.dumps(answer, ensure_ascii=False)}\n"]
        parts.append("".join(f"  {line}" if line.strip() else line for line in [f"# {leaf_id} here\n", *lines]))
    head = HEAD + "responses:\n"
    text = head + "".join(parts)
    try:
        admit_profile(Draft("a.yaml", text.encode()), None)
    except DocumentError:
        reject()
    after = edited(text, edit, leaf_ids[which])
    before, behind = head + "".join(parts[:which]), "".join(parts[which + 1 :])
    assert after.startswith(before + f"  # {leaf_ids[which]} here\n")
    assert after.endswith(behind)
    old, new = (read_document(one.encode(), "a.yaml")[0]["responses"] for one in (text, after))
    assert {key: new[key] for key in new if key != leaf_ids[which]} == {
        key: old[key] for key in old if key != leaf_ids[which]
    }


# At the command line


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + f"responses:\n  {ID}: {{level: 2}}\n", encoding="utf-8")
    return path


def test_set_changes_the_file(profile: Path) -> None:
    profile.chmod(0o640)
    result = run("set", profile, ID, "--level", "3", "--evidence", "https://example.org/a#b", "--date", "2025")
    assert (result.exit_code, result.output) == (0, "")
    assert stat.S_IMODE(profile.stat().st_mode) == 0o640
    response = load_profile(profile).responses[ID]
    assert response.level == 3
    assert response.evidence[0].model_dump(exclude_unset=True) == {
        "title": "https://example.org/a#b",
        "url": "https://example.org/a#b",
        "date": "2025",
    }
    again = run("set", profile, ID, "--level", "3")
    assert (again.exit_code, again.output) == (0, f"{profile}: {ID} says so already\n")


def test_a_link_stays_a_link(profile: Path) -> None:
    link = profile.with_name("link.yaml")
    link.symlink_to(profile.name)
    assert run("set", link, ID, "--clear").exit_code == 0
    assert link.is_symlink()
    assert load_profile(profile).responses[ID].state == "unanswered"


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        ([ID, "--level", "9"], 1, "mine.yaml:7: error: Level 9 is not on the scale 0 to 4. [level-not-on-scale]"),
        ([ID, "--choice", "a"], 1, "wrong-measure"),
        ([ID, "--quantity", "nan"], 1, "not-finite"),
        ([ID, "--evidence", "javascript:x"], 1, "wrong-form"),
        ([ID, "--note", " "], 1, "wrong-form"),
        ([ID, "--note", "\udcff"], 1, "not-editable"),
        (["seize.particpation", "--level", "1"], 2, "Did you mean seize.participation?"),
        ([ID, "--level", "1", "--clear"], 2, "one answer only"),
        ([ID, "--level", "1", "--quantity", "1"], 2, "one answer only"),
        ([ID, "--title", "x"], 2, "--evidence"),
        ([ID], 2, "nothing to change"),
    ],
)
def test_any_problem_leaves_the_file_untouched(profile: Path, arguments: list[str], exit_code: int, words: str) -> None:
    before = profile.read_bytes()
    result = run("set", profile, *arguments)
    assert result.exit_code == exit_code, result.output
    assert words in result.stderr
    assert profile.read_bytes() == before
    assert list(profile.parent.iterdir()) == [profile]


def test_a_file_with_problems_is_refused_before(profile: Path) -> None:
    with profile.open("a", encoding="utf-8") as stream:
        stream.write("  std.dialogue: {level: 7}\n")
    before = profile.read_bytes()
    result = run("set", profile, ID, "--level", "1")
    assert result.exit_code == 1
    assert "level-not-on-scale" in result.stderr
    assert profile.read_bytes() == before


def test_a_change_by_somebody_else_is_not_lost(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = edit_answer

    def slow(*arguments: Any) -> Any:
        done = real(*arguments)
        profile.write_bytes(profile.read_bytes() + b"# mine\n")
        return done

    monkeypatch.setattr("aigov_checklist.cli.set.edit_answer", slow)
    result = run("set", profile, ID, "--level", "1")
    assert result.exit_code == 3
    assert "meanwhile" in result.stderr
    assert profile.read_bytes().endswith(b"{level: 2}\n# mine\n")


def test_quantities_and_choices(tmp_path: Path) -> None:
    folder = HERE / "cases" / "valid"
    rubric = folder / "every-measure.rubric.yaml"
    path = tmp_path / "mine.yaml"
    path.write_bytes((folder / "every-measure.yaml").read_bytes())
    quantity = next(key for key, leaf in load_rubric(rubric).indicators.items() if leaf.measure.type == "quantity")
    assert run("set", path, quantity, "--quantity", "3", "--rubric", rubric).output == ""
    assert f"{quantity}: {{quantity: 3}}" in path.read_text(encoding="utf-8")
    assert run("set", path, quantity, "--quantity", "2.5", "--rubric", rubric).output == ""
    assert load_profile(path, load_rubric(rubric)).responses[quantity].quantity == 2.5


@pytest.mark.parametrize(
    "unusual",
    [
        f"responses:\n  ? {ID}\n  : level: 2\n",
        f"responses:\n  ? {ID}\n  :   # c\n    level: 2\n    note: |-\n     x\n",
        f'responses:\n  "{ID}": {{level: 2, }}\n',
        f"responses: {{? {ID} : {{level: 2}}}}",
        f"responses:\n  {ID}:\n    'level':\n      2\n",
        f"responses:\n    {ID}: !!map {{level: 2}}\n",
        f"---\nresponses:\n  {ID}:\n    evidence: [\n     {{title: x}},\n    ]\n    level: 2\n...\n",
    ],
)
def test_an_unusual_notation_is_read_again_or_refused_in_words(unusual: str) -> None:
    head = HEAD if not unusual.startswith("---") else ""
    text = head + unusual if head else "---\n" + HEAD + unusual.removeprefix("---\n")
    edit = Edit(state=("level", 3), note="x", evidence=EVIDENCE)
    try:
        answer = read_document(edited(text, edit).encode(), "a.yaml")[0]["responses"][ID]
    except DocumentError as error:
        assert error.problems[0].code in ("not-editable", "tag")  # noqa: PT017 - either will do
    else:
        assert (answer["level"], answer["note"], answer["evidence"][-1]) == (3, "x", EVIDENCE[0])


def test_a_full_disk_leaves_the_old_file_and_nothing_else(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = profile.read_bytes()
    monkeypatch.setattr("os.fsync", full)
    result = run("set", profile, ID, "--level", "3")
    assert result.exit_code == 3
    assert "No space left on device" in result.stderr
    assert profile.read_bytes() == before
    assert list(profile.parent.iterdir()) == [profile]
