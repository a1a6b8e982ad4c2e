"""An evidence item, asked part by part, each again until the profile could take it."""

from collections.abc import Callable

from aigov_checklist.cli.asking import ask, tell_plainly
from aigov_checklist.cli.kept import Kept
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.editing import Edit, evidence_item
from aigov_checklist.errors import DocumentError
from aigov_checklist.interviewing.answers import is_address

Item = dict[str, str | int]


def asked_evidence(leaf_id: str, kept: Kept) -> Item:
    """The title, the address or document, and the date of an item; empty if no title is typed."""
    say = spoken().say

    def part(prompt: str, item_with: Callable[[str], Item], without: Item) -> Item:
        while text := ask(prompt):
            try:
                kept.check(leaf_id, Edit(evidence=[item_with(text)]))
            except DocumentError as error:
                tell_plainly(error.problems)
            else:
                return item_with(text)
        return without

    titled = part(say("Title of the evidence (Enter: no evidence): "), evidence_item, {})
    if not titled:
        return {}
    placed = part(
        say("Its address (https://...) or, if it has none, which document it is: "),
        lambda text: titled | {"url" if is_address(text) else "document": text},
        titled,
    )
    return part(
        say("Its date, a year, a month or a day (Enter: not known): "),
        lambda text: placed | evidence_item(str(titled["title"]), day=text),
        placed,
    )
