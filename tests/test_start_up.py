"""A command imports only what it needs."""

import subprocess
import sys

import pytest

HEAVY = ("pydantic", "jsonschema", "numpy", "polars", "yaml", "tabulate")


def imported_by(*arguments: str) -> set[str]:
    code = (
        "import sys; sys.argv = ['aigov', *sys.argv[1:]]\n"
        "from aigov_checklist.cli import main\n"
        "try:\n    main()\nfinally:\n    print('MODULES', *sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(run.stdout.rpartition("MODULES ")[2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--lang", "zh", "--help"]])
def test_help_imports_none_of_the_heavy_libraries(arguments: list[str]) -> None:
    assert imported_by(*arguments).isdisjoint(HEAVY)


def test_scoring_needs_neither_jsonschema_nor_numpy() -> None:
    modules = imported_by("score", "profiles/indonesia.yaml")
    assert modules.isdisjoint({"jsonschema", "numpy", "polars"})
