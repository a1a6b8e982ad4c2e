"""Many profiles at once: the same bits as one, nothing lost, whatever the lane, the jobs or the accident."""

import errno
import gzip
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import zstandard
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from aigov_checklist import Rubric, assess, load_profile, load_rubric
from aigov_checklist.batch.columns import Mapping
from aigov_checklist.batch.cutting import pieces_of_lines
from aigov_checklist.batch.digesting import Digest
from aigov_checklist.batch.fast import Decoder, _numbering
from aigov_checklist.batch.inputs import find_inputs
from aigov_checklist.batch.lines import LineLane
from aigov_checklist.batch.others import Others
from aigov_checklist.batch.parts import Parts
from aigov_checklist.batch.pieces import LinesPiece
from aigov_checklist.batch.running import run_batch
from aigov_checklist.batch.scores import score_table
from aigov_checklist.batch.tabular import _slices
from aigov_checklist.batch.working import Recipe
from aigov_checklist.cli import aigov
from aigov_checklist.errors import DocumentError
from aigov_checklist.kernel.compiling import compile_plan
from aigov_checklist.kernel.encoding import encoded
from aigov_checklist.lenses import LENSES
from aigov_checklist.loading import admit_profile
from aigov_checklist.models.profile import Profile
from aigov_checklist.readers.sources import LineSource
from conftest import HERE, PROFILES
from strategies import as_document, as_rubric, profiles, rubric_documents

