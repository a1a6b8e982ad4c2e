"""What the README shows is what the commands print."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from aigov_checklist.cli import aigov
from conftest import HERE

README = (HERE.parent / "README.md").read_text(encoding="utf-8")
DOCS = sorted((HERE.parent / "docs").glob("*.md"))
CONSOLE = re.compile(r"```console\n(.*?)```", flags=re.DOTALL)


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_output_in_the_readme_is_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(HERE.parent)
    printed = CliRunner().invoke(aigov, ["score", "profiles/indonesia.yaml"]).stdout
    assert printed.startswith(blocks("text")[0].rstrip() + "\n")


def test_the_plain_words_in_the_readme_are_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(HERE.parent)
    shown = next(block for block in blocks("text") if block.startswith("In plain words"))
    subjects = [f"profiles/{name}.yaml" for name in ("kenya", "brazil", "singapore")]
    assert shown in CliRunner().invoke(aigov, ["robustness", *subjects]).stdout


def test_the_two_commands_are_single_lines_that_ci_can_run() -> None:
    commands = [line for line in README.splitlines() if line.startswith("python3 ")]
    assert len(commands) == 2
    assert "aigov score profiles/indonesia.yaml" in commands[0]
    assert commands[1].endswith("pytest -q")


def test_every_other_command_of_the_readme_exists() -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("aigov ")]
    assert len(lines) >= 6
    for line in lines:
        command = shlex.split(line, comments=True)[1]
        assert CliRunner().invoke(aigov, [command, "--help"]).exit_code == 0, line


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(HERE.parent)
    exec(blocks("python")[0], {})
    assert capsys.readouterr().out.startswith("35.")


@pytest.mark.parametrize(
    "page", [page for page in DOCS if CONSOLE.search(page.read_text("utf-8"))], ids=lambda p: p.stem
)
def test_what_a_page_of_the_manual_shows_is_what_is_printed(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each block holds commands behind `$ `, each with the beginning of what it prints."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    for folder in (HERE.parent / "profiles", *(HERE.parent / "docs" / "examples").iterdir()):
        (tmp_path / folder.name).symlink_to(folder)
    for block in CONSOLE.findall(page.read_text("utf-8")):
        for part in block.split("$ ")[1:]:
            command, _, shown = part.partition("\n")
            printed = CliRunner().invoke(aigov, shlex.split(command)[1:]).output
            assert printed.startswith(shown), command


def test_every_command_has_a_line_of_help() -> None:
    for name, command_help in aigov.short_helps.items():
        assert command_help.endswith("."), name
        assert CliRunner().invoke(aigov, [name, "--help"]).exit_code == 0
