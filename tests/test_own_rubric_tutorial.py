"""The tutorial on rubrics of one's own, run as it is written: every command, in its order, in an empty folder."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from aigov_checklist.authoring.words import column_names
from conftest import HERE

PAGE = (HERE.parent / "docs" / "own-rubric.md").read_text(encoding="utf-8")
TABLE = re.findall(r"```csv\n(.*?)```", PAGE, flags=re.DOTALL)[0]
SESSIONS = re.findall(r"```shell-session\n(.*?)```", PAGE, flags=re.DOTALL)

COMMANDS = {
    "aigov": '"{python}" -m aigov_checklist "$@"',
    # Into a folder of the test, with what is installed: neither this environment nor the internet is touched.
    "pip": '"{python}" -m pip "$@" --quiet --no-deps --no-build-isolation --no-index --no-cache-dir --target "{site}"'
    " --disable-pip-version-check",
}


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """The environment in which the commands of the tutorial are those of this Python."""
    (tmp_path / "bin").mkdir()
    site = tmp_path / "site"
    for name, line in COMMANDS.items():
        path = tmp_path / "bin" / name
        path.write_text(f"#!/bin/sh\nexec {line.format(python=sys.executable, site=site)}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    places = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(site)}
    return os.environ | places | {"COLUMNS": "80", "AIGOV_LANG": "en"}


@pytest.mark.skipif(os.name == "nt", reason="the shims of this test are shell scripts")
def test_every_step_prints_what_the_tutorial_shows(tmp_path: Path, shell: dict[str, str]) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "checklist.csv").write_text(TABLE, encoding="utf-8")
    steps = [step.partition("\n") for session in SESSIONS for step in session.split("$ ")[1:]]
    assert len(steps) >= 15
    for command, _, shown in steps:
        done = subprocess.run(command, shell=True, cwd=folder, env=shell, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (command, done.stderr)
        assert (done.stderr + done.stdout).startswith(shown), command

    listed = subprocess.run(["aigov", "rubric", "list"], env=shell, capture_output=True, text=True, check=True)
    assert "library-ai" in listed.stdout


def test_the_tutorial_names_every_column() -> None:
    assert [name for name in column_names() if f"`{name}`" not in PAGE] == []
