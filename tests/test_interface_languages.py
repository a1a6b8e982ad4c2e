"""The command in three languages: help, errors, problems, and what is printed; machines read what they always did."""

import ast
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from wcwidth import wcswidth

from aigov_checklist.cli import aigov
from aigov_checklist.errors import Problem
from aigov_checklist.language import language
from aigov_checklist.message import Message, all_of
from aigov_checklist.validating import validate_profile, validate_rubric
from conftest import HERE, PROFILES

CASES = HERE / "cases"
PACKAGE = HERE.parent / "src" / "aigov_checklist"
INDONESIA = str(PROFILES / "indonesia.yaml")
TRANSLATIONS = ("id", "zh")
NO_PLACE = {"AIGOV_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8"}


def run(*arguments: str | Path, **environment: str) -> Result:
    result = CliRunner(env=environment).invoke(aigov, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def problems_of_every_case() -> Iterator[Problem]:
    for folder, validate in (("profiles", validate_profile), ("rubrics", validate_rubric)):
        for path in sorted((CASES / "invalid" / folder).iterdir()):
            if not path.name.endswith(".problems.txt"):
                yield from validate(str(path))


# --- Messages -------------------------------------------------------------------------------------------------


def test_a_message_is_its_english_text_and_remembers_what_it_is_made_of() -> None:
    message = Message("{value} is too small.", value=Message("The text {text!r}", text="a"))
    assert message == "The text 'a' is too small."
    assert language("en").tell(message) == message
    assert language("id").tell(message) == "Teks 'a' terlalu kecil."
    assert language("zh").tell(message) == "文本'a'过小。"


def test_a_message_survives_the_way_to_another_process_and_back() -> None:
    message: Message = pickle.loads(
        pickle.dumps(Message("Level {upper} stands after level {lower}.", upper=1, lower=2))
    )
    assert language("zh").tell(message) == "等级1写在等级2之后。"


def test_words_of_others_stay_as_they_are() -> None:
    # Also where they happen to be a message of ours, or hold braces.
    assert language("id").tell("Evidence") == "Evidence"
    assert language("id").tell(Message("The key {key!r} is missing.", key="{name}")) == "Kunci '{name}' tidak ada."


def test_words_are_joined_as_the_language_does() -> None:
    assert all_of(["a", "b", "c"]) == "a and b and c"
    assert language("zh").tell(all_of(["a", "b"])) == "a和b"


def test_every_template_can_be_found_where_it_is_written() -> None:
    # What is not written out comes from pydantic's rules or from the system; both stand in tools/catalogues.py.
    for file in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Message":
                template = ast.unparse(call.args[0])
                is_listed = template == "found.said" or "strerror" in template
                assert isinstance(call.args[0], ast.Constant) or is_listed, file


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_no_problem_of_any_case_is_told_in_english(code: str) -> None:
    tell = language(code).tell
    for problem in problems_of_every_case():
        assert isinstance(problem.message, Message), problem
        assert tell(problem.message) != problem.message, problem
        assert isinstance(problem.hint, Message), problem
        assert tell(problem.hint) != problem.hint, problem


# --- What is printed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--help"], "id", ["Penggunaan: aigov", "Beri skor penilaian mandiri", "Opsi:", "Perintah:", "lalu keluar"]),
        (["--help"], "zh", ["用法: aigov", "按《人工智能全球治理行动计划》为自评计分。", "选项:", "命令:", "显示版本"]),
        (["validate", "--help"], "id", ["Kode keluarnya 1", "[bawaan: text]"]),
        (["rubric", "--help"], "zh", ["list        列出可按标识使用的评估准则。"]),
        (["schema", "write", "--help"], "zh", ["将所有模式写入FOLDER。"]),
        (["score", INDONESIA], "id", ["Ringkasan", "35,2", "dari bobot yang berlaku", "Selengkapnya"]),
        (["score", INDONESIA], "zh", ["概要", "适用权重中已知", "共同把握人工智能机遇"]),
        (["score", INDONESIA, INDONESIA], "id", ["2 profil", "Ini bukan pemeringkatan"]),
        (
            ["explain", INDONESIA, "8"],
            "id",
            ["Cara skor yang dinyatakan diperoleh", "jumlah bobot x nilai", "Cakupan:"],
        ),
        (["explain", INDONESIA, "8"], "zh", ["申报得分的由来", "加权平均", "覆盖率", "等级1，已表态"]),
        (["compare", INDONESIA, INDONESIA], "zh", ["有变化的回答", "回答和佐证均无变化。"]),
        (["report", INDONESIA, "--format", "markdown"], "id", ["Daftar bukti"]),
        (["report", INDONESIA, "--format", "markdown", "--lang", "zh"], "id", ["佐证登记册"]),
        (["rubric", "show", "gaigap-2025"], "zh", ["共100项指标，其中39项为核心指标。"]),
        (
            ["rubric", "show", "gaigap-2025", "--area", "8"],
            "id",
            ["Komitmen: ", "Tingkat, negara:", "Jenjang: esensial."],
        ),
        (["validate", INDONESIA], "zh", ["没有问题"]),
    ],
)
def test_what_a_command_prints(arguments: list[str], code: str, words: list[str]) -> None:
    result = run("--lang", code, *arguments)
    assert result.exit_code == 0
    assert [word for word in words if word not in result.stdout] == []
    assert "[en]" not in result.stdout
    assert run(*arguments, AIGOV_LANG=code).stdout_bytes == result.stdout_bytes


