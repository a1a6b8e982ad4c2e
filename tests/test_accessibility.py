"""HTML reports under the rules of WCAG 2.2 AA: axe-core in headless Chromium, light and dark, narrow and wide."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import HERE, PROFILES
from test_html import ARABIC, HOSTILE, opened, written

AXE = HERE / "axe"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and NODE and (AXE / "node_modules" / "axe-core").is_dir()),
    reason="needs chromium, node, and `npm ci` in tests/axe",
)

FAULTY = """<!DOCTYPE html><html lang="en"><head><title>Faulty</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head>
<body><style>p { color: red }</style><img src="data:,"><p>Text</p></body></html>"""


def checked(folder: Path, *pages: Path) -> list[dict[str, Any]]:
    """What was found on each page in each colour scheme and width."""
    (folder / "browser").mkdir()
    command = [str(NODE), str(AXE / "check.js"), str(CHROMIUM), str(folder / "browser"), *map(str, pages)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert len(found) == 4 * len(pages)
    return found


def test_no_rule_is_broken(tmp_path: Path) -> None:
    arabic = {
        "rubric": {"id": "gaigap-2025", "version": "1.0.0"},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": {"id": "XYZ", "name": "المثال", "kind": "country"},
        "responses": {
            name: {"level": 2, "note": text, "evidence": [{"title": text, "url": f"https://example.org/{'x' * 300}"}]}
            for name, text in zip(("std.bodies", "std.dialogue", "seize.adoption"), HOSTILE.values(), strict=False)
        },
    }
    profile = tmp_path / "arabic.json"
    profile.write_text(json.dumps(arabic), encoding="utf-8")
    pages = (tmp_path / "indonesia.html", tmp_path / "arabic.html")
    pages[0].write_bytes(written(opened(PROFILES / "indonesia.yaml")))
    pages[1].write_bytes(written(opened(profile, ARABIC)))
    for found in checked(tmp_path, *pages):
        assert found["violations"] == [], found
        assert found["messages"] == [], found
        assert found["excess"] == 0, "wider than the window"


def test_the_check_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "faulty.html"
    page.write_text(FAULTY, encoding="utf-8")
    for found in checked(tmp_path, page):
        assert [violation["id"] for violation in found["violations"]] == ["image-alt"]
        assert any("Content Security Policy" in message for message in found["messages"])
