"""The text of a profile changed so that it says what it says under another version; the rest keeps its bytes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from aigov_checklist.editing import says
from aigov_checklist.migrating.fates import Passage
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.notation import scalar
from aigov_checklist.readers.draft import Draft
from aigov_checklist.readers.parts import Part, yaml_parts
from aigov_checklist.readers.places import Path
from aigov_checklist.readers.plain import is_json
from aigov_checklist.readers.sources import FileSource
from aigov_checklist.splicing import with_answer, with_step

Document = dict[str, Any]

_KEY = re.compile(r"[A-Za-z0-9._-]+|\"[A-Za-z0-9._-]+\"|'[A-Za-z0-9._-]+'")


def retyped(
    file: FileSource, before: Document, after: Document, new: Rubric, passages: Sequence[Passage]
) -> bytes | None:
    """The bytes that say `after` instead of `before`; None if the text is not written so that it can be changed."""
    text = file.data.decode("utf-8")
    if is_json(text, file.name):
        return None  # JSON has no comments that could be lost
    try:
        text = _with_new_head(text, after)
        text, now = _with_new_names(text, before["responses"], passages)
        text = _without(text, [name for name in now if name not in after["responses"]])
        text = _with_answers(text, {**before, "rubric": after["rubric"], "responses": now}, after, new, file.name)
    except (KeyError, StopIteration, yaml.YAMLError):
        return None
    history = list(before.get("history", ()))
    for step in after["history"][len(history) :]:
        text = next((one for one in with_step(text, history, step, is_json=False)), text)
        history.append(step)
    data = text.encode("utf-8", "replace")
    return data if says(Draft(file.name, data), after) else None


def _with_new_head(text: str, after: Document) -> str:
    part = yaml_parts(text)["rubric", "version"]
    version = after["rubric"]["version"]
    # In quotes if it was in quotes: somebody had a reason.
    quote = text[part.start] if text[part.start] in "\"'" else ""
    return f"{text[: part.start]}{quote}{version}{quote}{text[part.end :]}"


def _with_new_names(
    text: str, responses: Mapping[str, Document], passages: Sequence[Passage]
) -> tuple[str, dict[str, Document]]:
    """The text with other keys in front of the same answers, and what it then says under responses."""
    now = dict(responses)
    for passage in passages:
        for fate in passage.of("renamed"):
            (source,), (target,) = fate.sources, fate.targets
            if source in now:
                place = yaml_parts(text)["responses", source].key
                key = _KEY.match(text, place)
                if key is None:
                    raise KeyError(source)
                text = text[:place] + scalar(target) + text[key.end() :]
                now = {target if name == source else name: response for name, response in now.items()}
    return text, now


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        parts = yaml_parts(text)
        part = parts["responses", name]
        if parts["responses",].style != "block" or len(_keys(parts)) == 1:
            raise KeyError(name)
        start = text.rfind("\n", 0, part.key) + 1
        end = text.find("\n", part.end)
        text = text[:start] + ("" if end < 0 else text[end + 1 :])
    return text


def _keys(parts: Mapping[Path, Part]) -> list[Path]:
    return [path for path in parts if len(path) == 2 and path[0] == "responses"]


def _with_answers(text: str, said: Document, after: Document, new: Rubric, name: str) -> str:
    """The text, which says `said`, with every answer that is another one, or new, in its place."""
    order, wanted = list(new.indicators), after["responses"]
    now = {key: response for key, response in said["responses"].items() if key in wanted}
    for leaf_id, response in wanted.items():
        before = now.get(leaf_id)
        if before == response:
            continue
        now[leaf_id] = response
        ways = with_answer(text, leaf_id, before, response, order=order, is_json=False)
        drafts = ((way, Draft(name, way.encode("utf-8", "replace"))) for way in ways)
        text = next(way for way, draft in drafts if says(draft, {**said, "responses": now}))
    return text
