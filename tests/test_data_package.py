"""Batches as Data Packages: frictionless reads them, and finds what is not as it was."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings

from aigov_checklist import Profile, Rubric, assess, load_rubric, open_profile
from aigov_checklist.cli import aigov
from aigov_checklist.exchange.score_fields import ScoreFields
from aigov_checklist.language import ENGLISH
from aigov_checklist.lenses import LENSES
from aigov_checklist.report.material import all_areas
from aigov_checklist.version import __version__
from conftest import HERE, PROFILES, SameAsFile
from strategies import assessable

FORMATS = ("csv", "jsonl", "parquet")
GOLDEN = HERE / "golden" / "data-package.json"

RUBRIC: dict[str, Any] = {
    "id": "tiny",
    "version": "1.0.0",
    "title": "Two questions",
    "licence": "CC0-1.0",
    "grading": {"bands": [{"id": "begun", "title": "Begun", "from": 0}, {"id": "done", "title": "Done", "from": 50}]},
    "areas": [{"id": "a", "number": 1, "title": "Area", "indicators": [{"id": "a.one"}, {"id": "a.two"}]}],
}
PROFILE: dict[str, Any] = {
    "rubric": {"id": "tiny", "version": "1.0.0"},
    "kind": "self-assessment",
    "date": "2026-11-21",
    "subject": {"id": "KEN", "name": "Kenya", "kind": "country"},
    "responses": {"a.one": {"level": 3}},
}


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def exported(folder: Path, *options: str | Path) -> dict[str, Any]:
    result = run("export", "data-package", folder, *options)
    assert (result.exit_code, result.stderr) == (0, f"Described: see {folder / 'datapackage.json'}\n")
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return package


def faults(folder: Path) -> list[str]:
    """What frictionless finds wrong with the package in a folder."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [error.type for error in report.errors] + [error.type for task in report.tasks for error in task.errors]


def rows(folder: Path, name: str = "scores") -> list[dict[str, Any]]:
    resource = frictionless.Package(str(folder / "datapackage.json")).get_resource(name)
    assert isinstance(resource, frictionless.resources.TableResource)
    return [row.to_dict() for row in resource.read_rows()]


def resource(package: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in package["resources"] if one["name"] == name)
    return found


