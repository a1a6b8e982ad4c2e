"""Reports in three languages: complete, current, and visibly English where they are not."""

import importlib.util
import re
from io import BytesIO
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from aigov_checklist import Rubric, UsageError, assess, build_report, load_rubric, open_profile, write_report
from aigov_checklist.language import join_sentences, language, languages
from aigov_checklist.registry import shipped_rubrics
from aigov_checklist.resources import data_folder
from aigov_checklist.translation import current_translations, texts_of, translated
from conftest import HERE, PROFILES

TRANSLATIONS = ("id", "zh")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/catalogues.py, which is not part of the package."""
    spec = importlib.util.spec_from_file_location("catalogues", HERE.parent / "tools" / "catalogues.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(code: str, ending: str) -> bytes:
    return (data_folder("locale") / code / "LC_MESSAGES" / f"aigov.{ending}").read_bytes()


def spoken(message: Message) -> list[str]:
    """The translations of a message, one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_there_are_three_languages() -> None:
    assert languages() == ("en", "id", "zh")


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="There are: en, id, zh"):
        language("xx")


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_every_message_of_the_package_is_translated(code: str, tool: ModuleType) -> None:
    found = read_po(BytesIO(catalogue(code, "po")), locale=code)
    wanted = {str(message.id) for message in tool.messages() if message.id}
    have = {str(message.id) for message in found if message.id and all(spoken(message))}
    assert wanted - have == set(), "run: python tools/catalogues.py, then translate what is empty"


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_the_compiled_catalogue_is_that_of_the_text(code: str, tool: ModuleType) -> None:
    assert catalogue(code, "mo") == tool.mo_bytes(catalogue(code, "po"), code)


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_translations_fill_in_the_same_values(code: str) -> None:
    for message in read_po(BytesIO(catalogue(code, "po")), locale=code):
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[1]
            text = spoken(message)[0]
            assert placeholders(text) == placeholders(one), message.id


@pytest.mark.parametrize("code", TRANSLATIONS)
@pytest.mark.parametrize("name", shipped_rubrics())
def test_no_text_of_a_shipped_rubric_is_missing_or_stale(name: str, code: str) -> None:
    rubric = load_rubric(name)
    missing = texts_of(rubric).keys() - current_translations(rubric, code).keys()
    assert sorted(missing) == []


@pytest.mark.parametrize("code", TRANSLATIONS)
@pytest.mark.parametrize("name", shipped_rubrics())
def test_translated_texts_keep_their_numbers(name: str, code: str) -> None:
    rubric = load_rubric(name)
    texts = texts_of(rubric)
    for key, text in current_translations(rubric, code).items():
        if code == "zh" and "billion" in texts[key]:
            continue  # Chinese counts in hundreds of millions
        # A translation may write out in digits what English says in words, never the other way round.
        assert set(re.findall(r"\d+", texts[key])) <= set(re.findall(r"\d+", text)), key


@pytest.mark.parametrize("code", TRANSLATIONS)
@pytest.mark.parametrize("name", shipped_rubrics())
def test_a_translated_rubric_changes_words_and_nothing_else(name: str, code: str) -> None:
    rubric = load_rubric(name)
    other = translated(rubric, code)
    assert other.indicators.keys() == rubric.indicators.keys()
    assert [leaf.weight for leaf in other.leaves()] == [leaf.weight for leaf in rubric.leaves()]
    assert all(a.title != b.title for a, b in zip(other.leaves(), rubric.leaves(), strict=True))


def test_a_changed_text_shows_in_english_with_its_language_until_it_is_translated_again(gaigap: Rubric) -> None:
    changed = gaigap.model_copy(update={"title": "Another title"})
    assert translated(changed, "id").title == "[en] Another title"


def test_a_rubric_without_translations_stays_readable() -> None:
    rubric = Rubric.model_validate_json(
        '{"id": "own", "version": "1.0.0", "title": "Mine", "areas": [{"id": "a", "indicators": [{"id": "b"}]}]}'
    )
    assert translated(rubric, "zh").title == "[en] Mine"


@pytest.mark.parametrize(("code", "value"), [("en", "35.2"), ("id", "35,2"), ("zh", "35.2")])
def test_numbers_are_written_as_in_the_language(code: str, value: str) -> None:
    assert language(code).number(35.15) == value


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("id", ["Ringkasan", "Bersama-sama memanfaatkan peluang AI", "Daftar bukti", "35,2"]),
        ("zh", ["概要", "共同把握人工智能机遇", "佐证登记册", "35.2"]),
    ],
)
def test_a_report_speaks_the_language_throughout(code: str, words: list[str]) -> None:
    opened = open_profile(PROFILES / "indonesia.yaml")
    assessment = assess(opened.profile, opened.rubric)
    report = build_report(assessment, opened.profile, translated(opened.rubric, code), language=language(code))
    stream = BytesIO()
    write_report(report, stream)
    text = stream.getvalue().decode()
    assert all(word in text for word in words)
    assert "[en]" not in text


def test_sentences_are_joined_as_the_script_does() -> None:
    assert join_sentences(["One.", "Two."]) == "One. Two."
    assert join_sentences(["一。", "二。"]) == "一。二。"