REVIEWS = sorted(path for path in PROFILES.glob("*.yaml") if not path.name.startswith("blank"))
INVALID = sorted((HERE / "cases" / "invalid" / "profiles").glob("*.*"))
MEASURES = ("value", "low", "high", "coverage", "band", "provisional")


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, ["batch", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def scores(folder: Path) -> list[dict[str, Any]]:
    return pl.read_parquet(folder / "scores" / "*.parquet").to_dicts()


def rejects(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def some(gaigap: Rubric, number: int, **changes: Any) -> dict[str, Any]:
    chance = random.Random(number)
    responses = {
        name: {"level": chance.randrange(5), "note": f"note {number}"}
        for name in gaigap.indicators
        if chance.random() < 0.8
    }
    head = {"rubric": {"id": gaigap.id, "version": gaigap.version}, "kind": "desk-review", "date": "2026-11-21"}
    subject = {"id": f"S{number:06d}", "name": f"Subject {number}", "kind": chance.choice(["country", "organization"])}
    return head | {"subject": subject, "responses": responses} | changes


@pytest.fixture
def lines(gaigap: Rubric, tmp_path: Path) -> Callable[..., Path]:
    def written(*documents: Any, name: str = "profiles.jsonl") -> Path:
        text = "".join(f"{d if isinstance(d, str) else json.dumps(d, ensure_ascii=False)}\n" for d in documents)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize("lane", ["yaml", "json", "jsonl", "jsonl.gz", "jsonl.zst"])
def test_each_lane_gives_the_numbers_of_score(lane: str, tmp_path: Path) -> None:
    sources = tmp_path / "in"
    sources.mkdir()
    documents = [as_document(load_profile(path)) for path in REVIEWS]
    for path, document in zip(REVIEWS, documents, strict=True):
        if lane == "yaml":
            shutil.copy(path, sources)
        elif lane == "json":
            (sources / f"{path.stem}.json").write_text(json.dumps(document), encoding="utf-8")
    if lane.startswith("jsonl"):
        data = "".join(f"{json.dumps(document)}\n" for document in documents).encode()
        pack: Any = {".gz": gzip.compress, ".zst": zstandard.compress}.get(lane[5:], bytes)
        (sources / f"all.{lane}").write_bytes(pack(data))
    assert run(sources, "-o", tmp_path / "out").exit_code == 0
    found = {row["subject"]: row for row in scores(tmp_path / "out")}
    assert len(found) == len(REVIEWS)
    for path in REVIEWS:
        profile = load_profile(path)
        row = found[profile.subject.id]
        assessment = assess(profile, load_rubric("gaigap-2025"))
        for node_id, node in [("overall", assessment.overall), *((area.id, area) for area in assessment.areas)]:
            for lens in LENSES:
                score = node.under(lens)
                assert [row[f"{node_id}.{lens}.{measure}"] for measure in MEASURES] == [
                    getattr(score, measure) for measure in MEASURES
                ], (path.name, node_id, lens)


@pytest.mark.parametrize("style", ["parquet", "csv", "jsonl"])
def test_jobs_and_order_of_work_change_no_byte(style: str, gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    source = lines(*(some(gaigap, number) for number in range(30)), "not a profile")
    options = ("--format", style, "--indicators", "--views")
    one, two = tmp_path / "one", tmp_path / "two"
    assert run(source, REVIEWS[0], "-o", one, *options).exit_code == 1
    assert run(source, REVIEWS[0], "-o", two, "--jobs", "2", *options).exit_code == 1
    assert everything(one) == everything(two)


def test_rows_in_another_order_keep_their_bits(gaigap: Rubric, tmp_path: Path) -> None:
    documents = [some(gaigap, number) for number in range(200)]
    plan = compile_plan(gaigap)
    lane = LineLane(gaigap, plan, Decoder(gaigap, plan), limit=10**7)

    def scored(order: list[dict[str, Any]]) -> dict[str, Any]:
        data = "\n".join(json.dumps(document) for document in order).encode()
        tables = [score_table(one, plan, LENSES, views=True) for one in lane.settle([data], "x", 1)]
        return {row["subject"]: {**row, "line": 0} for table in tables for row in table.to_dicts()}

    shuffled = random.Random(7).sample(documents, len(documents))
    assert scored(documents) == scored(shuffled)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_fast_way_accepts_nothing_that_the_door_refuses(data: st.DataObject, gaigap: Rubric) -> None:
    rubric = data.draw(st.just(gaigap) | rubric_documents().map(as_rubric))
    written = st.booleans().flatmap(lambda is_ascii: profiles(rubric).map(lambda p: as_text(p, is_ascii=is_ascii)))
    texts = data.draw(st.lists(written, min_size=1, max_size=3))
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(texts) - 1))
        texts[place] = data.draw(st.sampled_from(MUTATIONS))(texts[place], data.draw)
    text = "\n".join(texts).encode("utf-8", "surrogatepass") + data.draw(st.sampled_from((b"", b"\n")))
    rows = Decoder(rubric, compile_plan(rubric)).accept(text)
    if rows is not None:
        lines = text.removesuffix(b"\n").split(b"\n")
        opened = [admit_profile(LineSource("x", line, 1), rubric).profile for line in lines]  # raises if it refuses
        assert [profile.date for profile in opened] == rows.date
        block = Decoder(rubric, compile_plan(rubric)).block_of([rows])
        wanted = encoded(opened, compile_plan(rubric))
        for name in rubric.indicators:
            assert block.answers.codes[name].tolist() == wanted.answers.codes[name].tolist()
            assert block.evidence[name].tolist() == wanted.evidence[name].tolist()


@pytest.mark.parametrize(
    "answers", [[0, 1, 2], [0, 254, 255], [0, 256], [0, 1000], ["yes", "no", 0], ["yes", *range(253)], [*range(400)]]
)
def test_an_answer_has_its_number_whatever_answers_there_are(answers: list[int | str]) -> None:
    numbers = {answer: place for place, answer in enumerate(answers)}
    assert np.asarray(_numbering(numbers)(answers[::-1])).tolist() == [*range(len(answers))][::-1]


def as_text(profile: Profile, *, is_ascii: bool) -> str:
    """What is plain of a profile, so that most are accepted before they are changed."""
    document = as_document(profile)
    for response in document["responses"].values():
        response.pop("review", None)
        response.pop("quantity", None)
    return json.dumps(document, ensure_ascii=is_ascii)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"tier": "essential", "statement": 'As élsewhere: "quoted", \\ and "so on\\".'},
        {"subject": {"kind": "country", "name": "Another", "id": "IDN", "groups": {"region": "Asia", "income": "low"}}},
        {"responses": {}},
        {"responses": {"std.dialogue": {}, "std.bodies": {"evidence": [], "level": 0}}},
        {"responses": {"std.dialogue": {"no_information": "searched"}, "std.bodies": {"not_applicable": "none"}}},
        {"responses": {"std.dialogue": {"evidence": [{"title": "A", "document": "B", "accessed": "2026"}]}}},
    ],
)
def test_what_is_plain_takes_the_fast_way_whatever_its_order(changes: dict[str, Any], gaigap: Rubric) -> None:
    document = some(gaigap, 1) | changes
    reversed_keys = {**dict(reversed(document.items())), "responses": dict(reversed(document["responses"].items()))}
    text = f"{json.dumps(document)}\n{json.dumps(reversed_keys, ensure_ascii=False)}\n".encode()
    rows = Decoder(gaigap, compile_plan(gaigap)).accept(text)
    assert rows is not None
    assert rows.subject == [document["subject"]["id"]] * 2
    assert rows.answers[0].tolist() == rows.answers[1].tolist()


