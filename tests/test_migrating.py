"""Answers carried to another version: none is deleted, and none claims more than is known."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist import assess
from aigov_checklist.cli import aigov
from aigov_checklist.migrating.aliases import by_aliases
from aigov_checklist.migrating.carrying import Carried, carry
from aigov_checklist.migrating.rules import check_migration
from aigov_checklist.models.migration import Migration
from aigov_checklist.readers.plain import read_document
from conftest import HERE, SameAsFile
from strategies import as_document, as_profile, profiles, rubric_documents
from versions import EXAMPLE, Document, answers, migration, migrations, version

OLD, NEW, MIGRATION = (str(EXAMPLE / f"offices-{name}.yaml") for name in ("1.0.0", "1.1.0", "1.0.0-to-1.1.0"))
PROFILE = EXAMPLE / "office-2025.yaml"
CODES = {"type": "choice", "choices": [{"code": "no", "points": 0}, {"code": "yes", "points": 100}]}
LAW = {"title": "A law", "url": "https://example.org/law"}
MINUTES = {"title": "Minutes", "document": "7"}


def carried(old: Any, new: Any, responses: Document, told: Migration | None = None) -> Carried:
    """What becomes of the responses; the profile fits before and after."""
    assess(as_profile(answers(responses)), old)
    found = carry(answers(responses), old, new, told or by_aliases(old, new), day="2026-11-22")
    assess(as_profile(found.document), new)
    return found


def former(found: Carried) -> Document:
    step: Document = found.document["history"][-1]
    return dict(step.get("former", {}))


# --- What becomes of an answer, kind by kind -------------------------------------------------------------------


def test_what_is_not_named_is_kept_as_it_stands() -> None:
    response = {"level": 2, "evidence": [LAW], "note": "n", "review": {"decision": "confirmed"}, "reply": "r"}
    found = carried(version("1.0.0", {"id": "a"}), version("1.1.0", {"id": "a"}), {"a": response})
    assert found.document["responses"] == {"a": response}
    assert former(found) == {}
    assert found.document["rubric"] == {"id": "office", "version": "1.1.0"}
    assert [fate.how for fate in found.passage.fates] == ["kept"]


def test_an_alias_says_by_itself_what_a_question_was_called() -> None:
    old, new = version("1.0.0", {"id": "a"}), version("1.1.0", {"id": "b", "aliases": ["a"]})
    found = carried(old, new, {"a": {"level": 2}})
    assert (found.document["responses"], former(found)) == ({"b": {"level": 2}}, {})


def test_an_alias_of_what_was_there_before_decides_nothing() -> None:
    old, new = version("1.0.0", {"id": "a"}, {"id": "b"}), version("1.1.0", {"id": "b", "aliases": ["a"]})
    assert [problem.code for problem in check_migration(by_aliases(old, new), old, new)] == ["left-out"]


def test_a_renamed_one_moves_with_all_that_belongs_to_it() -> None:
    response = {"level": 2, "evidence": [LAW], "target": {"level": 3}}
    told = migration(renamed=[{"from": "a", "to": "b"}])
    found = carried(version("1.0.0", {"id": "a"}), version("1.1.0", {"id": "b"}), {"a": response}, told)
    assert (found.document["responses"], former(found)) == ({"b": response}, {})


@pytest.mark.parametrize(
    ("measure", "response", "now"),
    [
        ({"type": "levels"}, {"level": 3, "note": "n"}, {"choice": "yes", "note": "n"}),
        ({"type": "levels"}, {"level": 1, "note": "n"}, {"note": "n"}),  # no code says the same
        ({"type": "levels"}, {"no_information": "gazette"}, {"no_information": "gazette"}),
        ({"type": "levels"}, {"level": 3, "target": {"level": 4}}, {"choice": "yes"}),  # codes have no levels
        ({"type": "levels"}, {"level": 3, "review": {"decision": "revised", "level": 4}},
         {"choice": "yes", "review": {"decision": "revised", "choice": "yes"}}),
        ({"type": "levels"}, {"level": 3, "review": {"decision": "revised", "level": 1}, "reply": "r"},
         {"choice": "yes"}),
        ({"type": "levels"}, {"level": 1, "review": {"decision": "confirmed"}, "reply": "r"}, {}),
    ],
)  # fmt: skip
def test_answers_are_written_in_the_new_codes(measure: Document, response: Document, now: Document) -> None:
    told = migration(kept=[{"indicator": "a", "answers": {"3": "yes", "4": "yes", "0": "no"}}])
    old, new = version("1.0.0", {"id": "a", "measure": measure}), version("1.1.0", {"id": "a", "measure": CODES})
    found = carried(old, new, {"a": response}, told)
    assert found.document["responses"] == {"a": now}
    assert former(found) == ({} if response == now else {"a": response})


@pytest.mark.parametrize(
    ("says", "bounds"),
    [("at_least", {"at_least": 2}), ("at_most", {"at_most": 2}), ("nothing", {})],
)
def test_a_part_gets_a_proposal_and_never_an_answer_that_was_not_given(says: str, bounds: Document) -> None:
    told = migration(split=[{"from": "a", "to": {"b": says, "c": "nothing"}, "reason": "two questions in one"}])
    response = {"level": 2, "evidence": [LAW]}
    found = carried(version("1.0.0", {"id": "a"}), version("1.1.0", {"id": "b"}, {"id": "c"}), {"a": response}, told)
    proposal = found.document["responses"]["b"]["proposal"]
    assert {key: proposal[key] for key in ("at_least", "at_most") if key in proposal} == bounds
    assert found.document["responses"]["b"].keys() == {"proposal"}
    assert former(found) == {"a": response}
    assert assess(as_profile(found.document), found.passage.new).overall.declared.coverage == 0


def test_a_part_gets_the_answer_where_the_file_says_so() -> None:
    told = migration(split=[{"from": "a", "to": {"a": "answer", "b": "nothing"}, "reason": "two in one"}])
    found = carried(
        version("1.0.0", {"id": "a"}), version("1.1.0", {"id": "a"}, {"id": "b"}), {"a": {"level": 2}}, told
    )
    assert found.document["responses"]["a"] == {"level": 2}
    assert former(found) == {}


def test_an_unanswered_whole_proposes_nothing() -> None:
    told = migration(split=[{"from": "a", "to": {"b": "at_least"}, "reason": "narrower"}])
    found = carried(version("1.0.0", {"id": "a"}), version("1.1.0", {"id": "b"}), {"a": {"note": "later"}}, told)
    assert (found.document["responses"], former(found)) == ({}, {"a": {"note": "later"}})


NOBODY = {"no_information": "gazette"}
NEVER = {"not_applicable": "no staff"}


@pytest.mark.parametrize(
    ("rule", "one", "other", "state", "bounds"),
    [
        ("lowest", {"level": 1}, {"level": 3}, {"level": 1}, None),
        ("highest", {"level": 1}, {"level": 3}, {"level": 3}, None),
        ("equal", {"level": 1}, {"level": 3}, {}, {}),
        ("equal", {"level": 3}, {"level": 3}, {"level": 3}, None),
        # one is open: the lowest of the two cannot be more, the highest cannot be less than the other
        ("lowest", {"level": 3}, {}, {}, {"at_most": 3}),
        ("highest", {"level": 3}, {}, {}, {"at_least": 3}),
        ("equal", {"level": 3}, {}, {}, {}),
        ("lowest", {"level": 3}, NOBODY, {"no_information": "b: gazette"}, None),
        ("highest", {"level": 3}, NOBODY, {"level": 3}, None),
        ("lowest", {"level": 3}, NEVER, {"level": 3}, None),  # what does not apply has no say
        ("equal", {"level": 3}, NEVER, {}, {}),
        ("highest", NEVER, NEVER, NEVER, None),
        ("lowest", NOBODY, {}, {}, {"at_most": 0}),
        ("lowest", {}, {}, {}, None),
    ],
)
def test_two_answers_become_one_by_the_rule(
    rule: str, one: Document, other: Document, state: Document, bounds: Document | None
) -> None:
    told = migration(merged=[{"from": ["a", "b"], "to": "a", "rule": rule, "reason": "asked twice"}])
    found = carried(
        version("1.0.0", {"id": "a"}, {"id": "b"}), version("1.1.0", {"id": "a"}), {"a": one, "b": other}, told
    )
    response = found.document["responses"]["a"]
    proposal = response.pop("proposal", None)
    assert response == state
    assert (proposal and {key: proposal[key] for key in ("at_least", "at_most") if key in proposal}) == bounds
    assert former(found) == {"a": one, "b": other}


def test_what_is_merged_keeps_all_evidence_and_notes_and_the_least_confidence() -> None:
    one = {"level": 2, "evidence": [LAW], "note": "Law.", "confidence": "high", "review": {"decision": "confirmed"}}
    other = {"level": 2, "evidence": [LAW, MINUTES], "note": "Meeting.", "confidence": "low"}
    told = migration(merged=[{"from": ["a", "b"], "to": "c", "reason": "asked twice"}])
    old, new = version("1.0.0", {"id": "a"}, {"id": "b"}), version("1.1.0", {"id": "c"})
    assert carried(old, new, {"a": one, "b": other}, told).document["responses"] == {
        "c": {"level": 2, "evidence": [LAW, MINUTES], "note": "a: Law.\n\nb: Meeting.", "confidence": "low"}
    }


def test_a_renamed_question_that_reads_otherwise_is_to_be_looked_at() -> None:
    old, new = version("1.0.0", {"id": "a", "question": "Then?"}), version("1.1.0", {"id": "b", "question": "Now?"})
    found = carried(old, new, {"a": {"level": 1}}, migration(renamed=[{"from": "a", "to": "b"}]))
    assert [fate.is_reworded for fate in found.passage.fates] == [True]


def test_the_report_says_what_a_person_should_look_at() -> None:
    old = version("1.0.0", {"id": "a", "question": "Is there a law?"}, {"id": "b"}, {"id": "c"})
    new = version("1.1.0", {"id": "a", "question": "Is a law in force?"}, {"id": "d"},
                  {"id": "c", "retired": {"version": "1.1.0", "reason": "old"}})  # fmt: skip
    found = carried(old, new, {"a": {"level": 1}, "b": {"level": 2}, "c": {"level": 3}},
                    migration(dropped=[{"from": "b", "reason": "gone"}]))  # fmt: skip
    passage = found.passage
    assert [fate.targets for fate in passage.fates if fate.is_reworded] == [("a",)]
    assert (passage.added, passage.retired) == (("d",), ("c",))
    assert [(fate.sources, fate.is_open) for fate in passage.of("dropped")] == [(("b",), True)]
    assert found.document["responses"]["c"] == {"level": 3}


# --- For any rubric, migration and profile ---------------------------------------------------------------------


@settings(max_examples=75, deadline=None)
@given(st.data())
def test_no_answer_is_deleted_and_none_is_invented(data: st.DataObject) -> None:
    old, new, told = data.draw(migrations(data.draw(rubric_documents(modified=False, conditional=False))))
    document = as_document(data.draw(profiles(old)))
    found = carry(document, old, new, told, day="2026-12-31")
    after = as_profile(found.document)
    assess(after, new)
    kept = found.document["history"][-1].get("former", {})
    targets = {name: fate.targets for fate in found.passage.fates for name in fate.sources}
    for name, response in document["responses"].items():
        assert response in [kept.get(name), *(found.document["responses"].get(target) for target in targets[name])]
    # Every answer under the new version stood somewhere under the old one.
    said = [json.dumps(state) for response in document["responses"].values() for state in states(response)]
    for response in found.document["responses"].values():
        for key, value in states(response):
            assert key in ("no_information", "not_applicable") or json.dumps((key, value)) in said


def states(response: Document) -> list[tuple[str, Any]]:
    return [(key, response[key]) for key in ("level", "choice", "quantity", "no_information", "not_applicable")
            if key in response]  # fmt: skip


# --- Rules of migration files ----------------------------------------------------------------------------------

BEFORE = version("1.0.0", {"id": "a"}, {"id": "b"}, {"id": "c", "measure": CODES})
AFTER = version("1.1.0", {"id": "a"}, {"id": "d"}, {"id": "e", "measure": CODES})


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ({"renamed": [{"from": "b", "to": "d"}, {"from": "c", "to": "e"}]}, []),
        ({}, ["left-out", "left-out"]),
        ({"renamed": [{"from": "b", "to": "x"}, {"from": "y", "to": "e"}]}, ["unknown-indicator", "unknown-indicator"]),
        ({"renamed": [{"from": "b", "to": "a"}], "dropped": [{"from": "c", "reason": "r"}]}, ["left-out"]),
        ({"renamed": [{"from": "b", "to": "d"}, {"from": "c", "to": "e"}], "dropped": [{"from": "b", "reason": "r"}]},
         ["told-twice"]),
        ({"renamed": [{"from": "b", "to": "d"}, {"from": "a", "to": "d"}], "dropped": [{"from": "c", "reason": "r"}]},
         ["told-twice"]),
        ({"renamed": [{"from": "b", "to": "e"}, {"from": "c", "to": "d"}]}, ["other-measure", "other-measure"]),
        ({"renamed": [{"from": "b", "to": "e", "answers": {"9": "yes", "4": "si"}}],
          "dropped": [{"from": "c", "reason": "r"}]}, ["unknown-answer", "unknown-answer"]),
        ({"split": [{"from": "c", "to": {"e": "at_least"}, "reason": "r"}], "renamed": [{"from": "b", "to": "d"}]},
         ["no-bounds"]),
        ({"merged": [{"from": ["b", "c"], "to": "d", "reason": "r"}]}, ["other-measure"]),
        ({"rubric": "other"}, ["other-rubric"]),
        ({"to": "1.2.0"}, ["other-version"]),
    ],
)  # fmt: skip
def test_a_migration_tells_everything_once(told: Document, codes: list[str]) -> None:
    assert [problem.code for problem in check_migration(migration(**told), BEFORE, AFTER)] == codes


def test_a_migration_leads_upwards() -> None:
    told = migration(**{"from": "1.1.0", "to": "1.0.0"})
    assert [problem.code for problem in check_migration(told, AFTER, BEFORE)] == ["version-order"]


# --- The command -----------------------------------------------------------------------------------------------


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(aigov, ["migrate", *map(str, arguments)])


def document_of(path: Path) -> Any:
    return read_document(path.read_bytes(), path.name)[0]


def test_what_became_of_the_example_reads_as_before(tmp_path: Path, same_as_file: SameAsFile) -> None:
    out = tmp_path / "new.yaml"
    result = run(PROFILE, "--from", OLD, "--rubric", NEW, "--migration", MIGRATION, "-o", out)
    report = result.stderr[result.stderr.index("Office 7: answers carried") :]  # before it stand remarks with the path
    same_as_file(HERE / "golden" / "migrate-office.txt", report.encode())


def test_the_example_keeps_its_comments_and_tells_what_became_of_each(tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    result = run(PROFILE, "--from", OLD, "--rubric", NEW, "--migration", MIGRATION, "-o", out)
    assert result.exit_code == 0, result.output
    text = out.read_text(encoding="utf-8")
    assert "  # We asked the legal department.\n  rules.policy: {level: 2, evidence:" in text
    assert "rules.register: {level: 1}   # a spreadsheet" in text
    assert "Responses: kept 3, renamed 1, split 1, merged 2, dropped 1." in result.stderr
    assert CliRunner().invoke(aigov, ["validate", str(out), "--rubric", NEW]).exit_code == 0


@pytest.mark.parametrize("name", ["new.json", "new.yaml"])
def test_the_notation_does_not_matter(name: str, tmp_path: Path) -> None:
    source = tmp_path / "old.json"
    source.write_text(json.dumps(document_of(PROFILE)), encoding="utf-8")
    options = ("--from", OLD, "--to", "1.1.0", "--rubric", NEW, "--migration", MIGRATION)
    assert run(source, *options, "-o", tmp_path / name).exit_code == 0
    assert run(PROFILE, *options, "-o", tmp_path / "other.yaml").exit_code == 0
    assert document_of(tmp_path / name) == document_of(tmp_path / "other.yaml")


def test_what_cannot_be_spliced_is_written_anew_and_told(tmp_path: Path) -> None:
    source = tmp_path / "old.yaml"
    source.write_text("# ours\n" + json.dumps(document_of(PROFILE)), encoding="utf-8")
    result = run(source, "--from", OLD, "--rubric", NEW, "--migration", MIGRATION, "-o", tmp_path / "new.yaml")
    assert result.exit_code == 0, result.output
    assert "The comments of the file are not in the new one: keep both." in result.stderr


def chain(tmp_path: Path) -> dict[str, Path]:
    """Three versions with a migration between each two: a, then b, then c."""
    found = {}
    for number, name in (("1.0.0", "a"), ("1.1.0", "b"), ("1.2.0", "c")):
        found[number] = tmp_path / f"{number}.json"
        found[number].write_bytes(version(number, {"id": name}, {"id": "same"}).canonical_json())
    for before, after, one, other in (("1.0.0", "1.1.0", "a", "b"), ("1.1.0", "1.2.0", "b", "c")):
        found[f"{before}-{after}"] = path = tmp_path / f"{before}-{after}.yaml"
        told = {"rubric": "office", "from": before, "to": after, "renamed": [{"from": one, "to": other}]}
        path.write_text(json.dumps(told), encoding="utf-8")
    found["profile"] = tmp_path / "profile.yaml"
    found["profile"].write_text(json.dumps(answers({"a": {"level": 1}, "same": {"level": 2}})), encoding="utf-8")
    return found


def test_several_migrations_are_gone_one_after_the_other(tmp_path: Path) -> None:
    files = chain(tmp_path)
    out = tmp_path / "out.json"
    result = run(files["profile"], "--from", files["1.0.0"], "--via", files["1.1.0"], "--rubric", files["1.2.0"],
                 "--migration", files["1.1.0-1.2.0"], "--migration", files["1.0.0-1.1.0"], "-o", out)  # fmt: skip
    assert result.exit_code == 0, result.output
    document = document_of(out)
    assert document["responses"] == {"c": {"level": 1}, "same": {"level": 2}}
    assert [(step["from"]["version"], step["to"]["version"]) for step in document["history"]] == [
        ("1.0.0", "1.1.0"), ("1.1.0", "1.2.0"),
    ]  # fmt: skip


def test_what_is_missing_on_the_way_is_told(tmp_path: Path) -> None:
    files = chain(tmp_path)
    there = ("--from", files["1.0.0"], "--rubric", files["1.2.0"], "-o", tmp_path / "out.yaml")
    both = ("--migration", files["1.1.0-1.2.0"], "--migration", files["1.0.0-1.1.0"])
    for arguments, code, words in (
        ((files["profile"], *there), 1, "There is no migration from version 1.0.0 to 1.2.0 of office"),
        (
            (files["profile"], *there, *both),
            2,
            "of office is needed on the way and is not installed. Give its file: with --from",
        ),
        ((files["profile"], *there, "--to", "1.0.0"), 2, "The profile answers version 1.0.0: 1.0.0 is not later."),
        ((files["profile"], "--from", files["1.0.0"]), 2, "Say which version"),
        ((files["profile"], *there, "--to", "1.2"), 2, "'1.2' is not a version. Write three numbers: 1.0.0."),
        ((files["profile"], "--to", "1.2.0"), 2, "answers version 1.0.0 of office: give that rubric with --from."),
        ((files["profile"], "--to", "1.2.0", "--from", files["1.1.0"]), 2, "give that rubric with --from."),
        ((files["profile"], *there, "--migration", files["profile"]), 1, "unknown-key"),
        ((files["profile"], *there, "--migration", tmp_path / "none.yaml"), 1, "none.yaml"),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.exception.__class__) == (code, SystemExit), result.output
        assert words in result.output
        assert not (tmp_path / "out.yaml").exists()


def test_a_profile_that_does_not_fit_its_version_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "wrong.yaml"
    source.write_text(PROFILE.read_text(encoding="utf-8").replace("level: 4", "level: 9"), encoding="utf-8")
    result = run(source, "--from", OLD, "--rubric", NEW, "--migration", MIGRATION)
    assert result.exit_code == 1
    assert result.stderr.count("level-not-on-scale") == 2
    assert result.stdout == ""


def test_a_version_in_which_nothing_moves_needs_no_file(tmp_path: Path) -> None:
    new = tmp_path / "new.json"
    old = tmp_path / "old.json"
    old.write_bytes(version("1.0.0", {"id": "a"}).canonical_json())
    new.write_bytes(version("1.0.1", {"id": "a", "title": "A"}).canonical_json())
    source = tmp_path / "profile.yaml"
    source.write_text(json.dumps(answers({"a": {"level": 1}})), encoding="utf-8")
    result = run(source, "--from", old, "--rubric", new)
    assert result.exit_code == 0, result.output
    assert "Responses: kept 1" in result.stderr


def test_an_installed_package_brings_earlier_versions_and_what_leads_from_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, files = tmp_path / "site", chain(tmp_path)
    package, about = site / "office_rubrics", site / "office_rubrics-1.0.0.dist-info"
    for folder in (package / "rubrics", package / "migrations", about):
        folder.mkdir(parents=True)
    (package / "rubrics" / "office.json").write_bytes(files["1.2.0"].read_bytes())
    for number in ("1.0.0", "1.1.0"):
        (package / "rubrics" / f"office@{number}.json").write_bytes(files[number].read_bytes())
    for leg in ("1.0.0-1.1.0", "1.1.0-1.2.0"):
        (package / "migrations" / f"{leg}.yaml").write_bytes(files[leg].read_bytes())
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: office-rubrics\nVersion: 1.0.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[aigov_checklist.rubrics]\noffice = office_rubrics\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    result = run(files["profile"], "--to", "1.2.0", "-o", tmp_path / "out.yaml")
    assert result.exit_code == 0, result.output
    assert document_of(tmp_path / "out.yaml")["responses"] == {"c": {"level": 1}, "same": {"level": 2}}
    for arguments, words in (
        (("rubric", "diff", "office@1.0.0", "office"), "office, from version 1.0.0 to version 1.2.0"),
        (("compare", str(files["profile"]), str(tmp_path / "out.yaml")), "version 1.0.0 then and 1.2.0 now"),
    ):
        assert words in CliRunner().invoke(aigov, list(arguments)).output


def test_lines_ended_as_on_windows_stay_so(tmp_path: Path) -> None:
    source, out = tmp_path / "old.yaml", tmp_path / "new.yaml"
    source.write_bytes(PROFILE.read_bytes().replace(b"\n", b"\r\n"))
    assert run(source, "--from", OLD, "--rubric", NEW, "--migration", MIGRATION, "-o", out).exit_code == 0
    data = out.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"# a spreadsheet\r\n" in data
