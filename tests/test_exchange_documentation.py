"""What docs/exchange.md says of `aigov export` runs as it stands there."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from aigov_checklist.cli import aigov
from aigov_checklist.exchange.identity import NAMESPACE
from conftest import HERE, PROFILES

PAGE = (HERE.parent / "docs" / "exchange.md").read_text(encoding="utf-8")
COMMANDS = [line for line in PAGE.splitlines() if re.match("aigov export (oscal|ciso)", line)]


def test_every_format_has_a_command_on_the_page() -> None:
    formats = {shlex.split(line)[2] for line in COMMANDS}
    assert formats == {"oscal-catalog", "oscal-mapping", "oscal-results", "ciso-assistant"}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_page_writes_its_file(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("profiles").symlink_to(PROFILES)
    _, *arguments = shlex.split(line)
    result = CliRunner().invoke(aigov, arguments)
    assert (result.exit_code, result.output) == (0, "")
    assert Path(arguments[-1]).stat().st_size > 0


def test_the_namespace_on_the_page_is_the_one_in_the_documents() -> None:
    assert f"`{NAMESPACE}`" in PAGE
