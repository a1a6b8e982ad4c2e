"""Rubrics as packages: what is built, how it is found once it is installed, and what a broken one may do."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aigov_checklist import DocumentError, load_rubric
from aigov_checklist.authoring.columns import Columns
from aigov_checklist.authoring.from_table import rubric_from_table
from aigov_checklist.authoring.package import package_files
from aigov_checklist.authoring.sources import packed
from aigov_checklist.cli import aigov
from aigov_checklist.loading import load_known_rubric, load_known_rubrics
from aigov_checklist.readers.plain import read_document
from aigov_checklist.readers.source import DEFAULT_LIMIT
from aigov_checklist.registry import known_rubrics, rubric_place, shipped_rubrics
from conftest import HERE

LIBRARY = (HERE / "cases" / "tables" / "library.csv").read_bytes()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(aigov, [str(argument) for argument in arguments])


Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a package where Python finds it, as pip would: its files, and what it says about itself."""

    def done(name: str, files: dict[str, bytes], entries: str) -> Path:
        site = tmp_path / f"site-{name}"
        for path, data in files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(data)
        about = site / f"{name.replace('-', '_')}-1.0.0.dist-info"
        about.mkdir(parents=True)
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n", encoding="utf-8")
        (about / "entry_points.txt").write_text(f"[aigov_checklist.rubrics]\n{entries}\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(site))
        return site

    return done


def library(tmp_path: Path, rubric_id: str = "library-ai", **changes: str) -> Path:
    path = tmp_path / f"{rubric_id}.source"
    made = rubric_from_table("t", LIBRARY, rubric_id=rubric_id, title="A library", language="en", columns=Columns(),
                             limit=DEFAULT_LIMIT)  # fmt: skip
    path.write_text(json.dumps(made.document | changes), encoding="utf-8")
    return path


def built(tmp_path: Path, *paths: Path) -> dict[str, bytes]:
    return package_files([packed(str(path), limit=DEFAULT_LIMIT) for path in paths or (library(tmp_path),)])


def rubric_json(tmp_path: Path, rubric_id: str = "library-ai") -> bytes:
    return load_rubric(library(tmp_path, rubric_id)).canonical_json()


RAISES = b"raise SystemExit('the code of a package was run')\n"


def test_an_installed_rubric_goes_by_its_id_and_no_code_of_its_package_is_run(tmp_path: Path, install: Install) -> None:
    module = "aigov_rubrics_library_ai_rubric"
    files = built(tmp_path) | {f"{module}/__init__.py": RAISES}
    install("library-ai-rubric", files, f"library-ai = {module}")
    assert load_rubric("library-ai") == load_rubric(library(tmp_path))
    assert known_rubrics()["library-ai"].package == "library-ai-rubric 1.0.0"
    profile = tmp_path / "p.yaml"
    given = ("--kind", "organization", "--name", "Town", "--id", "town", "-o", profile)
    assert run("new", "--rubric", "library-ai", *given).exit_code == 0
    assert run("validate", profile).stdout == f"{profile}: no problems\n"
    assert run("score", profile).exit_code == 0
    assert run("batch", profile, "-o", tmp_path / "scores", "--rubric", "library-ai").exit_code == 0
    assert run("rank", tmp_path / "scores").exit_code == 0
    form = tmp_path / "f.xlsx"
    assert run("form", "workbook", "--rubric", "library-ai", "--kind", "organization", "-o", form).exit_code == 0
    assert "There is no rubric" not in run("import", form, "-o", tmp_path / "back.yaml").stderr
    listed = run("rubric", "list")
    assert "library-ai " in listed.stdout
    assert listed.stderr == ""


@pytest.mark.parametrize(
    ("files", "module", "words"),
    [
        ({}, "nowhere_to_be_found", "but has no folder that could be found."),
        ({"single.py": RAISES}, "single", "but has no folder that could be found."),
        ({"empty_package/__init__.py": RAISES}, "empty_package", "library-ai.json is missing."),
        ({}, "not a module", "but has no folder that could be found."),
        ({}, "..up", "but has no folder that could be found."),
        ({"bad_package/rubrics/library-ai.json": b"{}"}, "bad_package", "of the installed package broken 1.0.0 cannot"),
        (
            {"bad_package/rubrics/library-ai.json": b"\x00"},
            "bad_package",
            "of the installed package broken 1.0.0 cannot",
        ),
    ],
)
def test_a_broken_package_is_told_by_name_and_stops_nothing_else(
    files: dict[str, bytes], module: str, words: str, install: Install, tmp_path: Path
) -> None:
    install("broken", files, f"library-ai = {module}")
    result = run("rubric", "show", "library-ai")
    assert (result.exit_code, "broken-plugin" in result.stderr, words in result.stderr) == (1, True, True)
    listed = run("rubric", "list")
    assert listed.exit_code == 0
    assert "gaigap-2025" in listed.stdout
    assert "broken 1.0.0" in listed.stderr
    assert run("score", HERE.parent / "profiles" / "indonesia.yaml").exit_code == 0
    assert run("crosswalk", "validate", tmp_path / "none.yaml").exit_code == 1


def test_packages_are_not_looked_at_for_a_shipped_rubric(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        pytest.fail("a shipped rubric made us look for packages")

    monkeypatch.syspath_prepend("/nowhere")  # what was looked at is remembered as long as the path is the same
    monkeypatch.setattr("importlib.metadata.entry_points", refuse)
    for language in ("en", "id"):
        assert run("--lang", language, "score", HERE.parent / "profiles" / "indonesia.yaml").exit_code == 0


def test_a_package_whose_rubric_has_another_id_is_told(install: Install, tmp_path: Path) -> None:
    install("other", {"other_package/rubrics/wanted.json": rubric_json(tmp_path)}, "wanted = other_package")
    with pytest.raises(DocumentError, match=re.escape("other 1.0.0 calls wanted is the rubric library-ai")):
        load_rubric("wanted")


def test_a_shipped_rubric_cannot_be_replaced(install: Install, tmp_path: Path) -> None:
    data = rubric_json(tmp_path).replace(b'"library-ai"', b'"waico-2025"')
    install("taken", {"taken_package/rubrics/waico-2025.json": data}, "waico-2025 = taken_package")
    assert load_rubric("waico-2025").areas[0].id != "rules"
    assert "The package taken 1.0.0 brings a rubric waico-2025, as is shipped." in run("rubric", "list").stderr


def test_two_packages_with_one_rubric_are_told(install: Install, tmp_path: Path) -> None:
    for name in ("one", "two"):
        install(
            name, {f"{name}_package/rubrics/library-ai.json": rubric_json(tmp_path)}, f"library-ai = {name}_package"
        )
    with pytest.raises(
        DocumentError, match=r"Several installed packages bring the rubric library-ai; one is two 1\.0\.0"
    ):
        load_known_rubric("library-ai")
    assert len(load_known_rubrics()[0]) == len(shipped_rubrics())


def test_a_file_goes_before_an_installed_rubric(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("p", {"p_package/rubrics/library-ai.json": rubric_json(tmp_path)}, "library-ai = p_package")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library-ai").write_bytes(library(tmp_path, title="Mine").read_bytes())
    assert load_rubric("library-ai").title == "Mine"
    assert load_known_rubric("library-ai").title == "A library"


def test_the_same_sources_give_the_same_bytes(tmp_path: Path, begun: Path) -> None:
    assert built(tmp_path, begun) == built(tmp_path, begun)
    assert run("rubric", "build", begun, "-o", tmp_path / "one").exit_code == 0
    assert run("rubric", "build", begun, "-o", tmp_path / "two").exit_code == 0
    one, two = ({p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()}
                for f in (tmp_path / "one", tmp_path / "two"))  # fmt: skip
    assert one == two
    assert load_rubric(begun).canonical_json() == one[Path("aigov_rubrics_mine_rubric/rubrics/mine.json")]


def test_several_versions_lie_beside_each_other(tmp_path: Path) -> None:
    new = library(tmp_path, version="1.10.0").rename(tmp_path / "new.json")
    old = library(tmp_path, version="1.9.0")
    files = built(tmp_path, new, old)
    assert json.loads(files["aigov_rubrics_library_ai_rubric/rubrics/library-ai.json"])["version"] == "1.10.0"
    assert "aigov_rubrics_library_ai_rubric/rubrics/library-ai@1.9.0.json" in files
    assert "library-ai-rubric" in files["pyproject.toml"].decode()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--name", "a b"], "'a b' cannot be the name of a package."),
        (["--name", "-x"], "'-x' cannot be the name of a package."),
    ],
)
def test_a_package_that_cannot_be_made_is_wrong_use(
    arguments: list[str], words: str, begun: Path, tmp_path: Path
) -> None:
    result = run("rubric", "build", begun, "-o", tmp_path / "p", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert run("rubric", "build", begun, begun, "-o", tmp_path / "p").exit_code == 2
    assert not (tmp_path / "p").exists()


def test_hostile_titles_stay_in_their_places(tmp_path: Path) -> None:
    title = 'x"\n[project.scripts]\npip = "evil"\n# <script>*'
    path = library(tmp_path, title=title)
    files = built(tmp_path, path)
    project = tomllib.loads(files["pyproject.toml"].decode())["project"]
    assert "scripts" not in project
    assert project["description"].startswith('x" [project.scripts] pip = "evil"')
    assert "<script>" not in files["README.md"].decode()


def test_translations_go_into_the_package_and_are_shown(begun: Path, tmp_path: Path, install: Install) -> None:
    target = begun / "text" / "id.yaml"
    target.parent.mkdir()
    assert run("rubric", "texts", begun, "--to", "id", "-o", target).exit_code == 0
    text = target.read_text(encoding="utf-8").replace('text: ""', 'text: "Daftar kami"', 1)
    target.write_text(text, encoding="utf-8")
    assert 'text: "Daftar kami"' in run("rubric", "texts", begun, "--to", "id").stdout
    files = built(tmp_path, begun)
    install("mine-rubric", files, "mine = aigov_rubrics_mine_rubric")
    place = rubric_place("mine")
    assert place
    assert (place.source / "text" / "id.yaml").is_file()
    assert run("--lang", "id", "rubric", "show", "mine").stdout.startswith("Daftar kami\n")


@pytest.mark.parametrize(
    ("change", "code", "exit_code"),
    [
        (('"title":', '"titel":'), "unknown-text", 0),
        (('of: "', 'of: "0'), None, 0),
        (('text: ""', "text: {}"), "not-a-translation", 1),
    ],
)
def test_what_is_wrong_with_a_translation_is_told(
    change: tuple[str, str], code: str | None, exit_code: int, begun: Path, tmp_path: Path
) -> None:
    target = begun / "text" / "id.yaml"
    target.parent.mkdir()
    run("rubric", "texts", begun, "--to", "id", "-o", target)
    target.write_text(target.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    result = run("rubric", "build", begun, "-o", tmp_path / "p")
    assert result.exit_code == exit_code
    assert re.findall(r"\[([a-z-]+)\]$", result.stderr, flags=re.MULTILINE) == ([code] if code else [])


def test_the_texts_of_a_rubric_are_a_translation_file(begun: Path) -> None:
    document, form = read_document(run("rubric", "texts", begun, "--to", "zh").stdout.encode(), "zh.yaml")
    assert form == []
    assert document["planning.contact.choices.yes.title"]["text"] == ""
    assert "working.days.unit" in document
    assert document["planning.plan.levels.all.0"] == {"of": document["planning.plan.levels.all.0"]["of"], "text": ""}
