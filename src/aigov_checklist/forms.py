"""An empty profile as a YAML form: every question with its level texts, ready to be filled in."""

import json
import textwrap
from collections.abc import Iterator

from aigov_checklist.models.measure import ChoiceMeasure, LevelsMeasure, QuantityMeasure
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Area, Indicator, Rubric
from aigov_checklist.structure import structure_of

_WIDTH = 110

_HOW_TO = """
How to fill this in. Each question stands as a comment above its answer, which is empty: {}
Replace {} by one of these, and leave {} where you have no answer yet (unanswered is never counted as zero):
  {level: 2, evidence: [{title: "Name of the document", url: "https://...", date: 2025}]}
  {no_information: "where you looked"}          nothing was found; counts lowest and is starred
  {not_applicable: "why"}                       leaves the sum; the reason is required
Evidence needs a url or a document reference to count. You may add: note, confidence (low, medium, high).
Check it with `aigov validate FILE`, score it with `aigov score FILE`.
"""


def blank_form(rubric: Rubric, *, kind: Kind, name: str, subject_id: str, tier: Tier, date: str) -> str:
    """The form for one subject; `date` is ISO 8601. It is a valid profile in which nothing is answered."""
    lines = [f"# {_one_line(rubric.label)}", f"# Rubric {rubric.id}, version {rubric.version}. Tier: {tier}."]
    lines += [f"# {line}".rstrip() for line in _HOW_TO.splitlines()]
    lines += [
        "",
        f"rubric: {{id: {rubric.id}, version: {rubric.version}}}",
        "kind: self-assessment          # self-assessment, desk-review or peer-review",
        f"date: {date}",
        "subject:",
        f"  id: {_quoted(subject_id)}" + ("    # ISO 3166-1 alpha-3" if kind == "country" else ""),
        f"  name: {_quoted(name)}",
        f"  kind: {kind}",
        f"tier: {tier}",
        "responses:",
    ]
    for node in structure_of(rubric).nodes.values():
        if isinstance(node, Area):
            asked = [leaf for leaf in node.indicators if _is_asked(leaf, kind, tier)]
            if asked:
                lines += ["", *_comment(_area_title(node), "  # === ")]
            for leaf in asked:
                lines += ["", *_question(leaf, kind, rubric), f"  {leaf.id}: {{}}"]
    return "\n".join(lines) + "\n"


def _is_asked(leaf: Indicator, kind: Kind, tier: Tier) -> bool:
    return kind in leaf.applies_to and (tier == "full" or leaf.tier == "essential")


def _question(leaf: Indicator, kind: Kind, rubric: Rubric) -> Iterator[str]:
    yield from _comment(f"{leaf.label}. {leaf.question or ''}".strip())
    if leaf.guidance:
        yield from _comment(f"Guidance: {leaf.guidance}")
    texts = leaf.descriptors(kind)
    match leaf.measure:
        case LevelsMeasure():
            for level in rubric.scale.levels:
                yield from _comment(texts.get(str(level.value), level.name), f"  #   {level.value}  ", "  #      ")
        case ChoiceMeasure(choices=choices):
            for choice in choices:
                yield from _comment(f"choice: {choice.code}  {choice.title or ''}".rstrip(), "  #   ", "  #      ")
        case QuantityMeasure(unit=unit):
            yield from _comment(f"quantity: a number{f', in {unit}' if unit else ''}", "  #   ")
    if leaf.evidence:
        yield from _comment(f"Evidence that would show it: {'; '.join(leaf.evidence)}.")


def _area_title(area: Area) -> str:
    return f"Area {area.number}: {area.label}" if area.number is not None else area.label


def _comment(text: str, first: str = "  # ", later: str = "  # ") -> list[str]:
    return textwrap.wrap(
        _one_line(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """The text in double quotes; JSON's escapes are YAML's."""
    return json.dumps(text, ensure_ascii=False)
