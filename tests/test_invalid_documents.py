"""Bad input: what, where and what to do, all at once, with exit code 1 and never a traceback.

The documents stand in cases/, each with what the command prints beside it; here are those that cannot be files.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aigov_checklist import DocumentError, UsageError, load_profile, load_rubric
from aigov_checklist.cli import aigov
from conftest import HERE, SameAsFile

INVALID = HERE / "cases" / "invalid"
VALID = HERE / "cases" / "valid"

HEAD = """\
rubric: {id: gaigap-2025, version: 1.0.0}
kind: desk-review
date: 2026-11-21
subject: {id: IDN, name: Indonesia, kind: country}
"""
DOCUMENT: dict[str, Any] = {
    "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
    "kind": "desk-review",
    "date": "2026-11-21",
    "subject": {"id": "IDN", "name": "Indonesia", "kind": "country"},
}
ANSWERED = HEAD + "responses: {std.dialogue: {level: 3}}\n"
RUBRIC = "id: ladder\nversion: 1.0.0\nareas: [{id: people, indicators: [{id: skills}]}]\n"

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_text(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_text


def run(*arguments: str | Path, feed: bytes | None = None) -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments], input=feed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def problems_of(*arguments: str | Path, feed: bytes | None = None) -> list[dict[str, Any]]:
    """What `aigov validate` finds, which must be something."""
    result = run("validate", "--format", "json", *arguments, feed=feed)
    assert result.exit_code == 1
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def the_problem(*arguments: str | Path, feed: bytes | None = None) -> dict[str, Any]:
    (problem,) = problems_of(*arguments, feed=feed)
    return problem


def rubric_problems(path: str | Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        load_rubric(Path(path))
    return [problem.code for problem in caught.value.problems]


# --- The case files ------------------------------------------------------------------------------------------


def cases(folder: str) -> list[Any]:
    files = sorted((INVALID / folder).iterdir())
    return [pytest.param(path, id=path.name) for path in files if not path.name.endswith(".problems.txt")]


@pytest.mark.parametrize(
    ("command", "path"),
    [
        *(pytest.param(("validate",), *case.values, id=case.id) for case in cases("profiles")),
        *(pytest.param(("rubric", "validate"), *case.values, id=f"rubric {case.id}") for case in cases("rubrics")),
    ],
)
def test_every_problem_of_an_invalid_document_is_told(
    command: tuple[str, ...], path: Path, same_as_file: SameAsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    result = run(*command, path.name)
    same_as_file(path.with_name(f"{path.name}.problems.txt"), result.stdout_bytes)
    assert result.exit_code == 1
    assert result.stderr == ""


def test_every_expectation_belongs_to_a_case() -> None:
    expected = {path.name for path in INVALID.rglob("*.problems.txt")}
    documents = [path for path in INVALID.rglob("*.*") if not path.name.endswith(".problems.txt")]
    assert expected == {f"{path.name}.problems.txt" for path in documents}


@pytest.mark.parametrize("path", cases("profiles"))
def test_no_command_says_more_about_an_invalid_profile_than_its_problems(path: Path) -> None:
    for command in ("score", "explain", "report"):
        result = run(command, path)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert "error: " in result.stderr


@pytest.mark.parametrize("path", sorted(VALID.iterdir()), ids=lambda path: path.name)
def test_a_valid_document_has_no_problems(path: Path) -> None:
    rubric = path.with_name(f"{path.stem}.rubric.yaml")
    options = ("--rubric", rubric) if rubric.exists() else ()
    is_rubric = ".rubric." in path.name
    result = run(*(("rubric", "validate") if is_rubric else ("validate", *options)), path)
    if is_rubric:  # they say no more than they must, which is remarked
        assert "error: " not in result.stdout
    else:
        assert result.stdout == f"{path}: no problems\n"
    assert result.exit_code == 0


def test_words_that_other_readers_take_for_booleans_stay_text() -> None:
    profile = load_profile(VALID / "country-code-NO-stays-text.yaml")
    (evidence,) = profile.responses["std.dialogue"].evidence
    assert profile.subject.groups == {"country": "NO", "member": "y"}
    assert (evidence.title, evidence.issuer, evidence.page) == ("NO", "on", "off")


def test_a_country_named_by_two_letters_is_remarked_on_and_accepted(write: Write) -> None:
    result = run("validate", write("norway.yaml", ANSWERED.replace("id: IDN", "id: NO")))
    assert "warning: NO does not look like a country's code. [country-code]" in result.stdout
    assert result.exit_code == 0


def test_the_same_answers_in_yaml_and_json_are_the_same_profile() -> None:
    yaml, json_twin = (load_profile(VALID / f"the-same-in-yaml-and-json.{ending}") for ending in ("yaml", "json"))
    assert yaml == json_twin
    assert yaml.digest == json_twin.digest


# --- Nesting, repetition and length --------------------------------------------------------------------------

DEEP = 200_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("flow-lists.yaml", "a: " + "[" * DEEP),
        ("flow-lists-closed.yaml", "a: " + "[" * DEEP + "]" * DEEP),
        ("flow-mappings.yaml", "a: " + "{b: " * DEEP),
        ("block-lists.yaml", "- " * DEEP),
        ("block-mappings.yaml", "".join(f"{' ' * depth}a:\n" for depth in range(2_000))),
        ("lists.json", "[" * DEEP),
        ("lists-closed.json", "[" * DEEP + "]" * DEEP),
        ("mappings.json", '{"a":' * DEEP + "1" + "}" * DEEP),
        ("brackets-behind-a-text.json", '["[[[[\\"[[[[", ' + "[" * DEEP),
    ],
)
def test_deep_nesting_is_told_before_it_is_followed(name: str, text: str, write: Write) -> None:
    problem = the_problem(write(name, text))
    assert (problem["code"], problem["message"]) == ("too-deep", "The document is nested more than 64 levels deep.")


def test_brackets_inside_a_text_are_not_nesting(write: Write) -> None:
    path = write("text.json", json.dumps({"statement": "[" * 1_000}))
    assert {problem["code"] for problem in problems_of(path)} == {"missing-key"}


def test_aliases_are_never_followed(write: Write) -> None:
    lines = ["a0: &a0 [lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    found = problems_of(write("bomb.yaml", HEAD + "responses: {}\n" + "\n".join(lines)))
    assert sum(problem["code"] == "alias" for problem in found) == 11 * 9
    assert sum(problem["code"] == "anchor" for problem in found) == 12


def test_an_alias_as_a_key_does_not_shift_the_keys_after_it(write: Write) -> None:
    found = problems_of(write("alias.yaml", HEAD + "responses: {}\n*IDN : Indonesia\ntiers: full\n"))
    assert [(problem["code"], problem["path"]) for problem in found] == [
        ("alias", "$['*IDN']"),
        ("unknown-key", "$.tiers"),
    ]


@pytest.mark.parametrize("directive", ["%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "%TAG ! tag:example.org,2026:\n---\n"])
def test_a_directive_changes_nothing(directive: str, write: Write) -> None:
    assert run("validate", write("directive.yaml", directive + ANSWERED)).exit_code == 0


@pytest.mark.parametrize("directive", ["%YAML 3.0\n---\n", "%INCLUDE other.yaml\n---\n"])
def test_an_unknown_directive_is_told(directive: str, write: Write) -> None:
    problem = the_problem(write("directive.yaml", directive + ANSWERED))
    assert (problem["code"], problem["line"]) == ("not-yaml", 1)


def test_a_mapping_that_is_merged_in_is_refused(write: Write) -> None:
    problem = the_problem(write("merge.yaml", HEAD + "responses:\n  std.dialogue:\n    <<: {level: 3}\n"))
    assert (problem["code"], problem["path"]) == ("unknown-key", "$.responses['std.dialogue']['<<']")


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}", "? [a]"])
def test_a_key_is_text(key: str, write: Write) -> None:
    assert the_problem(write("key.yaml", f"{key}: 1\n"))["code"] == "key-not-text"


@pytest.mark.parametrize("name", ["key.yaml", "key.json"])
def test_a_very_long_key_is_not_printed(name: str, write: Write) -> None:
    key = "a." * 100_000
    text = json.dumps({key: 1}) if name.endswith("json") else f"? {key}\n: 1\n"
    assert the_problem(write(name, text))["message"] == "A key is longer than 1,000 characters."


@pytest.mark.parametrize("digits", [401, 5_000, 1_000_000])
@pytest.mark.parametrize("name", ["long.yaml", "long.json"])
def test_a_very_long_number_is_told_in_short(name: str, digits: int, write: Write) -> None:
    head = '{"date": NUMBER}' if name.endswith("json") else "date: NUMBER\n"
    message = f"{'9' * 40}… is not a number that can be used."
    for number in ("9" * digits, "9" * digits + ".5"):
        found = problems_of(write(name, head.replace("NUMBER", number)))
        assert [problem["message"] for problem in found if problem["code"] == "not-finite"] == [message]


def test_a_number_of_many_digits_is_too_large_for_a_level(write: Write) -> None:
    answer = ANSWERED.replace("level: 3", f"level: {'9' * 400}")
    assert the_problem(write("long.yaml", answer))["message"] == f"{'9' * 40}… is too large."


@pytest.mark.parametrize("text", ["\\ud83d", "\\ude00\\ud83d", "a\\udcffb"])
def test_half_a_character_is_told(text: str, write: Write) -> None:
    document = '{"statement": "HALF", "key HALF": 1}'.replace("HALF", text)
    found = problems_of(write("half.json", document))
    assert sum(problem["code"] == "lone-surrogate" for problem in found) == 2


def test_both_halves_of_a_character_are_one(write: Write) -> None:
    document = json.dumps({"statement": "🤝"})
    assert "\\ud83e" in document
    assert {problem["code"] for problem in problems_of(write("whole.json", document))} == {"missing-key"}


def test_more_problems_than_anybody_reads_are_cut_off_and_said_to_be(write: Write) -> None:
    answers = "".join(f"  std.x{number}: {{level: 3}}\n" for number in range(1_500))
    found = problems_of(write("many.yaml", HEAD + "responses:\n" + answers))
    assert len(found) == 1_001
    assert [problem["line"] for problem in found[:1_000]] == list(range(6, 1_006))
    assert found[-1]["message"] == "There are more than 1,000 problems; the rest is not listed."


def test_all_problems_before_the_place_where_reading_ends_are_told(write: Write) -> None:
    text = HEAD + "responses:\n  std.dialogue: {level: 3, level: 2}\n  std.bodies: &a {level: 3}\n  std.balance: [\n"
    found = problems_of(write("broken.yaml", text))
    assert [(problem["code"], problem["line"]) for problem in found] == [
        ("repeated-key", 6),
        ("anchor", 7),
        ("not-yaml", 8),
    ]


@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_a_problem_in_a_list_stands_at_its_own_item_and_line(ending: str, write: Write) -> None:
    evidence = [{"title": "a", "url": "http://a"}, {"title": "b", "url": "b"}, {"title": "c"}, {"title": 4}]
    text = json.dumps(DOCUMENT | {"responses": {"std.dialogue": {"evidence": evidence}}}, indent=1)
    found = problems_of(write(f"list.{ending}", text))
    lines = text.splitlines()
    assert [problem["path"] for problem in found] == [
        "$.responses['std.dialogue'].evidence[1].url",
        "$.responses['std.dialogue'].evidence[3].title",
    ]
    assert [lines[problem["line"] - 1].strip() for problem in found] == ['"url": "b"', '"title": 4']


# --- Size, devices and paths ---------------------------------------------------------------------------------

TOO_LARGE = "The input is larger than the limit of 10,485,760 bytes."


def test_a_file_above_the_limit_is_refused_and_the_limit_can_be_raised(write: Write) -> None:
    path = write("large.yaml", ANSWERED + "# a comment\n" * 1_000_000)
    assert path.stat().st_size > 11_000_000
    problem = the_problem(path)
    assert (problem["code"], problem["message"]) == ("too-large", TOO_LARGE)
    assert problem["hint"] == "If it is meant to be, raise the limit with --max-bytes."
    assert run("validate", path, "--max-bytes", str(path.stat().st_size)).exit_code == 0
    assert run("validate", path, "--max-bytes", str(path.stat().st_size - 1)).exit_code == 1


@pytest.mark.parametrize("limit", [10**12, 10**18, 10**30])
def test_a_limit_beyond_all_memory_is_only_a_number(limit: int, write: Write) -> None:
    assert run("validate", write("small.yaml", ANSWERED), "--max-bytes", str(limit)).exit_code == 0
    assert run("validate", "-", "--max-bytes", str(limit), feed=ANSWERED.encode()).exit_code == 0


def test_a_file_that_claims_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.yaml"
    with path.open("wb") as stream:
        stream.truncate(1_000_000_000)
    assert the_problem(path)["message"] == TOO_LARGE


@pytest.mark.parametrize("command", [("validate", "-"), ("rubric", "validate", "-"), ("score", "-")])
def test_an_endless_input_is_left_after_the_limit(command: tuple[str, ...]) -> None:
    source = [sys.executable, "-c", "while True: print('yes')"]
    with subprocess.Popen(source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as endless:
        arguments = [sys.executable, "-m", "aigov_checklist", *command]
        done = subprocess.run(arguments, stdin=endless.stdout, capture_output=True, timeout=60, check=False)
        endless.kill()
    printed = (done.stdout + done.stderr).decode()
    assert printed.startswith(f"-: error: {TOO_LARGE}")
    assert "Traceback" not in printed
    assert done.returncode == 1


def test_no_standard_input_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(DocumentError, match="There is no standard input to read"):
        load_profile("-")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_is_refused() -> None:
    assert the_problem("/dev/zero")["message"] == "This is a device or a pipe, not a file."
    assert run("rubric", "validate", "/dev/zero").exit_code == 1
    assert run("validate", "--rubric", "/dev/zero", VALID / "level-zero.yaml").exit_code == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert the_problem(tmp_path / "pipe.yaml")["code"] == "not-a-file"
    assert rubric_problems(tmp_path / "pipe.yaml") == ["not-a-file"]


def test_a_folder_is_not_a_profile(tmp_path: Path) -> None:
    assert the_problem(tmp_path)["message"] == "This is a folder, not a file."


@pytest.mark.parametrize("name", ["missing.yaml", "missing/missing.yaml"])
def test_a_missing_file_is_told(name: str, tmp_path: Path) -> None:
    problem = the_problem(tmp_path / name)
    assert (problem["code"], problem["file"]) == ("no-such-file", str(tmp_path / name))


@pytest.mark.parametrize("name", ["a\x00b", "a\x00b.yaml", "\x00"])
def test_a_name_that_cannot_be_a_path_is_told(name: str) -> None:
    for load in (load_profile, load_rubric):
        with pytest.raises(DocumentError, match="the name is not a path"):
            load(name)


@pytest.mark.parametrize("name", ["x" * 5_000, f"folder/{'x' * 5_000}.yaml", f"{'folder/' * 5_000}x.yaml"])
def test_a_name_that_is_too_long_is_told(name: str) -> None:
    assert the_problem(name)["code"] == "not-readable"
    with pytest.raises((DocumentError, UsageError)):
        load_rubric(name)


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert the_problem(tmp_path / "loop.yaml")["code"] == "not-readable"


def test_a_file_that_may_not_be_read_is_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")  # root, who runs tests in containers, is never refused

    path = write("secret.yaml", ANSWERED)
    monkeypatch.setattr(Path, "open", refuse)
    assert the_problem(path)["message"] == "This file may not be read."


def test_a_disk_that_cannot_be_read_is_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(5, "Input/output error")

    path = write("broken.yaml", ANSWERED)
    monkeypatch.setattr(Path, "open", fail)
    assert the_problem(path)["message"] == "This cannot be read: Input/output error."


def test_a_name_that_is_not_text_is_shown_all_the_same(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml")
    arguments = [sys.executable, "-m", "aigov_checklist", "validate", name]
    strict = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    done = subprocess.run(arguments, capture_output=True, env=strict, check=False)
    assert b"There is no such file." in done.stdout
    assert (done.returncode, done.stderr) == (1, b"")


def test_problems_are_written_in_utf_8_wherever_they_go(write: Write) -> None:
    arguments = [sys.executable, "-m", "aigov_checklist", "validate", str(write("zh.yaml", ANSWERED + "标准: 3\n"))]
    narrow = os.environ | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(arguments, capture_output=True, env=narrow, check=False)
    assert "There is no key '标准' here." in done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr) == (1, b"")


def test_every_file_is_checked_though_one_cannot_be_read(write: Write, tmp_path: Path) -> None:
    good, bad = write("good.yaml", ANSWERED), write("bad.yaml", HEAD)
    result = run("validate", tmp_path / "missing.yaml", bad, good)
    assert result.exit_code == 1
    assert [line.split(": ", 1)[1] for line in result.stdout.splitlines() if not line.startswith(" ")] == [
        "error: There is no such file. [no-such-file]",
        "error: The key 'responses' is missing. [missing-key]",
        "no problems",
    ]


# --- Which rubric --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gaigap-2024", "There is no rubric 'gaigap-2024'. Did you mean gaigap-2025?"),
        ("weather", "There is no rubric 'weather'. There are: cn-ru-2023, gaigap-2025, un-gdc-2024, "),
        ("", "There is no rubric ''. There are: cn-ru-2023, gaigap-2025, un-gdc-2024, "),
        ("x" * 400, "There is no rubric 'xxxx"),
    ],
)
def test_a_rubric_that_is_not_shipped_is_wrong_use(name: str, words: str) -> None:
    result = run("validate", "--rubric", name, VALID / "level-zero.yaml")
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "../gaigap-2025",
        "gaigap-2025/../gaigap-2025",
        "./gaigap-2025",
        "gaigap-2025.json",
        "rubrics/gaigap-2025",
        "..\\gaigap-2025",
        "/gaigap-2025",
        "..",
        "~/gaigap-2025",
        "%2e%2e/gaigap-2025",
        "http://example.org/rubric.yaml",
    ],
)
def test_a_path_is_never_looked_up_among_the_shipped_rubrics(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    result = run("validate", "--rubric", name, VALID / "level-zero.yaml")
    assert result.exit_code == 1
    assert "[no-such-file]" in result.stderr


@pytest.mark.skipif(not Path("/etc/passwd").exists(), reason="this system has no /etc/passwd")
def test_a_file_that_is_no_rubric_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    up = "../" * len(tmp_path.parts)
    result = run("validate", "--rubric", f"{up}etc/passwd", VALID / "level-zero.yaml")
    assert result.exit_code == 1
    assert "etc/passwd" in result.stderr


@pytest.mark.parametrize(
    "name", ["../../x", "..", "../gaigap-2025", "gaigap-2025/", "/etc/passwd", "gaigap-2025\\n", "http://x"]
)
def test_a_profile_cannot_name_a_path_as_its_rubric(name: str, write: Write) -> None:
    problem = the_problem(write("path.yaml", ANSWERED.replace("id: gaigap-2025", f'id: "{name}"')))
    assert (problem["code"], problem["path"]) == ("wrong-form", "$.rubric.id")


def test_answers_are_checked_though_the_rubric_is_named_badly(write: Write) -> None:
    text = ANSWERED.replace("std.dialogue", "std.dialog").replace("version: 1.0.0", "version: 1.0")
    assert [problem["code"] for problem in problems_of(write("both.yaml", text))] == ["wrong-type", "unknown-indicator"]
    text = text.replace("id: gaigap-2025", "id: 3")
    found = problems_of(write("both.yaml", text), "--rubric", "gaigap-2025")
    assert [problem["code"] for problem in found] == ["wrong-type", "wrong-type", "unknown-indicator"]


def test_a_profile_of_another_rubric_is_told_only_that(write: Write) -> None:
    path = write("ladder.yaml", RUBRIC)
    problem = the_problem(VALID / "level-zero.yaml", "--rubric", path)
    assert problem["message"] == "The profile answers the rubric gaigap-2025, not ladder."


# --- Rubric folders ------------------------------------------------------------------------------------------

AREA = "id: {0}\nindicators: [{{id: {0}.1}}]\n"


def rubric_folder(write: Write, **areas: str) -> Path:
    folder = write("mine/rubric.yaml", "id: mine\nversion: 1.0.0\n").parent
    for name, text in areas.items():
        write(f"mine/areas/{name}.yaml", text)
    return folder


def test_problems_of_a_folder_stand_in_their_own_file_and_line(write: Write) -> None:
    folder = rubric_folder(
        write,
        a="id: a\nindicators:\n  - id: x\n    title: &t X\n  - id: x\n    weight: -1\n",
        b="id: b\nwieght: 2\nindicators: [{id: y, title: *t}]\n",
    )
    write("mine/rubric.yaml", "id: mine\nversion: 1\n")
    result = run("rubric", "validate", folder)
    places = [line.removeprefix(f"{folder}/").split(": ")[0] for line in result.stdout.splitlines() if line[0] != " "]
    assert places == ["rubric.yaml:2", "areas/a.yaml:4", "areas/a.yaml:6", "areas/b.yaml:2", "areas/b.yaml:3"]
    assert "    at $.indicators[1].weight\n" in result.stdout


def test_every_file_of_a_folder_is_read_though_some_cannot_be(write: Write) -> None:
    folder = rubric_folder(write, a="id: [\n", b="", c="id: c\nindicators: [{id: x, id: y}]\n", d='"', e="\x00" * 9)
    assert rubric_problems(folder) == ["not-yaml", "empty", "repeated-key", "not-yaml", "not-utf8"]
    (folder / "areas" / "f.yaml").mkdir()
    (folder / "areas" / "g.yaml").symlink_to("nowhere.yaml")
    assert rubric_problems(folder) == ["not-a-file", "no-such-file"]


def test_an_area_file_may_be_a_link(write: Write) -> None:
    folder = rubric_folder(write, a=AREA.format("a"))
    (folder / "areas" / "b.yaml").symlink_to(write("elsewhere.yaml", AREA.format("b")))
    assert [area.id for area in load_rubric(folder).areas] == ["a", "b"]


def test_an_area_file_that_links_to_a_device_is_refused(write: Write) -> None:
    folder = rubric_folder(write, a=AREA.format("a"))
    (folder / "areas" / "b.yaml").symlink_to("/dev/zero")
    assert rubric_problems(folder) == ["not-a-file"]


def test_no_area_file_is_passed_over_for_its_ending(write: Write) -> None:
    folder = rubric_folder(write, a=AREA.format("a"))
    write("mine/areas/b.yml", AREA.format("b"))
    write("mine/areas/c.json", '{"id": "c", "indicators": [{"id": "c.1"}]}')
    write("mine/areas/README.md", "How the areas came about.")
    write("mine/areas/.b.yaml", "left by an editor: [")
    assert [area.id for area in load_rubric(folder).areas] == ["a", "b", "c"]


def test_areas_in_the_file_and_in_the_folder_are_told(write: Write) -> None:
    folder = rubric_folder(write, a=AREA.format("a"))
    write("mine/rubric.yaml", RUBRIC)
    assert rubric_problems(folder) == ["areas-twice"]


def test_a_folder_without_a_rubric_is_told(tmp_path: Path) -> None:
    result = run("rubric", "validate", tmp_path)
    assert result.stdout.startswith(f"{tmp_path}: error: This folder holds no rubric.yaml. [no-such-file]\n")
    assert result.exit_code == 1


def test_a_folder_without_areas_is_told(write: Write) -> None:
    assert rubric_problems(write("mine/rubric.yaml", "id: mine\nversion: 1.0.0\n").parent) == ["missing-key"]


# --- Rubrics that would not end ------------------------------------------------------------------------------


def nested_areas(depth: int) -> dict[str, Any]:
    area: dict[str, Any] = {"id": "innermost", "indicators": [{"id": "leaf"}]}
    for level in range(depth):
        area = {"id": f"around-{level}", "areas": [area]}
    return {"id": "nested", "version": "1.0.0", "areas": [area]}


@pytest.mark.parametrize("depth", [0, 1, 10, 29])
def test_areas_may_be_nested_as_deep_as_a_document(depth: int, write: Write) -> None:
    path = write("nested.json", json.dumps(nested_areas(depth)))
    assert run("rubric", "validate", path).exit_code == 0
    profile = ANSWERED.replace("gaigap-2025", "nested").replace("std.dialogue", "leaf")
    assert run("score", write("p.yaml", profile), "--rubric", path).exit_code == 0


@pytest.mark.parametrize("depth", [30, 100, 300])
def test_areas_nested_deeper_are_told(depth: int, write: Write) -> None:
    assert rubric_problems(write("nested.json", json.dumps(nested_areas(depth)))) == ["too-deep"]


def chained_areas(length: int, link: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    areas: list[dict[str, Any]] = [{"id": "area-0", "indicators": [{"id": "leaf-0"}]}]
    for place in range(1, length):
        leaf = {"id": f"leaf-{place}"}
        areas.append({"id": f"area-{place}", "modifiers": [link(f"area-{place - 1}")], "indicators": [leaf]})
    return {"id": "chain", "version": "1.0.0", "areas": areas[::-1]}


LINKS = [
    pytest.param(lambda node: {"multiply": {"node": node}}, id="multiply"),
    pytest.param(lambda node: {"cap": 40, "when": {"node": node, "below": 20}}, id="when"),
]


@pytest.mark.parametrize("link", LINKS)
def test_a_chain_of_nodes_is_followed_as_far_as_it_is_allowed(
    link: Callable[[str], dict[str, Any]], write: Write
) -> None:
    path = write("chain.json", json.dumps(chained_areas(59, link)))
    profile = ANSWERED.replace("gaigap-2025", "chain").replace("std.dialogue", "leaf-0")
    assert run("score", write("p.yaml", profile), "--rubric", path).exit_code == 0


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("length", [60, 61, 1_000])
def test_a_longer_chain_is_told_once(link: Callable[[str], dict[str, Any]], length: int, write: Write) -> None:
    assert rubric_problems(write("chain.json", json.dumps(chained_areas(length, link)))) == ["too-deep"]


def test_a_circle_of_a_thousand_nodes_is_told(write: Write) -> None:
    document = chained_areas(1_000, lambda node: {"multiply": {"node": node}})
    document["areas"][-1]["modifiers"] = [{"multiply": {"node": "area-999"}}]
    assert set(rubric_problems(write("circle.json", json.dumps(document)))) == {"cycle"}


def test_nothing_is_fetched_for_a_reference(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        pytest.fail("a document made us look for the network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    text = RUBRIC.replace(
        "{id: skills}", '{id: skills, $ref: "http://example.org/i.json", $schema: "http://example.org"}'
    )
    assert rubric_problems(write("ref.yaml", text)) == ["unknown-key", "unknown-key"]
    profile = ANSWERED.replace("{level: 3}", "{level: 3, $ref: 'http://example.org'}")
    assert the_problem(write("ref.yaml", profile))["code"] == "unknown-key"
