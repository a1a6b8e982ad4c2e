"""The interview: every answer is in the file before the next question is shown, however the talk ends."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from wcwidth import wcswidth

from aigov_checklist import load_profile
from aigov_checklist.cli import aigov
from aigov_checklist.interviewing.typed import meaning
from aigov_checklist.language import ENGLISH
from aigov_checklist.loading import load_rubric
from conftest import HERE

FIRST, SECOND, THIRD = "seize.participation", "seize.adoption", "seize.sdg"
"""The first essential questions."""

NEW = ("--kind", "country", "--name", "Someland", "--id", "XYZ", "--tier", "essential", "--date", "2026-11-21")

LADDER = str(HERE / "cases" / "valid" / "every-measure.rubric.yaml")
LADDER_HEAD = """\
# Kept.
rubric: {id: ladder, version: 1.0.0}
kind: self-assessment   # also kept
date: 2026-11-21
subject: {id: KEN, name: Kenya, kind: country}
"""


def run(lines: list[str], *arguments: str | Path, width: int = 80) -> Result:
    """The command with these lines typed, and its end of input behind them."""
    typed = "".join(f"{line}\n" for line in lines)
    words = ["interview", *map(str, arguments)]
    result = CliRunner(env={"COLUMNS": str(width)}).invoke(aigov, words, input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def answers(path: Path, rubric: str | None = None) -> dict[str, dict[str, Any]]:
    """What is said in the file, without the questions about which nothing is said."""
    profile = load_profile(path, load_rubric(rubric) if rubric else None)
    said = {name: response.model_dump(exclude_unset=True) for name, response in profile.responses.items()}
    return {name: response for name, response in said.items() if response}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.yaml"


@pytest.fixture
def ladder(tmp_path: Path) -> Path:
    """A profile of every sort of measure, in which nothing is answered."""
    path = tmp_path / "ladder.yaml"
    path.write_text(LADDER_HEAD + "responses: {}\n", encoding="utf-8")
    return path


LAW: dict[str, Any] = {"title": "Law", "url": "https://example.org/law", "date": "2020"}

SESSIONS: dict[str, tuple[list[str], dict[str, dict[str, Any]]]] = {
    "levels": (["3", "0"], {FIRST: {"level": 3}, SECOND: {"level": 0}}),
    "a level in the full width of Chinese keyboards": (["３"], {FIRST: {"level": 3}}),
    "not applicable": (["na no market"], {FIRST: {"not_applicable": "no market"}}),
    "not applicable as people write it": (["N/A no market"], {FIRST: {"not_applicable": "no market"}}),
    "the reason is asked": (["na", "no market", "1"], {FIRST: {"not_applicable": "no market"}, SECOND: {"level": 1}}),
    "no reason, no answer": (["na", "", "1"], {FIRST: {"level": 1}}),
    "no information": (["none the gazette"], {FIRST: {"no_information": "the gazette"}}),
    "no information, asked": (["none", "the gazette"], {FIRST: {"no_information": "the gazette"}}),
    "skip": (["s", "skip", "2"], {THIRD: {"level": 2}}),
    "back and once more": (["1", "b", "2"], {FIRST: {"level": 2}}),
    "back after a jump": (["j 5", "b", "2"], {FIRST: {"level": 2}}),
    "back from the first stays there": (["b", "2"], {FIRST: {"level": 2}}),
    "after going back, on to the next open question": (
        ["1", "2", "b", "b", "3", "4"],
        {FIRST: {"level": 3}, SECOND: {"level": 2}, THIRD: {"level": 4}},
    ),
    "jump by number": (["j 3", "2"], {THIRD: {"level": 2}}),
    "jump by id": ([f"jump {THIRD.upper()}", "2"], {THIRD: {"level": 2}}),
    "jump to an area": (["j safety", "2"], {"safety.risk-assessment": {"level": 2}}),
    "jump, asked": (["j", "3", "2"], {THIRD: {"level": 2}}),
    "jump to nothing stays": (["j 40", "j nowhere", "j", "", "2"], {FIRST: {"level": 2}}),
    "a note stays at the question": (["n Because.", "2"], {FIRST: {"level": 2, "note": "Because."}}),
    "a note, asked, in another script": (["note", "因为 é"], {FIRST: {"note": "因为 é"}}),
    "evidence before the answer": (
        ["e", "Law", "https://example.org/law", "2020", "3"],
        {FIRST: {"level": 3, "evidence": ({**LAW},)}},
    ),
    "evidence that is a document, of no date": (
        ["e", "Law", "Gazette 17", "", "3"],
        {FIRST: {"level": 3, "evidence": ({"title": "Law", "document": "Gazette 17"},)}},
    ),
    "evidence without a title is none": (["e", "", "3"], {FIRST: {"level": 3}}),
    "evidence is asked again until it fits": (
        ["e", "Law", "https://exam ple.org", "www.example.org", LAW["url"], "2099", "last year", "2020"],
        {FIRST: {"evidence": ({**LAW},)}},
    ),
    "clear keeps the note": (["n Because.", "2", "b", "c"], {FIRST: {"note": "Because."}}),
    "what is no answer is asked again": (["7", "-1", "2.0", "two", "level 2", "2"], {FIRST: {"level": 2}}),
    "commands that take no text are no answers with one": (["s 2", "b x", "q no", "2"], {FIRST: {"level": 2}}),
    "nothing is done by looking": (["?", "/incident", "/", "", "", "h", "？", "2"], {FIRST: {"level": 2}}),
    "quit": (["q", "2"], {}),
    "only the end of input": ([], {}),
}


@pytest.mark.parametrize("session", SESSIONS)
def test_what_is_typed_stands_in_the_file(session: str, path: Path) -> None:
    lines, expected = SESSIONS[session]
    result = run(lines, path, *NEW)
    assert (result.exit_code, answers(path)) == (0, expected)
    assert "Traceback" not in result.output
    assert f"All answers are saved in {path}.\n" in result.output


def test_a_question_shows_what_is_needed_to_answer_it(path: Path) -> None:
    shown = run([], path, *NEW).stdout
    for text in (
        "Question 1 of 39\n1. Jointly seizing the opportunities of AI\n",
        "Participation of every kind of actor in AI (seize.participation)\n",
        "\nWhich kinds of actor can be shown,",
        "\nWhy: People who are absent when AI is planned",
        "\n- partner or participant lists of AI programmes, with dates\n",
        "\n  4  Contributions are published together with a reply to them",
    ):
        assert text in shown
    assert "Answer so far" not in shown


def test_what_was_said_before_is_shown_again(path: Path) -> None:
    shown = run(["e", "Law", "Gazette 17", "2020", "n Because.", "3", "b"], path, *NEW).stdout
    assert "\nAnswer so far: level 3\nEvidence: Law, Gazette 17, 2020\nNote: Because.\n" in shown


def test_the_score_runs_along(path: Path) -> None:
    shown = run(["3", "none web"], path, *NEW).stdout
    # 13 areas of 3 questions: 75 / 39 if all others are at 0, (75 + 38 * 100) / 39 if they are at 100.
    assert "Saved. 1 of 39 answered. Coverage 3 %. Score 75.0 (1.9 to 99.4), provisional." in shown
    assert "Saved. 2 of 39 answered." in shown


def test_a_blind_interview_tells_no_points(path: Path) -> None:
    shown = run(["3", "none web", "n x", "b"], path, *NEW, "--blind").stdout
    assert "Saved. 1 of 39 answered. Coverage 3 %.\n" in shown
    assert "core" not in shown.replace("scored", "")
    assert "provisional" not in shown
    assert f"Go on with: aigov interview {path} --blind\n" in shown


def test_an_answer_without_the_evidence_it_needs_is_told(path: Path) -> None:
    shown = run(["3", "1", "b", "e", "Law", "Gazette 17", "", "3"], path, *NEW).stdout
    told = "Without evidence that can be looked up, this counts as level 1"
    assert shown.count(told) == 1
    assert "does not count as evidence" in run(["e", "A talk", "", ""], path).stdout


def test_it_goes_on_where_nothing_is_answered(path: Path) -> None:
    run(["3", "s", "2"], path, *NEW)
    assert answers(path).keys() == {FIRST, THIRD}
    shown = run([], path, *NEW)  # the same line typed again, options included
    assert "2 of 39 answered" in shown.stdout
    assert "Question 2 of 39\n" in shown.stdout
    assert "Question 1 of 39\n" not in shown.stdout


def test_one_area(path: Path) -> None:
    result = run(["3", f"j {FIRST}", "s", "s", "2"], path, *NEW, "--area", "10")
    assert "Question 1 of 3\n10. Conducting AI safety and security governance\n" in result.stdout
    assert "Saved. Area 10: 1 of 3 answered. Coverage 33 %. Score 75.0 (25.0 to 91.7)" in result.stdout
    assert f"{FIRST} does not belong to the area of this interview." in result.stdout
    assert "This is the end. Left open: 2." in result.stdout
    assert "There is no question here." in result.stdout
    assert f"Go on with: aigov interview {path} --area 10\n" in result.stdout
    assert answers(path).keys() == {"safety.risk-assessment"}


def test_at_the_end_one_may_go_back(ladder: Path) -> None:
    left = run(["j 7", "4", "b", "5", "b"], ladder, "--rubric", LADDER)
    assert answers(ladder, LADDER) == {"output": {"quantity": 5}}
    assert f"Go on with: aigov interview {ladder} --rubric {LADDER}\n" in left.stdout
    done = run(["3", "A", "1", "2", "0", "na no debt", "q"], ladder, "--rubric", LADDER)
    assert "This is the end. Left open: 0." in done.stdout
    assert f"Score it with: aigov score {ladder} --rubric {LADDER}\n" in done.stdout


def test_every_sort_of_measure(ladder: Path) -> None:
    lines = ["2", "3", "back", "0", "d", "a", "1,5", "1e999", "0.5", "3"]
    result = run(lines, ladder, "--rubric", LADDER)
    assert "'2' is no answer here. Type a level (0, 1, 3), or ? for help." in result.stdout
    assert "'d' is no answer here. Type a code (A, B, C), or ? for help." in result.stdout
    assert "Here b, c are answers. Commands of these letters take a colon: :b." in result.stdout
    assert "'1,5' is no answer here. Type a number" in result.stdout
    assert "is not a number that can be used" in result.stdout
    # `share` is asked only when skills are at least 1: it is passed over, and 0.5 is the rate.
    assert answers(ladder, LADDER) == {
        "skills": {"level": 0},
        "office": {"choice": "A"},
        "rate": {"quantity": 0.5},
        "forms": {"level": 3},
    }
    assert ladder.read_text(encoding="utf-8").startswith(LADDER_HEAD)


def test_why_a_question_is_not_asked_is_told_on_the_way_to_it(ladder: Path) -> None:
    result = run(["0", "j share", "j 3", "j due", "j skills", "1", "j share", "50"], ladder, "--rubric", LADDER)
    reason = "share is not asked here: asked only when the answer to skills is at least 1."
    assert " ".join(result.stdout.split()).count(reason) == 2
    assert "(owed)" not in result.stdout  # it has no title
    assert answers(ladder, LADDER) == {"skills": {"level": 1}, "share": {"quantity": 50}}


def test_an_answer_that_is_not_asked_any_more_is_remarked_on(ladder: Path) -> None:
    result = run(["1", "B", "50", "j 1", "0"], ladder, "--rubric", LADDER)
    assert " ".join(result.stdout.split()).count("the answer is kept but never scored.") == 1


@pytest.mark.parametrize(
    ("line", "codes", "action"),
    [
        ("b", ("a", "b"), "answer"),
        (":b", ("a", "b"), "back"),
        ("B", ("a", "b"), "answer"),
        ("b", ("A", "B"), "answer"),
        ("na because", ("na", "b"), "not_applicable"),
        ("na", ("na", "b"), "answer"),
        ("/due  date", (), "search"),
        ("／words", (), "search"),
        ("  ", (), "again"),
        (":", (), "answer"),
        ("evidence", (), "evidence"),
        ("n\u3000text", (), "note"),
    ],
)
def test_codes_come_before_commands(line: str, codes: tuple[str, ...], action: str) -> None:
    assert meaning(line, codes, ENGLISH).action == action


def test_codes_that_read_like_commands_are_pointed_out(tmp_path: Path) -> None:
    rubric, path = tmp_path / "rubric.yaml", tmp_path / "mine.yaml"
    rubric.write_text(
        "id: tiny\nversion: 1.0.0\nareas:\n  - id: one\n    indicators:\n      - {id: x}\n      - id: y\n"
        "        measure: {type: choice, choices: [{code: b, points: 0}, {code: n, points: 100}]}\n",
        encoding="utf-8",
    )
    result = run(["1", "b", "j y", ":b", "2"], path, *NEW, "--tier", "full", "--rubric", rubric)
    assert "Here b, n are answers. Commands of these letters take a colon: :b." in " ".join(result.stdout.split())
    assert answers(path, str(rubric)) == {"x": {"level": 2}, "y": {"choice": "b"}}


def test_search_lists_questions_with_numbers_and_answers(path: Path) -> None:
    shown = run(["2", "/PARTICIPATION kind actor", "/no such words", "/a"], path, *NEW).stdout
    assert "   1  Participation of every kind of actor in AI (seize.participation): level 2\n" in shown
    assert "Nothing was found.\n" in shown
    assert "And 19 more.\n" in shown


def test_others_may_change_the_file_meanwhile(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run([], path, *NEW)

    def changed(old: str, new: str) -> None:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def lines() -> Iterator[str]:
        changed("# Rubric", "# Somebody was here. Rubric")
        yield "3"
        changed(f"{SECOND}: {{}}", f"{SECOND}: {{level: 1}}")
        yield "4"
        changed("version: 1.0.0}", "version: 1.0.0")
        yield "4"
        changed("version: 1.0.0\n", "version: 1.0.0}\n")
        yield "2"

    typed = lines()
    monkeypatch.setattr("aigov_checklist.cli.conversation.ask", lambda _: next(typed, "q"))
    result = run([], path)
    said = " ".join(result.output.split())
    assert f"Somebody else has changed {SECOND} meanwhile: level 1." in said
    assert "cannot be used any more. Correct it, then answer again." in said
    assert {name: given["level"] for name, given in answers(path).items()} == {FIRST: 3, SECOND: 2}
    assert "Somebody was here" in path.read_text(encoding="utf-8")


def test_a_reviewed_answer_stays(ladder: Path) -> None:
    ladder.write_text(
        LADDER_HEAD + "responses:\n  skills: {level: 3, review: {decision: confirmed}}\n", encoding="utf-8"
    )
    result = run(["j skills", "1", "c", "n Seen."], ladder, "--rubric", LADDER)
    assert result.stdout.count("has been reviewed") == 2
    assert answers(ladder, LADDER)["skills"]["level"] == 3
    assert answers(ladder, LADDER)["skills"]["note"] == "Seen."


def test_what_cannot_be_written_is_told_and_asked_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aigov_checklist.errors import OutputError
    from aigov_checklist.message import Message

    run([], path, *NEW)
    before = path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OutputError(Message("The disk is full."))

    monkeypatch.setattr("aigov_checklist.cli.kept.replace_unchanged", full)
    result = run(["3"], path)
    assert "The disk is full.\n" in result.stdout
    assert "Question 2 of 39" not in result.stdout
    assert path.read_bytes() == before


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_fit_the_terminal(language: str, width: int, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGOV_LANG", language)
    shown = run(["3", "?", "/AI", "j 99", "7"], path, *NEW, width=width).stdout
    lines = [line.removeprefix("> ") for line in shown.splitlines() if path.name not in line]
    # A word that nothing may break is as long as it is.
    assert [line for line in lines if wcswidth(line) > width and " " in line.strip(" -01234")] == []


def test_nothing_in_a_profile_drives_the_terminal(ladder: Path) -> None:
    ladder.write_text(
        LADDER_HEAD.replace("name: Kenya", 'name: "\\e[2J\\u202eKenya"')
        + 'responses:\n  skills: {level: 3, note: "\\e]0;x\\a"}\n',
        encoding="utf-8",
    )
    shown = run(["j skills", "\x1b[D", "n \x1b[31m"], ladder, "--rubric", LADDER).output
    assert shown.count("Type it again.") == 2
    assert "\x1b" not in shown
    assert "\\x1b[2J\\u202eKenya" in shown


def test_a_new_profile_is_asked_for_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(["", "ours.yaml", "nobody", "Country", "", "Someland", "xyz", "2"])
    assert "ours.yaml does not exist yet: it is made now.\n" in result.stdout
    subject = load_profile(tmp_path / "ours.yaml").subject
    assert (subject.kind, subject.name, subject.id) == ("country", "Someland", "XYZ")
    assert answers(tmp_path / "ours.yaml") == {FIRST: {"level": 2}}
    assert run(["organization", "Acme & Co", "2"], "theirs.yml").exit_code == 0
    assert load_profile(tmp_path / "theirs.yml").subject.id == "Acme-Co"
    assert run(["organization"], "nobodys.yml").exit_code == 1  # the lines ran out
    assert not (tmp_path / "nobodys.yml").exists()


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (["-"], 2, "Standard input cannot be changed: give a file."),
        (["mine.json", *NEW], 2, "let its name end in .yaml"),
        (["mine.yaml", *NEW, "--area", "99"], 2, "The rubric has no area 99."),
        (["mine.yaml", *NEW, "--name", " "], 2, "A subject needs a name"),
        (["no/such/folder/mine.yaml", *NEW], 3, "there is no such folder"),
        (["there.yaml", "--name", "Otherland", "--tier", "full"], 2, "says something else than --name, --tier"),
        (["wrong.yaml"], 1, "Level 9 is not on the scale 0 to 4."),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], exit_code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run([], "there.yaml", *NEW)
    there = Path("there.yaml").read_text(encoding="utf-8")
    Path("wrong.yaml").write_text(there.replace(f"{FIRST}: {{}}", f"{FIRST}: {{level: 9}}"), encoding="utf-8")
    result = run([], *arguments)
    assert result.exit_code == exit_code
    assert words in " ".join(result.output.split())
    assert {path.name for path in tmp_path.iterdir()} == {"there.yaml", "wrong.yaml"}


# On a terminal

IN_CONTROL = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "aigov_checklist", *sys.argv[1:]])
"""
"""The command as the one that the terminal's Ctrl-C and hanging up go to."""


