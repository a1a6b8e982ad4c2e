"""Two versions of a small rubric, changed as a test wants, and random ones with a migration between them."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

from aigov_checklist import Rubric
from aigov_checklist.migrating.rules import check_migration
from aigov_checklist.models.migration import Migration
from conftest import HERE
from strategies import as_rubric

Document = dict[str, Any]

EXAMPLE = HERE.parent / "docs" / "examples" / "versions"
SUBJECT = {"id": "office-7", "name": "Office 7", "kind": "organization"}


def as_migration(document: Document) -> Migration:
    return Migration.model_validate_json(json.dumps(document))


def version(number: str, *indicators: Document, **keys: Any) -> Rubric:
    return as_rubric({"id": "office", "version": number, "areas": [{"id": "all", "indicators": indicators}]} | keys)


def migration(**told: Any) -> Migration:
    return as_migration({"rubric": "office", "from": "1.0.0", "to": "1.1.0"} | told)


def answers(responses: Document, number: str = "1.0.0") -> Document:
    return {
        "rubric": {"id": "office", "version": number},
        "kind": "self-assessment",
        "date": "2026-11-21",
        "subject": SUBJECT,
        "responses": responses,
    }


@st.composite
def migrations(draw: st.DrawFn, document: Document) -> tuple[Rubric, Rubric, Migration]:
    """A random rubric, its next version, and what becomes of every indicator of it on the way."""
    old = as_rubric(document)
    changed = copy.deepcopy(document) | {"version": "1.1.0"}
    told: dict[str, list[Any]] = {"renamed": [], "split": [], "merged": [], "dropped": []}
    groups = _groups(changed)
    for group in groups:
        place, taken = 0, set[str]()
        while place < len(group):
            leaf = group[place]
            name = leaf["id"]
            how = draw(st.sampled_from(("kept", "kept", *told, "retired")))
            is_free = name not in taken
            if how == "renamed" and is_free:
                told[how].append({"from": name, "to": f"{name}-new"})
                leaf["id"] = f"{name}-new"
            elif how == "dropped" and is_free:
                told[how].append({"from": name, "reason": "not asked any more"})
                leaf["id"] = f"{name}-other"
            elif how == "split" and is_free:
                second = {**leaf, "id": f"{name}-second"}
                group.insert(place + 1, second)
                taken.add(second["id"])
                is_ladder = "measure" not in leaf
                says = st.sampled_from(
                    ("answer", "at_least", "at_most", "nothing") if is_ladder else ("answer", "nothing")
                )
                parts = {name: draw(says), second["id"]: draw(says)}
                told[how].append({"from": name, "to": parts, "reason": "two questions in one"})
            elif how == "merged" and is_free:
                twins = [other for other in group[place + 1 :] if other.get("measure") == leaf.get("measure")]
                twins = [other for other in twins if other["id"] not in taken]
                if twins:
                    rule = draw(st.sampled_from(("lowest", "highest", "equal")))
                    told[how].append(
                        {"from": [name, twins[0]["id"]], "to": name, "rule": rule, "reason": "asked twice"}
                    )
                    group.remove(twins[0])
            elif how == "retired" and is_free and "planned" not in leaf:
                leaf["retired"] = {"version": "1.1.0", "reason": "asked elsewhere"}
            place += 1
    new = as_rubric(changed)
    found = as_migration({"rubric": old.id, "from": "1.0.0", "to": "1.1.0"} | dict(told))
    assert list(check_migration(found, old, new)) == []
    return old, new, found


def _groups(document: Document) -> list[list[Document]]:
    waiting, found = list(document["areas"]), []
    for area in waiting:  # grows while it is walked
        waiting += area.get("areas", [])
        if "indicators" in area:
            found.append(area["indicators"])
    return found