def fields(package: dict[str, Any], name: str = "scores") -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in resource(package, name)["schema"]["fields"]}


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The desk reviews and the blank forms, scored into tables of a format, and described."""
    done: dict[str, Path] = {}

    def in_format(style: str) -> Path:
        if style not in done:
            done[style] = tmp_path_factory.mktemp(style)
            run("batch", PROFILES, "-o", done[style], "--format", style, "--views", "--indicators")
            exported(done[style])
        return done[style]

    return in_format


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., Path]:
    """Profiles on a rubric of two questions, scored."""

    def made(*profiles: dict[str, Any], style: str = "csv", files: int = 1, **changed: Any) -> Path:
        (tmp_path / "rubric.json").write_text(json.dumps(RUBRIC | changed))
        names = [tmp_path / f"profiles-{number}.jsonl" for number in range(files)]
        for number, name in enumerate(names):
            name.write_text("".join(f"{json.dumps(profile)}\n" for profile in profiles[number::files]))
        command: list[str | Path] = [
            "batch",
            *names,
            "-o",
            tmp_path / "out",
            "--rubric",
            tmp_path / "rubric.json",
            "--format",
            style,
        ]
        assert run(*command, "--indicators").exit_code in (0, 1)
        return tmp_path / "out"

    return made


def subject(code: str, **changed: Any) -> dict[str, Any]:
    return PROFILE | {"subject": PROFILE["subject"] | {"id": code}} | changed


# What frictionless reads


@pytest.mark.parametrize("style", FORMATS)
def test_frictionless_finds_nothing_wrong(style: str, scored: Callable[[str], Path]) -> None:
    assert faults(scored(style)) == []


@pytest.mark.parametrize("style", FORMATS)
def test_frictionless_reads_the_very_numbers_and_their_types(style: str, scored: Callable[[str], Path]) -> None:
    opened = open_profile(PROFILES / "indonesia.yaml")
    overall = assess(opened.profile, opened.rubric).overall.declared
    row = next(row for row in rows(scored(style)) if row["subject"] == "IDN")
    assert [float(row[f"overall.declared.{measure}"]) for measure in ("value", "low", "high", "coverage")] == [
        overall.value,
        overall.low,
        overall.high,
        overall.coverage,
    ]
    assert (row["overall.declared.provisional"], row["date"], row["kind"], row["groups"]) == (
        overall.provisional,
        date(2026, 11, 21),
        "country",
        opened.profile.subject.groups,
    )


@pytest.mark.parametrize("style", FORMATS)
def test_the_long_table_has_a_row_for_each_profile_and_indicator(style: str, scored: Callable[[str], Path]) -> None:
    found = rows(scored(style), "indicators")
    assert len(found) == 9 * 100
    assert {row["state"] for row in found} >= {"answered", "unanswered"}


@pytest.mark.parametrize("style", ["csv", "jsonl"])
def test_frictionless_finds_a_changed_byte(style: str, tiny: Callable[..., Path]) -> None:
    folder = tiny(PROFILE, style=style)
    exported(folder, "--rubric", folder.parent / "rubric.json")
    table = folder / f"scores.{style}"
    table.write_bytes(table.read_bytes().replace(b"75.0", b"76.0", 1))
    assert faults(folder) == ["hash-count"]


@pytest.mark.parametrize("style", FORMATS)
def test_every_file_is_described_with_its_hash(style: str, scored: Callable[[str], Path]) -> None:
    folder = scored(style)
    package = json.loads((folder / "datapackage.json").read_bytes())
    described = {one["path"]: one["hash"] for one in package["resources"]}
    there = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    # What was refused is an empty file here; readers take a table without a row for a mistake.
    assert described.keys() == there.keys() - {"datapackage.json", "rejects.jsonl"}
    for path, digest in described.items():
        assert digest == f"sha256:{hashlib.sha256(there[path].read_bytes()).hexdigest()}"


def test_what_was_refused_is_a_table_too(tiny: Callable[..., Path]) -> None:
    long = {"subject": "x" * 200_000}
    folder = tiny(PROFILE, subject("UGA", kind="rumour"), PROFILE | long)
    exported(folder, "--rubric", folder.parent / "rubric.json")
    assert faults(folder) == []
    assert [row["line"] for row in rows(folder, "rejects")] == [2, 3]


# What is said of them


def test_a_package_is_as_it_was_read_by_a_person(tiny: Callable[..., Path], same_as_file: SameAsFile) -> None:
    folder = tiny(PROFILE)
    package = exported(folder, "--rubric", folder.parent / "rubric.json", "--licence", "CC-BY-4.0")
    for one in package["resources"]:
        # Where the profiles lay is told in the table and the manifest, and differs from run to run.
        one.update(bytes=0, hash="sha256:0")
    text = json.dumps(package, ensure_ascii=False, indent=2).replace(__version__, "VERSION")
    same_as_file(GOLDEN, f"{text}\n".encode())


def test_every_column_says_what_it_is(scored: Callable[[str], Path]) -> None:
    package = json.loads((scored("csv") / "datapackage.json").read_bytes())
    for name in ("scores", "indicators"):
        for field in fields(package, name).values():
            assert field["title"]
            assert field["description"].endswith(".")
    found = fields(package)
    assert found["safety.evidenced.low"]["title"].endswith("(evidenced): lowest value")
    assert found["principles:sovereignty.declared.value"]["title"].startswith("The six principles of the plan: ")
    assert found["overall.declared.coverage"]["constraints"] == {"minimum": 0, "maximum": 1}


def test_limits_are_the_least_and_the_most_that_a_score_can_come_to(tiny: Callable[..., Path]) -> None:
    ladder = [{"value": 0, "name": "no", "points": -20}, {"value": 3, "name": "yes", "points": 150}]
    folder = tiny(PROFILE, scale={"levels": ladder}, evidence={"from_level": 3})
    package = exported(folder, "--rubric", folder.parent / "rubric.json")
    assert fields(package)["a.declared.high"]["constraints"] == {"minimum": -20, "maximum": 150}
    assert faults(folder) == []


@given(assessable())
@settings(max_examples=100)
def test_no_score_is_beyond_the_limits_that_are_told(answered: tuple[Profile, Rubric]) -> None:
    profile, rubric = answered
    told = ScoreFields(rubric, ENGLISH, with_limits=True)
    assessment = assess(profile, rubric)
    for node in (assessment.overall, *all_areas(assessment.areas)):
        name = getattr(node, "id", "overall")
        for lens in LENSES:
            score = getattr(node, lens)
            for measure in ("value", "low", "high", "coverage"):
                field = told.of(f"{name}.{lens}.{measure}")
                assert field
                number = getattr(score, measure)
                limits = field["constraints"]
                assert number is None or limits["minimum"] <= number <= limits["maximum"], (name, lens, measure)


def test_a_rubric_without_bands_has_no_columns_for_them(tiny: Callable[..., Path]) -> None:
    folder = tiny(PROFILE, grading={})
    package = exported(folder, "--rubric", folder.parent / "rubric.json")
    assert not any(name.endswith(".band") for name in fields(package))
    assert faults(folder) == []


def test_nothing_in_it_tells_when_or_by_whom_it_was_made(scored: Callable[[str], Path]) -> None:
    package = json.loads((scored("csv") / "datapackage.json").read_bytes())
    assert package.keys() == {"$schema", "name", "title", "description", "sources", "resources"}


def test_the_same_folder_gives_the_same_bytes(tiny: Callable[..., Path]) -> None:
    folder = tiny(PROFILE)
    exported(folder, "--rubric", folder.parent / "rubric.json")
    before = (folder / "datapackage.json").read_bytes()
    exported(folder, "--rubric", folder.parent / "rubric.json", "--force")
    assert (folder / "datapackage.json").read_bytes() == before


def test_the_rubric_is_the_first_source(scored: Callable[[str], Path], gaigap: Any) -> None:
    package = json.loads((scored("csv") / "datapackage.json").read_bytes())
    source = package["sources"][0]
    assert (source["version"], source["digest"]) == (gaigap.version, f"sha256:{gaigap.digest}")
    assert source["licence"] == gaigap.licence


def test_areas_are_told_in_another_language(scored: Callable[[str], Path], tmp_path: Path) -> None:
    run("batch", PROFILES / "kenya.yaml", "-o", tmp_path / "out", "--format", "csv")
    package = exported(tmp_path / "out", "--lang", "zh")
    assert fields(package)["seize.declared.value"]["title"].startswith("1. 共同把握人工智能机遇")
    assert package["sources"][0]["digest"] == f"sha256:{load_rubric('gaigap-2025').digest}"


def test_hostile_titles_stay_text(tiny: Callable[..., Path]) -> None:
    title = "\x1b[31m\u202e<script>[x](javascript:y)"
    bands = [{"id": "begun", "title": title, "from": 0}]
    folder = tiny(PROFILE, title=title, grading={"bands": bands})
    package = exported(folder, "--rubric", folder.parent / "rubric.json")
    text = json.dumps(package, ensure_ascii=False)
    assert not any(sign in text for sign in ("\x1b", "\u202e"))
    assert "<script>" not in fields(package)["a.declared.band"]["description"]
    assert faults(folder) == []


# What tells rows apart


def test_a_subject_stands_once_on_a_date(scored: Callable[[str], Path]) -> None:
    package = json.loads((scored("csv") / "datapackage.json").read_bytes())
    assert resource(package, "scores")["schema"]["primaryKey"] == ["subject", "date"]
    assert resource(package, "indicators")["schema"]["primaryKey"] == ["subject", "date", "indicator"]


def test_where_a_subject_stands_twice_rows_go_by_their_place(tiny: Callable[..., Path]) -> None:
    folder = tiny(PROFILE, PROFILE)
    package = exported(folder, "--rubric", folder.parent / "rubric.json")
    assert resource(package, "scores")["schema"]["primaryKey"] == ["source", "line"]
    assert "Some subjects stand here more than once on the same date" in package["description"]
    assert faults(folder) == []


@pytest.mark.parametrize("style", FORMATS)
def test_a_table_in_several_parts_has_one_schema(style: str, tiny: Callable[..., Path]) -> None:
    folder = tiny(PROFILE, subject("UGA"), subject("TZA"), style=style, files=3)
    exported(folder, "--rubric", folder.parent / "rubric.json")
    parts = 3 if style == "parquet" else 1
    assert len(list(folder.glob("scores.schema.json"))) == (parts > 1)
    assert faults(folder) == []
    names = [f"scores-{number}" for number in (1, 2, 3)] if parts > 1 else ["scores"]
    assert sorted(row["subject"] for name in names for row in rows(folder, name)) == ["KEN", "TZA", "UGA"]


# What is refused


def change(text: str, other: str) -> Callable[[Path], object]:
    def changed(folder: Path) -> None:
        manifest = folder / "manifest.json"
        assert text in manifest.read_text()
        manifest.write_text(manifest.read_text().replace(text, other))

    return changed


REFUSED: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "no batch": (
        lambda folder: (folder / "manifest.json").unlink(),
        2,
        "Error: {folder} holds no finished batch: there is no manifest.json. See: aigov batch --help.\n",
    ),
    "a changed table": (
        lambda folder: (folder / "scores.csv").write_text("source\n"),
        1,
        "{folder}/scores.csv: error: This file is not what the batch wrote: its SHA-256 is not that of manifest.json. "
        "[changed-file]\n",
    ),
    "a missing table": (
        lambda folder: (folder / "indicators.csv").unlink(),
        1,
        "{folder}/indicators.csv: error: This file is missing. [missing-file]\n",
    ),
    "a manifest of nothing": (
        lambda folder: (folder / "manifest.json").write_text('{"rubric": {"id": "a", "version": "1", "digest": "b"}}'),
        1,
        "{folder}/manifest.json: error: This is not a manifest as `aigov batch` writes it. [bad-manifest]\n",
    ),
    "a path that leads out": (
        change('"scores.csv"', '"../scores.csv"'),
        1,
        "{folder}/manifest.json: error: This is not a manifest as `aigov batch` writes it. [bad-manifest]\n",
    ),
    "nothing scored": (
        change('"scored": 1,\n    "rejected"', '"scored": 0,\n    "rejected"'),
        2,
        "Error: Nothing was scored in {folder}: there is no table to describe.\n",
    ),
    "another rubric": (
        change('"digest": "', '"digest": "0'),
        2,
        "Error: The scores were made with tiny 1.0.0, and tiny 1.0.0 here does not say the same. Name the one that "
        "they were made with: --rubric PATH.\n",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_sound_batch_is_refused(name: str, tiny: Callable[..., Path]) -> None:
    spoil, code, words = REFUSED[name]
    folder = tiny(PROFILE)
    spoil(folder)
    result = run("export", "data-package", folder, "--rubric", folder.parent / "rubric.json")
    assert result.exit_code == code
    assert result.stderr.startswith(words.format(folder=folder)), result.stderr
    assert not (folder / "datapackage.json").exists()


def test_a_batch_that_is_not_finished_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".work").mkdir()
    result = run("export", "data-package", tmp_path)
    assert (result.exit_code, "holds no finished batch" in result.stderr) == (2, True)


def test_a_rubric_of_ones_own_must_be_named(tiny: Callable[..., Path]) -> None:
    result = run("export", "data-package", tiny(PROFILE))
    assert result.exit_code == 2
    assert "The rubric tiny of this batch is not known here: name its file or folder with --rubric." in result.stderr


def test_what_is_no_name_of_a_licence_is_refused(tiny: Callable[..., Path]) -> None:
    folder = tiny(PROFILE)
    result = run(
        "export", "data-package", folder, "--rubric", folder.parent / "rubric.json", "--licence", "free of charge"
    )
    assert (result.exit_code, "is not the name of a licence" in result.stderr) == (2, True)


def test_a_package_is_replaced_only_with_leave(tiny: Callable[..., Path]) -> None:
    folder = tiny(PROFILE)
    exported(folder, "--rubric", folder.parent / "rubric.json")
    result = run("export", "data-package", folder, "--rubric", folder.parent / "rubric.json")
    assert (result.exit_code, "--force" in result.stderr) == (3, True)


def test_a_new_run_takes_away_what_was_said_of_the_old_one(tmp_path: Path) -> None:
    assert run("batch", PROFILES / "kenya.yaml", "-o", tmp_path, "--format", "csv").exit_code == 0
    exported(tmp_path)
    assert run("batch", PROFILES / "brazil.yaml", "-o", tmp_path, "--format", "csv", "--force").exit_code == 0
    assert not (tmp_path / "datapackage.json").exists()


@pytest.mark.parametrize("style", FORMATS)
def test_a_batch_in_which_everything_was_refused_lists_all_of_its_files(tmp_path: Path, style: str) -> None:
    bad, out = tmp_path / "bad.yaml", tmp_path / "out"
    bad.write_text("rubric: {id: gaigap-2025, version: 1.0.0}\n", encoding="utf-8")
    assert run("batch", bad, "-o", out, "--format", style).exit_code == 1
    listed = json.loads((out / "manifest.json").read_bytes())["outputs"]
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - {"manifest.json"}
    assert listed.keys() == there