class Terminal:
    """`aigov interview` on a pseudo-terminal of 80 columns."""

    def __init__(self, *arguments: str | Path) -> None:
        self.screen, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", IN_CONTROL, "interview", *map(str, arguments)],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env={**environment, "TERM": "dumb"},
            start_new_session=True,
        )
        os.close(inside)

    def read(self, until: str = "", *, key: str = "") -> str:
        """What is shown up to these words, or up to the end; when nothing happens for long the key is pressed again.

        Python loses a Ctrl-C, until the next key, that comes between its showing a prompt and its waiting there.
        """
        seen, deadline = b"", time.monotonic() + 60
        while time.monotonic() < deadline:
            if not select.select([self.screen], [], [], 3)[0]:
                self.type(key)
            else:
                try:
                    piece = os.read(self.screen, 65536)
                except OSError:  # the other side is closed
                    piece = b""
                seen += piece
                if not piece or (until and seen.decode(errors="replace").endswith(until)):
                    return seen.decode()
        raise AssertionError(f"{until!r} did not come, but: {seen.decode()[-500:]}")

    def type(self, text: str) -> None:
        os.write(self.screen, text.encode())

    def hang_up(self) -> None:
        if self.screen >= 0:
            os.close(self.screen)
            self.screen = -1


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    """Those that a test opens; what is left of them at its end is ended."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.process.kill()
        terminal.process.wait()
        terminal.hang_up()


def test_an_answer_is_on_disk_before_the_next_question(path: Path, terminals: list[Terminal]) -> None:
    terminals.append(terminal := Terminal(path, *NEW))
    assert "Question 1 of 39" in terminal.read("> ")
    terminal.type("3\r")
    assert "Question 2 of 39" in terminal.read("> ")
    terminal.process.kill()
    assert answers(path) == {FIRST: {"level": 3}}
    terminals.append(again := Terminal(path, "--blind"))
    shown = again.read("> ")
    assert "Question 2 of 39" in shown
    assert "Question 1 of 39" not in shown
    again.type("n 你好\r")
    assert "core" not in again.read("> ").replace("scored", "")
    again.type("q\r")
    assert f"Go on with: aigov interview {path} --blind" in again.read()
    assert again.process.wait(60) == 0
    assert answers(path)[SECOND] == {"note": "你好"}


@pytest.mark.parametrize(("key", "exit_code"), [("\x03", 130), ("\x04", 0)])
def test_control_c_and_control_d_end_it_kindly(key: str, exit_code: int, path: Path, terminals: list[Terminal]) -> None:
    terminals.append(terminal := Terminal(path, *NEW))
    terminal.read("> ")
    terminal.type("na no market\r")
    terminal.read("> ")
    terminal.type("e\r")
    terminal.read("no evidence): ")
    terminal.type(key)
    shown = terminal.read(key=key)
    assert "Go on with: aigov interview" in shown
    assert "Traceback" not in shown
    assert terminal.process.wait(60) == exit_code
    assert answers(path) == {FIRST: {"not_applicable": "no market"}}
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_closed_terminal_loses_nothing(path: Path, terminals: list[Terminal]) -> None:
    terminals.append(terminal := Terminal(path, *NEW))
    terminal.read("> ")
    terminal.type("4\r")
    terminal.read("> ")
    terminal.hang_up()
    assert terminal.process.wait(60) in (0, -signal.SIGHUP)
    assert answers(path) == {FIRST: {"level": 4}}