def test_what_was_refused_does_not_count_for_the_next(gaigap: Rubric) -> None:
    decoder, good = Decoder(gaigap, compile_plan(gaigap)), json.dumps(some(gaigap, 1))
    repeated = good.replace('"level": ', '"level": 1, "level": ', 1)
    for text in (good, good[:-5], repeated, f"{good}\n{repeated}", f"{good}\n{{"):
        assert (decoder.accept(text.encode()) is not None) == (text == good)
        assert decoder.accept(good.encode()) is not None


@pytest.mark.parametrize(
    "lines",
    [
        '{"a": {}} {"a": {}}\n\n',
        '{"rubric":\n%s, "date": 1}',
        "%s%s\n\n",
        "%s %s\n\n",
        "%s\n\n%s",
        '%s\n{"kind": "desk-review"}',
    ],
)
def test_lines_that_are_not_a_profile_each_are_not_accepted(lines: str, gaigap: Rubric) -> None:
    text = lines.replace("%s", json.dumps(some(gaigap, 1)))
    assert Decoder(gaigap, compile_plan(gaigap)).accept(text.encode()) is None


def _replaced(old: str, *new: str) -> Callable[[str, Any], str]:
    return lambda text, draw: text.replace(old, draw(st.sampled_from(new)), 1)


def _repeated_key(text: str, draw: Any) -> str:
    places = [place for place in range(len(text)) if text.startswith('{"', place) and '":' in text[place:]]
    place = draw(st.sampled_from(places))
    key = text[place + 1 : text.index('":', place) + 2]
    return f"{text[: place + 1]}{key} 0, {text[place + 1 :]}"


def _cut(text: str, draw: Any) -> str:
    return text[: draw(st.integers(0, len(text)))]


MUTATIONS = [
    _replaced('"level": ', '"level": -', '"level": 3.', '"level": 1', '"level": "', '"level": null, "choice": '),
    _replaced(
        '"date": "2026', '"date": "20261', '"date": "2026-02-30', '"date": "1', '"date": " 2026', '"date": 2026, "x": "'
    ),
    _replaced("https://", "ftp://", "https:// ", "javascript:", "https://<", ""),
    _replaced(
        '"title": "', '"title": " ", "title": "', '"title": "", "page": "', '"title": "\\n", "page": "', '"titel": "'
    ),
    _replaced(
        '"name": "',
        '"name": "\\u0020", "x": "',
        '"name": "\\ud800',
        '"name": "\ud800',
        '"name": "\\u0000',
        '"name": "\\"',
    ),
    _replaced('"id": "', '"id": "a b', '"id": "\\n', '"id": "é', '"id": "gaigap-2025", "id": "'),
    _replaced('"version": "1.0.0"', '"version": "1.0.1"', '"version": "1.0.0", "version": "1.0.0"'),
    _replaced("{", "{ ", "{{", '{"a": {}, ', "[{", "{\n"),
    _replaced("}}", "}} ", "}},", "}}\x00", "}}\ufeff"),
    _repeated_key,
    _cut,
]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.name)
def test_no_bad_case_passes_the_fast_way(path: Path, gaigap: Rubric) -> None:
    if path.suffix == ".txt":
        return
    assert Decoder(gaigap, compile_plan(gaigap)).accept(path.read_bytes()) is None


