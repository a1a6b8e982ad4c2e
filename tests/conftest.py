"""What the tests share: the shipped rubric, and files that are compared byte for byte."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from aigov_checklist import Rubric, load_rubric
from aigov_checklist.authoring.starter import starter

os.environ["AIGOV_LANG"] = "en"  # whatever the system of whoever runs them speaks

HERE = Path(__file__).parent
PROFILES = HERE.parent / "profiles"

# The same examples on every run and machine, however busy it is; `--hypothesis-profile=explore` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

SameAsFile = Callable[[Path, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite expected files, and fail once so that they are read"
    )


@pytest.fixture(scope="session")
def gaigap() -> Rubric:
    return load_rubric("gaigap-2025")


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """The folder of a rubric of one's own, as `aigov rubric new mine` begins it."""
    folder = tmp_path / "mine"
    for name, data in starter("mine", "Ours: a list").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def same_as_file(request: pytest.FixtureRequest) -> SameAsFile:
    """Compare bytes with a committed file; `--update` rewrites it and still fails, so that a person reads the diff."""

    def compare(path: Path, data: bytes) -> None:
        expected = path.read_bytes() if path.exists() else b""
        if data != expected and request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            pytest.fail(f"{path.name} was rewritten: read the diff, then run the tests again")
        assert data.decode() == expected.decode(), f"{path} is not what is written now; see `pytest --update`"

    return compare
