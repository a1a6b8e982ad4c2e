"""An empty profile as a YAML form: every question with its level texts, ready to be filled in."""

import json
from collections.abc import Callable, Iterator

from wcwidth import wcswidth, wrap

from aigov_checklist.forms.questions import area_title, questions_by_area
from aigov_checklist.language import ENGLISH, Language
from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Indicator, Rubric

_WIDTH = 110


def blank_form(
    rubric: Rubric,
    *,
    kind: Kind,
    name: str,
    subject_id: str,
    tier: Tier,
    date: str,
    language: Language = ENGLISH,
) -> str:
    """The form for one subject; `date` is ISO 8601. It is a valid profile in which nothing is answered.

    `rubric` is the one in the language of the comments, see `translation.translated`.
    """
    say = language.say
    any_kind = say("self-assessment, desk-review or peer-review")
    stamp = say("Rubric {id}, version {version}. Tier: {tier}.", id=rubric.id, version=rubric.version, tier=tier)
    lines = [f"# {_one_line(rubric.label)}", f"# {stamp}", "#"]
    lines += [f"# {line}" for line in _how_to(say)]
    lines += [
        "",
        f"rubric: {{id: {rubric.id}, version: {rubric.version}}}",
        f"kind: self-assessment          # {any_kind}",
        f"date: {date}",
        "subject:",
        f"  id: {_quoted(subject_id)}" + ("    # ISO 3166-1 alpha-3" if kind == "country" else ""),
        f"  name: {_quoted(name)}",
        f"  kind: {kind}",
        f"tier: {tier}",
    ]
    areas = tuple(questions_by_area(rubric, kind, tier, date))
    lines.append("responses:" if areas else "responses: {}")  # a rubric may ask one kind of subject only
    for area, asked in areas:
        lines += ["", *_comment(area_title(area, say), "  # === ")]
        for leaf in asked:
            lines += ["", *_question(leaf, kind, rubric, language), f"  {leaf.id}: {{}}"]
    return "\n".join(lines) + "\n"


def _how_to(say: Callable[..., str]) -> Iterator[str]:
    title, where, why = say("Name of the document"), say("where you looked"), say("why")
    yield say(
        "How to fill this in. Each question stands as a comment above its answer, which is empty: {empty}", empty="{}"
    )
    yield say(
        "Replace {empty} by one of these, and leave {empty} where you have no answer yet (unanswered is never counted "
        "as zero):",
        empty="{}",
    )
    yield f'  {{level: 2, evidence: [{{title: "{title}", url: "https://...", date: 2025}}]}}'
    for example, meaning in (
        (f'{{no_information: "{where}"}}', say("nothing was found; counts lowest and is starred")),
        (f'{{not_applicable: "{why}"}}', say("leaves the sum; the reason is required")),
    ):
        yield f"  {example}{' ' * max(2, 46 - wcswidth(example))}{meaning}"
    yield say(
        "Evidence needs a url or a document reference to count. You may add: note, confidence (low, medium, high)."
    )
    yield say("Check it with `aigov validate FILE`, score it with `aigov score FILE`.")


def _question(leaf: Indicator, kind: Kind, rubric: Rubric, language: Language) -> Iterator[str]:
    say = language.say
    question = say("{title}. {question}", title=leaf.label, question=leaf.question or "")
    yield from _comment(question.strip())
    if leaf.guidance:
        yield from _comment(say("Guidance: {text}", text=leaf.guidance))
    texts = leaf.descriptors(kind)
    match leaf.measure:
        case LevelsMeasure():
            for level in rubric.scale.levels:
                yield from _comment(texts.get(str(level.value), level.name), f"  #   {level.value}  ", "  #      ")
        case ChoiceMeasure(choices=choices):
            for choice in choices:
                yield from _comment(f"choice: {choice.code}  {choice.title or ''}".rstrip(), "  #   ", "  #      ")
        case QuantityMeasure(unit=unit):
            number = say("a number, in {unit}", unit=unit) if unit else say("a number")
            yield from _comment(f"quantity: {number}", "  #   ")
    if leaf.evidence:
        yield from _comment(say("Evidence that would show it: {items}.", items="; ".join(leaf.evidence)))


def _comment(text: str, first: str = "  # ", later: str = "  # ") -> list[str]:
    line = _one_line(text)
    return wrap(
        line,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=wcswidth(line) > len(line),  # scripts without spaces may break anywhere
        break_on_hyphens=False,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """The text in double quotes; JSON's escapes are YAML's."""
    return json.dumps(text, ensure_ascii=False)