def test_a_bad_profile_stops_and_changes_no_other(gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    good = [some(gaigap, number) for number in range(20)]
    bad = [
        some(gaigap, 50, rubric={"id": gaigap.id, "version": "9.9.9"}),
        some(gaigap, 51, responses={"std.dialog": {"level": 1}}),
        '{"responses": {}, "responses": {}}',
        "{",
        some(gaigap, 52, responses={"std.dialogue": {"level": 7}}, subject={"id": "s", "name": "S", "kind": "country"}),
    ]
    mixed = [document for pair in zip(good, bad * 4, strict=True) for document in pair]
    result = run(lines(*mixed), "-o", tmp_path / "mixed")
    assert result.exit_code == 1
    assert "20 profiles scored, 20 refused" in result.stderr
    run(lines(*good, name="good.jsonl"), "-o", tmp_path / "good")
    plain = ["source", "line"]
    both = [pl.DataFrame(scores(tmp_path / name)).drop(plain) for name in ("mixed", "good")]
    assert both[0].equals(both[1])
    refused = rejects(tmp_path / "mixed")
    assert [reject["line"] for reject in refused] == list(range(2, 42, 2))
    codes = [[problem["code"] for problem in reject["problems"]] for reject in refused[:5]]
    assert codes[0] == ["other-version"]
    assert codes[1] == ["unknown-indicator"]
    assert "repeated-key" in codes[2]
    assert codes[3] == ["not-json"]
    assert codes[4] == ["level-not-on-scale", "country-code"]
    assert json.loads(refused[1]["text"]) == bad[1]


def test_refused_profiles_have_the_words_of_validate(tmp_path: Path) -> None:
    bad = HERE / "cases" / "invalid" / "profiles" / "unknown-keys.yaml"
    if not bad.exists():
        bad = next(path for path in INVALID if path.suffix == ".yaml")
    run(bad, "-o", tmp_path / "out")
    told = json.loads(CliRunner().invoke(aigov, ["validate", "--format", "json", str(bad)]).stdout)
    assert rejects(tmp_path / "out")[0]["problems"] == told


def test_the_manifest_says_what_was_read_and_written(gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    source = lines(some(gaigap, 1), "nothing")
    run(source, "-o", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rubric"] == {"id": gaigap.id, "version": gaigap.version, "digest": gaigap.digest}
    assert manifest["counts"] == {"scored": 1, "rejected": 1}
    (record,) = manifest["inputs"]
    assert record["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert (record["scored"], record["rejected"]) == (1, 1)
    assert set(manifest["outputs"]) == {"rejects.jsonl", "scores/part-000000.parquet"}


@pytest.mark.parametrize(
    ("ending", "damage", "is_partly_read"),
    [
        ("gz", lambda data: gzip.compress(data)[:-200], True),
        ("gz", lambda data: b"not gzip at all", False),
        ("zst", lambda data: zstandard.compress(data)[:-200], True),
        ("zst", lambda data: zstandard.compress(data) + zstandard.compress(data)[:9], True),
        ("zst", lambda data: b"not zstandard at all", False),
    ],
)
def test_a_damaged_file_is_told_and_what_could_be_read_is_kept(
    ending: str, damage: Callable[[bytes], bytes], is_partly_read: bool, gaigap: Rubric, tmp_path: Path
) -> None:
    path = tmp_path / f"cut.jsonl.{ending}"
    path.write_bytes(damage("".join(f"{json.dumps(some(gaigap, n))}\n" for n in range(50)).encode()))
    result = run(path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "damaged" in [problem["code"] for reject in rejects(tmp_path / "out") for problem in reject["problems"]]
    assert bool(scores(tmp_path / "out")) == is_partly_read


def test_an_endless_line_is_passed_over_and_the_next_is_scored(gaigap: Rubric, tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"x": "' + b"y" * 40_000_000 + b'"}\n' + json.dumps(some(gaigap, 1)).encode() + b"\n")
    run(path, "-o", tmp_path / "out")
    assert [row["line"] for row in scores(tmp_path / "out")] == [2]
    (reject,) = rejects(tmp_path / "out")
    assert (reject["line"], reject["problems"][0]["code"]) == (1, "too-large")
    assert (len(reject["text"]), reject["text_is_cut"]) == (100_000, True)


@given(lines=st.lists(st.integers(0, 70)), is_ended=st.booleans(), block=st.integers(1, 40), piece=st.integers(1, 90))
@settings(max_examples=300, deadline=None)
def test_a_file_is_cut_where_lines_end(
    lines: list[int], is_ended: bool, block: int, piece: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = [b"%d" % (number % 10) * length for number, length in enumerate(lines)]
    data = b"\n".join(written) + (b"\n" if is_ended else b"")
    path = tmp_path_factory.getbasetemp() / "cut.jsonl"
    path.write_bytes(data)
    found = dict[int, bytes]()
    with pytest.MonkeyPatch.context() as small, ThreadPoolExecutor(1) as thread:
        small.setattr("aigov_checklist.batch.cutting._BYTES_A_BLOCK", block)
        small.setattr("aigov_checklist.batch.cutting._LEAST_BYTES_A_PIECE", piece // 8)
        small.setattr("aigov_checklist.batch.cutting._BYTES_A_PIECE", piece)
        small.setattr("aigov_checklist.batch.pieces._BYTES_AT_ONCE", block)
        digest, limit = Digest(str(path), thread), 50
        for part in pieces_of_lines(find_inputs([str(path)])[0], limit=limit, digest=digest):
            assert isinstance(part, LinesPiece)
            text = b"".join(part.blocks(limit))
            found |= dict(enumerate(text.removesuffix(b"\n").split(b"\n"), part.first_line))
        assert digest.whole().result() == hashlib.sha256(data).hexdigest()
    whole = data.removesuffix(b"\n").split(b"\n") if data else []
    assert list(found) == list(range(1, len(whole) + 1))
    for line, text in zip(whole, found.values(), strict=True):
        assert text == line if len(line) <= limit else len(text) > limit and line.startswith(text)


def test_the_same_subject_twice_on_one_date_is_told(gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    result = run(lines(some(gaigap, 1), some(gaigap, 2), some(gaigap, 1)), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "S000001 stands 2 times on 2026-11-21" in result.stderr
    assert len(scores(tmp_path / "out")) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "There is no file or folder nowhere."),
        ([str(HERE / "conftest.py")], "cannot be scored: use one of .yaml"),
        ([str(REVIEWS[0]), "--resume"], "There is no run to resume"),
    ],
)
def test_wrong_use_is_told_in_a_line(arguments: list[str], words: str, tmp_path: Path) -> None:
    result = run(*arguments, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_finished_run_is_not_replaced_without_leave(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    out = tmp_path
    assert run(REVIEWS[0], "-o", out).exit_code == 0
    assert run(REVIEWS[0], "-o", out).exit_code == 3
    before = everything(out)
    assert run(REVIEWS[0], "-o", out, "--force").exit_code == 0
    assert everything(out) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_goes_on_to_the_same_bytes(jobs: str, gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    documents = [json.dumps(some(gaigap, number)) for number in range(40)]
    sources = [lines(*documents[start : start + 2], name=f"{start:02d}.jsonl") for start in range(0, 40, 2)]
    unbroken, broken = tmp_path / "unbroken", tmp_path / "broken"
    assert run(*sources, "-o", unbroken).exit_code == 0
    command = [sys.executable, "-m", "aigov_checklist", "batch", *map(str, sources), "-o", str(broken), "--jobs", jobs]
    chance = random.Random(3)
    for attempt in range(6):
        resume = ["--resume"] if (broken / ".work" / "run.json").exists() else []
        with subprocess.Popen([*command, *resume], stderr=subprocess.DEVNULL) as process:
            deadline = time.monotonic() + 20
            wanted = min(3 * attempt + chance.randrange(3), 19)
            while time.monotonic() < deadline and process.poll() is None:
                if len(list((broken / ".work").glob("*.done.json"))) >= wanted:
                    process.send_signal(signal.SIGKILL)
                    break
                time.sleep(0.001)
        if (broken / "manifest.json").exists():
            break
    if not (broken / "manifest.json").exists():
        assert (
            run(*sources, "-o", broken, *(["--resume"] if (broken / ".work" / "run.json").exists() else [])).exit_code
            == 0
        )
    assert everything(broken) == everything(unbroken)


def test_another_run_is_not_resumed(gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    source = lines(some(gaigap, 1))
    out = tmp_path / "out"
    Parts(out, "parquet").begin({"engine": "another"})
    result = run(source, "-o", out, "--resume")
    assert result.exit_code == 2
    assert "it differs in" in result.stderr


WIDE = "subject,name,kind,date,group.region,std.dialogue,std.bodies\n"


def test_a_wide_table_and_a_long_one_give_the_same_scores(tmp_path: Path) -> None:
    wide, long = tmp_path / "wide.csv", tmp_path / "long.csv"
    wide.write_text(
        f"{WIDE}KEN,Kenya,country,2026,Africa,3,\nBRA,Brazil,country,2026,Americas,0,not_applicable: no body\n"
    )
    long.write_text(
        "subject,name,kind,date,group.region,indicator,answer\n"
        "KEN,Kenya,country,2026,Africa,std.dialogue,3\n"
        "BRA,Brazil,country,2026,Americas,std.dialogue,0\n"
        "BRA,Brazil,country,2026,Americas,std.bodies,not_applicable: no body\n"
    )
    for path in (wide, long):
        assert run(path, "-o", tmp_path / path.stem, "--indicators").exit_code == 0
    found = [pl.DataFrame(scores(tmp_path / name)).drop("source", "line").sort("subject") for name in ("wide", "long")]
    assert found[0].equals(found[1])
    assert found[0]["date"].to_list() == ["2026-12-31", "2026-12-31"]
    assert found[0]["std.declared.value"].to_list() == [0.0, 75.0]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("5", "level-not-on-scale"), ("x", "wrong-measure"), ("3.5", "level"), ("not_applicable:", "blank")],
)
def test_a_cell_that_is_no_answer_refuses_its_row(cell: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(f"{WIDE}KEN,Kenya,country,2026-01-01,,{cell},1\nBRA,Brazil,country,2026-01-01,,2,1\n")
    assert run(path, "-o", tmp_path / "out").exit_code == 1
    (reject,) = rejects(tmp_path / "out")
    assert reject["line"] == 2
    assert json.loads(reject["text"])["std.dialogue"] == cell
    assert [row["subject"] for row in scores(tmp_path / "out")] == ["BRA"]


def test_columns_by_other_names_are_mapped(tmp_path: Path) -> None:
    table, mapping = tmp_path / "theirs.csv", tmp_path / "columns.yaml"
    table.write_text("ISO3;Dialogue;remark\nKEN;3;fine\n")
    mapping.write_text(
        "columns: {ISO3: subject, Dialogue: std.dialogue}\nignore: [remark]\nconstants: {date: 2026-01-01}\n"
    )
    assert run(table, "-o", tmp_path / "out").exit_code == 1
    codes = [problem["code"] for reject in rejects(tmp_path / "out") for problem in reject["problems"]]
    assert "unknown-column" in codes
    assert run(table, "-o", tmp_path / "out", "--force", "--columns", mapping).exit_code == 0
    assert scores(tmp_path / "out")[0]["std.declared.value"] == 75.0


def test_a_workbook_and_a_parquet_table_are_read_as_csv_is(tmp_path: Path) -> None:
    frame = pl.DataFrame({"subject": ["KEN", "BRA"], "date": ["2026-01-01"] * 2, "std.dialogue": [3, None]})
    frame.write_csv(tmp_path / "a.csv")
    frame.write_parquet(tmp_path / "a.parquet")
    frame.with_columns(pl.col("std.dialogue").cast(pl.Float64)).write_parquet(tmp_path / "floats.parquet")
    frame.write_excel(tmp_path / "a.xlsx")
    found = []
    for name in ("a.csv", "a.parquet", "floats.parquet", "a.xlsx"):
        assert run(tmp_path / name, "-o", tmp_path / f"out-{name}").exit_code == 0, name
        found.append(pl.DataFrame(scores(tmp_path / f"out-{name}")).drop("source", "line"))
    assert all(one.equals(found[0]) for one in found)


@pytest.mark.parametrize("kind", [pl.Int8, pl.UInt8, pl.Int64, pl.UInt64, pl.Float32, pl.Float64, pl.String])
@pytest.mark.parametrize("odd", [None, "5", "200", "-1", "2.5", "nan"])
def test_levels_may_be_of_any_type(kind: Any, odd: str | None, tmp_path: Path) -> None:
    cells = pl.Series("std.dialogue", ["0", "3", None, odd]).cast(kind, strict=False)
    is_missing = cells[3] is None or cells[3] != cells[3]  # no number, where a column is one of numbers
    frame = pl.DataFrame({"subject": ["A", "B", "C", "D"], "date": ["2026-01-01"] * 4}).with_columns(cells)
    frame.write_parquet(tmp_path / "table.parquet")
    assert run(tmp_path / "table.parquet", "-o", tmp_path / "out").exit_code == (0 if is_missing else 1)
    assert [row["std.declared.value"] for row in scores(tmp_path / "out")] == [0.0, 75.0, *[None] * (1 + is_missing)]
    assert [reject["line"] for reject in rejects(tmp_path / "out")] == [4] * (not is_missing)


def test_a_table_is_read_in_frames_of_one_size_however_large_it_is(tmp_path: Path) -> None:
    path, whole = tmp_path / "table.parquet", pl.DataFrame({"subject": map(str, range(1000)), "date": "2026-01-01"})
    whole.write_parquet(path, row_group_size=70)
    for limit in (1, 5_000, 10**9):
        with pytest.MonkeyPatch.context() as small:
            small.setattr("aigov_checklist.batch.tabular.ROWS_A_PIECE", 64)
            small.setattr("aigov_checklist.batch.tabular._BYTES_AT_ONCE", limit)
            frames = list(_slices(pl.scan_parquet(path)))
        assert [frame.height for frame in frames] == [64] * 15 + [40]
        assert pl.concat(frames).equals(whole)
    assert [frame.height for frame in _slices(whole.clear().lazy())] == [0]


def test_a_column_that_takes_no_room_is_read_as_any_other() -> None:
    nothing = pl.DataFrame({"subject": pl.Series([None] * 70_000, dtype=pl.Null)})
    assert [frame.height for frame in _slices(nothing.lazy())] == [65_536, 70_000 - 65_536]


def test_a_csv_of_scores_holds_no_formula(gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    subject = {"id": "S1", "name": "=HYPERLINK(1)", "kind": "country"}
    run(lines(some(gaigap, 1, subject=subject)), "-o", tmp_path / "out", "--format", "csv")
    assert ",'=HYPERLINK(1)," in (tmp_path / "out" / "scores.csv").read_text(encoding="utf-8")


def test_the_door_settles_what_has_reviews(gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    review = {"decision": "revised", "level": 1}
    document = some(gaigap, 1, responses={"std.dialogue": {"level": 3, "review": review}})
    assert run(lines(document), "-o", tmp_path / "out").exit_code == 0
    assert scores(tmp_path / "out")[0]["std.reviewed.value"] == 25.0


def test_files_keep_their_order_whichever_way_they_take(gaigap: Rubric, tmp_path: Path) -> None:
    review = {"std.dialogue": {"level": 3, "review": {"decision": "confirmed"}}}
    for number in range(6):
        document = some(gaigap, number, **({"responses": review} if number % 2 else {}))
        (tmp_path / f"{number}.json").write_text(json.dumps(document, indent=1), encoding="utf-8")
    (tmp_path / "3.json").write_text("{", encoding="utf-8")
    run(tmp_path, "-o", tmp_path / "out", "--indicators")
    kept = [f"S{number:06d}" for number in (0, 1, 2, 4, 5)]
    assert [row["subject"] for row in scores(tmp_path / "out")] == kept
    table = pl.read_parquet(tmp_path / "out" / "indicators" / "*.parquet")
    assert table["subject"].unique(maintain_order=True).to_list() == kept
    assert [Path(reject["source"]).name for reject in rejects(tmp_path / "out")] == ["3.json"]


def test_a_number_beyond_all_measure_is_told_by_the_door(gaigap: Rubric, tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text("note: 123456789012345678901234567890\n", encoding="utf-8")
    run(tmp_path, "-o", tmp_path / "out")
    (reject,) = rejects(tmp_path / "out")
    assert "unknown-key" in [problem["code"] for problem in reject["problems"]]


def test_what_the_door_refuses_is_an_error_in_every_lane() -> None:
    with pytest.raises(DocumentError):
        admit_profile(LineSource("x", b"{", 1), None)


def test_a_missing_library_is_told_with_how_to_get_it(tmp_path: Path) -> None:
    without = "import sys; sys.modules['msgspec'] = None; from aigov_checklist.cli import main; main()"
    command = [sys.executable, "-c", without, "batch", str(REVIEWS[0]), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.decode().endswith("Install it with: pip install 'aigov-checklist[batch]'\n")


def test_the_command_of_the_manual_gives_what_it_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    manual = (HERE.parent / "docs" / "batch.md").read_text(encoding="utf-8")
    command = manual.partition("```sh\naigov batch ")[2].partition("\n")[0]
    assert command == "profiles -o scores"
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PROFILES, "profiles")
    assert run(*command.split()).exit_code == 0
    assert {path.name for path in Path("scores").iterdir()} == {"scores", "rejects.jsonl", "manifest.json"}


def test_a_full_disk_is_told_and_the_run_goes_on_later(
    gaigap: Rubric, lines: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = lines(some(gaigap, 1)), tmp_path / "out"
    with monkeypatch.context() as full:

        def refuse(*_: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        full.setattr("aigov_checklist.batch.parts._written", refuse)
        result = run(source, "-o", out)
    assert result.exit_code == 3
    assert "No space left on device. What is done is kept: go on with --resume." in result.stderr
    assert run(source, "-o", out, "--resume").exit_code == 0
    assert len(scores(out)) == 1


def test_a_file_that_is_gone_when_its_turn_comes_is_told(gaigap: Rubric, tmp_path: Path) -> None:
    gone = find_inputs([str(REVIEWS[0])])[0]._replace(path=str(tmp_path / "gone.yaml"))
    recipe = Recipe(gaigap, Mapping(gaigap), LENSES, False, False, "parquet", 10**7)
    summary = run_batch([gone, *find_inputs([str(REVIEWS[1])])], tmp_path / "out", recipe)
    assert (summary.scored, summary.rejected, list(summary.changed)) == (1, 1, [gone.path])
    assert not summary.is_complete
    assert [problem["code"] for problem in rejects(tmp_path / "out")[0]["problems"]] == ["no-such-file"]


class DyingOthers(Others):
    """Only another process works, and it is killed as soon as it has begun."""

    def begin(self) -> None:
        if self._processes is not None:
            return
        super().begin()
        assert self._processes is not None
        self.free.get()
        for process in self._processes._processes.values():
            process.kill()


def test_a_process_that_is_killed_is_told_and_the_run_goes_on(
    gaigap: Rubric, lines: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [lines(some(gaigap, number), name=f"{number}.jsonl") for number in range(4)]
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr("aigov_checklist.cli.batch.Others", DyingOthers)
        result = run(*sources, "-o", out, "--jobs", "2")
    assert result.exit_code == 3
    assert "was ended from outside, perhaps for lack of memory. What is done is kept" in result.stderr
    assert run(*sources, "-o", out, "--resume").exit_code == 0
    assert len(scores(out)) == 4


def test_an_interrupt_leaves_what_is_done(gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    sources = [lines(some(gaigap, number), name=f"{number:03d}.jsonl") for number in range(150)]
    out = tmp_path / "out"
    command = [sys.executable, "-m", "aigov_checklist", "batch", *map(str, sources), "-o", str(out), "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not list((out / ".work").glob("*.done.json")):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate(timeout=60)[1].decode()
    assert (process.returncode, told) == (
        130,
        "\nStopped. What is done is kept: go on with the same command and --resume.\n",
    )
    assert run(*sources, "-o", out, "--resume").exit_code == 0
    assert len(scores(out)) == 150


def test_a_finished_run_is_not_run_again_by_resume(gaigap: Rubric, lines: Any, tmp_path: Path) -> None:
    source, out = lines(some(gaigap, 1), "nothing"), tmp_path / "out"
    first = run(source, "-o", out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    again = run(source, "-o", out, "--resume")
    assert (again.exit_code, again.stderr) == (first.exit_code, first.stderr)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    assert run(REVIEWS[0], "-o", out, "--resume").exit_code == 2


@pytest.mark.parametrize(
    "command", [("batch", "-o", "out"), ("rank",), ("report", "-o", "out")], ids=lambda words: words[0]
)
def test_a_folder_that_may_not_be_read_is_told(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    monkeypatch.chdir(tmp_path)

    def refusing(listed: Any) -> Any:
        def look(path: Any = ".") -> Any:
            if Path(path) == closed:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return listed(path)

        return look

    monkeypatch.setattr(os, "scandir", refusing(os.scandir))
    monkeypatch.setattr(os, "listdir", refusing(os.listdir))
    name, *options = command
    result = CliRunner().invoke(aigov, [name, str(closed), *options])
    assert result.exit_code == 1, result.stderr
    assert f"{closed}: error: This cannot be read: Permission denied. [not-readable]" in result.stderr


def test_what_a_run_wrote_is_not_read_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(REVIEWS[0], "review.yaml")
    Path(".hidden").mkdir()
    shutil.copy(REVIEWS[1], ".hidden")
    assert run(".", "-o", "scores").exit_code == 0
    before = everything(Path("scores"))
    assert run(".", "-o", "scores", "--force").exit_code == 0
    assert everything(Path("scores")) == before
    assert len(scores(Path("scores"))) == 1


def test_frames_one_after_the_other_are_one_file(gaigap: Rubric, tmp_path: Path) -> None:
    frames = [zstandard.compress(f"{json.dumps(some(gaigap, number))}\n".encode()) for number in range(30)]
    (tmp_path / "frames.jsonl.zst").write_bytes(b"".join(frames))
    assert run(tmp_path / "frames.jsonl.zst", "-o", tmp_path / "out").exit_code == 0
    assert [row["line"] for row in scores(tmp_path / "out")] == list(range(1, 31))