def test_the_list_of_rubrics_is_in_the_language() -> None:
    listed = " ".join(run("--lang", "id", "rubric", "list").stdout.split())
    assert "Disertakan dalam versi ini" in listed
    assert "1.0.0 Rencana Aksi Tata Kelola" in listed
    assert "[en]" not in listed


@pytest.mark.parametrize(
    ("arguments", "code", "message", "exit_code"),
    [
        (["validate", "none.yaml"], "id", "none.yaml: kesalahan: Berkas ini tidak ada. [no-such-file]", 1),
        (["validate", "none.yaml"], "zh", "none.yaml: 错误: 没有该文件。 [no-such-file]", 1),
        (["score", "none.yaml"], "zh", "没有该文件。", 1),
        (["explain", INDONESIA, "saftey"], "id", "Kesalahan: Rubrik ini tidak memiliki area atau indikator saftey.", 2),
        (["rubric", "show", "gaigap"], "zh", "没有评估准则'gaigap'。您是否想写gaigap-2025？", 2),
        (["score"], "id", "Kesalahan: Argumen yang kurang: 'FILE...'.", 2),
        (["nope"], "id", "Kesalahan: Tidak ada perintah 'nope'.", 2),
        (["score", "--lens", "x", INDONESIA], "zh", "错误：'--lens'的值无效：'x'不是以下之一：", 2),
        (["report", INDONESIA, "--bom"], "zh", "错误：--table和--bom只能与--format csv一起使用。", 2),
        (["report", INDONESIA, "-o", INDONESIA], "id", "sudah ada. Pilih nama lain", 3),
        (["--foo"], "zh", "没有选项", 2),
    ],
)
def test_what_goes_wrong_is_told(arguments: list[str], code: str, message: str, exit_code: int) -> None:
    result = run("--lang", code, *arguments)
    assert message in result.output
    assert result.exit_code == exit_code


def test_problems_of_a_folder_made_by_several_processes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / "in" / name).write_text("rubric: [\n", encoding="utf-8")
    result = run("--lang", "id", "report", tmp_path / "in", "-o", tmp_path / "out", "--jobs", "2")
    assert result.stderr.count("kesalahan: Teks berakhir di dalam kurung.") == 2


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_form_with_comments_in_the_language_is_a_valid_profile(code: str, tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    given = ("--kind", "country", "--name", "Uji 测试", "--id", "XXX", "-o", path)
    assert run("--lang", code, "new", "--rubric", "gaigap-2025", *given).exit_code == 0
    assert validate_profile(str(path)) == []
    text = path.read_text(encoding="utf-8")
    assert {"id": "# Cara mengisi.", "zh": "# 填写方法。"}[code] in text
    assert "[en]" not in text


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_help_in_another_language_leaves_nothing_behind(code: str) -> None:
    commands = [[name] for name in aigov.short_helps] + [["rubric", "show"], ["schema", "write"]]
    for command in commands:
        before = run(*command, "--help").stdout
        other = run("--lang", code, *command, "--help").stdout
        assert "Show this message and exit." not in other
        assert run(*command, "--help").stdout == before
        assert re.findall(r"--[a-z-]+", other) == re.findall(r"--[a-z-]+", before) or code == "zh"


def test_lines_of_help_in_chinese_fit_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for line in run("--lang", "zh", "report", "--help").stdout.splitlines():
        assert sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) <= 80, line


