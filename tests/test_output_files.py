"""Files appear whole or not at all, and nothing is replaced without leave."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aigov_checklist.cli import aigov
from aigov_checklist.cli.output import replace_file
from aigov_checklist.errors import OutputError
from conftest import HERE

LEVEL_ZERO = HERE / "cases" / "valid" / "level-zero.yaml"
OLD = b"what stood here before"

NEW_FORM = ("new", "--rubric", "gaigap-2025", "--kind", "country", "--name", "Kenya", "--date", "2026-11-21")
COMMANDS = [
    pytest.param(NEW_FORM, id="new"),
    pytest.param(("report", str(LEVEL_ZERO), "--format", "markdown"), id="report"),
]


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.txt"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_holds_what_standard_output_would(command: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*command, "-o", tmp_path / "new.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "new.txt").read_bytes() == run(*command).stdout_bytes
    assert names(tmp_path) == ["new.txt"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_existing_file_is_kept_without_force(command: tuple[str, ...], old: Path) -> None:
    result = run(*command, "-o", old)
    assert result.exit_code == 3
    assert result.stderr == f"Error: {old} exists already. Choose another name, or replace it with --force.\n"
    assert old.read_bytes() == OLD
    assert names(old.parent) == ["old.txt"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_existing_file_is_replaced_with_force(command: tuple[str, ...], old: Path) -> None:
    assert run(*command, "-o", old, "--force").exit_code == 0
    assert old.read_bytes() == run(*command).stdout_bytes
    assert names(old.parent) == ["old.txt"]


def test_a_folder_of_schemas_is_kept_without_force(tmp_path: Path) -> None:
    assert run("schema", "write", tmp_path).exit_code == 0
    (tmp_path / "problem.schema.json").write_bytes(OLD)
    assert run("schema", "write", tmp_path).exit_code == 3
    assert (tmp_path / "problem.schema.json").read_bytes() == OLD
    assert run("schema", "write", tmp_path, "--force").exit_code == 0
    assert (tmp_path / "problem.schema.json").read_bytes() != OLD


@pytest.mark.parametrize("name", ["missing/new.txt", "missing/deeper/new.txt"])
def test_a_missing_folder_is_told_and_not_made(name: str, tmp_path: Path) -> None:
    result = run(*NEW_FORM, "-o", tmp_path / name)
    assert result.exit_code == 3
    assert result.stderr == f"Error: {tmp_path / name} cannot be written: there is no such folder. Make it first.\n"
    assert names(tmp_path) == []


def test_a_file_in_place_of_the_folder_is_told(old: Path) -> None:
    result = run(*NEW_FORM, "-o", old / "new.txt")
    assert result.exit_code == 3
    assert "cannot be written: Not a directory." in result.stderr
    assert old.read_bytes() == OLD


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_folder_is_never_replaced(force: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    result = run(*NEW_FORM, "-o", tmp_path / "folder", *force)
    assert result.exit_code == 3
    assert "is a folder or a device, not a file." in result.stderr
    assert names(tmp_path) == ["folder"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_device_or_pipe_is_never_replaced(force: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        assert run(*NEW_FORM, "-o", tmp_path / name, *force).exit_code == 3
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert names(tmp_path) == ["link", "pipe"]


def test_a_link_that_leads_nowhere_is_kept_without_force(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    assert run(*NEW_FORM, "-o", tmp_path / "link").exit_code == 3
    assert (tmp_path / "link").is_symlink()
    assert run(*NEW_FORM, "-o", tmp_path / "link", "--force").exit_code == 0
    assert names(tmp_path) == ["link"]


@pytest.mark.parametrize("name", ["x" * 300, "a\x00b"])
def test_a_name_that_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        replace_file(tmp_path / name, b"new", force=False)
    assert names(tmp_path) == []


def test_the_longest_possible_name_can_be_written(tmp_path: Path) -> None:
    replace_file(tmp_path / ("x" * 255), b"new", force=False)
    assert names(tmp_path) == ["x" * 255]


def full(*_: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def refused(*_: Any, **__: Any) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


class FullStream:
    """A stream on a disk that is full from the first byte on."""

    def __init__(self, handle: int, mode: str) -> None:
        self.handle = handle

    def __enter__(self) -> "FullStream":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)

    write = full


@pytest.mark.parametrize(
    ("where", "failure", "reason"),
    [
        ("os.fsync", full, "No space left on device"),
        ("os.fdopen", FullStream, "No space left on device"),
        ("tempfile.mkstemp", refused, "Permission denied"),  # as in a folder that is not writable
        ("pathlib.Path.replace", refused, "Permission denied"),
        ("pathlib.Path.chmod", refused, "Permission denied"),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_what_stood_there_stays_where_writing_fails(
    where: str, failure: Callable[..., Any], reason: str, force: bool, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = old if force else old.with_name("new.txt")
    monkeypatch.setattr(where, failure)
    result = run(*NEW_FORM, "-o", target, *(("--force",) if force else ()))
    assert result.exit_code == 3
    assert result.stderr == f"Error: {target} cannot be written: {reason}.\n"
    assert old.read_bytes() == OLD
    assert names(old.parent) == ["old.txt"]


def test_nothing_is_left_behind_by_whoever_presses_control_c(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(old, b"new", force=True)
    assert old.read_bytes() == OLD
    assert names(old.parent) == ["old.txt"]


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    replace_file(tmp_path / "new", b"new", force=False)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_a_replaced_file_keeps_its_permissions(old: Path) -> None:
    old.chmod(0o600)
    replace_file(old, b"new", force=True)
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "command",
    [
        ("validate", str(LEVEL_ZERO)),
        ("score", str(LEVEL_ZERO)),
        ("explain", str(LEVEL_ZERO)),
        ("rubric", "list"),
        ("rubric", "validate", "missing.yaml"),
        ("schema", "show", "profile"),
        NEW_FORM,
    ],
    ids=lambda command: command[0],
)
def test_a_full_standard_output_is_told(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full_disk:
        arguments = [sys.executable, "-m", "aigov_checklist", *command]
        buffered = os.environ | {"PYTHONUNBUFFERED": ""}
        done = subprocess.run(arguments, stdout=full_disk, stderr=subprocess.PIPE, check=False, env=buffered)
    assert done.stderr.decode() == "Error: Standard output cannot be written: No space left on device.\n"
    assert done.returncode == 3


def test_a_reader_who_leaves_early_is_not_a_failure() -> None:
    arguments = [sys.executable, "-m", "aigov_checklist", "rubric", "show", "gaigap-2025", "--format", "json"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.read(1)
        writer.stdout.close()
        assert writer.stderr.read() == b""