# --- Which language -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "first"),
    [
        ([], {}, "Usage"),
        ([], {"LANG": "id_ID.UTF-8"}, "Penggunaan"),
        ([], {"LANG": "zh_CN.UTF-8"}, "用法"),
        ([], {"LANG": "zh"}, "用法"),
        ([], {"LANG": "zh_TW.UTF-8"}, "Usage"),
        ([], {"LANG": "fr_FR.UTF-8"}, "Usage"),
        ([], {"LANG": "id_ID.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "用法"),
        ([], {"LANG": "id_ID.UTF-8", "LC_ALL": "C"}, "Usage"),
        ([], {"LANG": "id_ID.UTF-8", "AIGOV_LANG": "en"}, "Usage"),
        ([], {"AIGOV_LANG": "zh_CN"}, "用法"),
        (["--lang", "id"], {"AIGOV_LANG": "zh"}, "Penggunaan"),
        (["--lang=en"], {"AIGOV_LANG": "zh"}, "Usage"),
    ],
)
def test_which_language_is_spoken(arguments: list[str], environment: dict[str, str], first: str) -> None:
    assert run(*arguments, "--help", **(NO_PLACE | environment)).stdout.startswith(first)
    assert run("--help", *arguments, **(NO_PLACE | environment)).stdout.startswith(first)


@pytest.mark.parametrize("arguments", [["--help"], ["validate", INDONESIA], ["rubric", "list"]])
def test_an_unknown_language_is_refused(arguments: list[str]) -> None:
    for result in (run("--lang", "fr", *arguments), run(*arguments, AIGOV_LANG="fr")):
        assert result.stderr == "Error: There is no language 'fr'. There are: en, id, zh.\n"
        assert result.stdout == ""
        assert result.exit_code == 2


def test_the_unknown_language_of_a_report_is_told_in_the_language_of_the_command() -> None:
    result = run("--lang", "id", "report", INDONESIA, "--lang", "fr")
    assert result.stderr == "Kesalahan: Tidak ada bahasa 'fr'. Yang ada: en, id, zh.\n"
    assert result.exit_code == 2


def test_a_terminal_without_chinese_gets_codes_instead_of_an_error() -> None:
    command = [sys.executable, "-m", "aigov_checklist", "--lang", "zh", "--help"]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("\\u7528\\u6cd5: ")


# --- Documents for machines -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", TRANSLATIONS)
@pytest.mark.parametrize(
    "arguments",
    [
        ["score", INDONESIA, "--format", "json"],
        ["score", INDONESIA, "--format", "csv"],
        ["rubric", "show", "gaigap-2025", "--format", "json"],
        ["schema", "show", "profile"],
    ],
)
def test_documents_for_machines_are_the_same_in_every_language(arguments: list[str], code: str) -> None:
    assert run("--lang", code, *arguments).stdout_bytes == run(*arguments).stdout_bytes


def test_problems_for_machines_keep_their_codes_and_places() -> None:
    command = ("validate", "--format", "json", CASES / "invalid" / "profiles" / "level-not-on-the-scale.yaml")
    found: list[list[dict[str, Any]]] = [
        json.loads(run("--lang", code, *command).stdout) for code in ("en", *TRANSLATIONS)
    ]
    for same in ("code", "path", "severity", "file", "line"):
        assert len({tuple(problem[same] for problem in problems) for problems in found}) == 1
    assert [problems[0]["message"] for problems in found] == [
        "Level 7 is not on the scale 0 to 4.",
        "Tingkat 7 tidak ada pada skala 0 sampai 4.",
        "等级7不在0至4的等级表内。",
    ]


@pytest.mark.parametrize("code", ["en", "id", "zh"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["score", INDONESIA],
        ["plan", INDONESIA, "--target", "60"],
        ["robustness", INDONESIA, str(PROFILES / "kenya.yaml"), "--draws", "200"],
        ["explain", INDONESIA, "--against", str(PROFILES / "kenya.yaml")],
        ["crosswalk", "show", "gaigap-2025", "us-aiap-2025"],
    ],
)
def test_tables_fit_into_80_columns_in_every_language(
    arguments: list[str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    printed = CliRunner().invoke(aigov, ["--lang", code, *arguments]).stdout
    assert printed
    assert [line for line in printed.splitlines() if wcswidth(line) > 80] == []
