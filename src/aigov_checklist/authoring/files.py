"""A rubric document as the files of a folder: one for what the areas share, and one an area."""

from typing import Any

from aigov_checklist.notation import document_bytes

ENDINGS = (".yaml", ".yml", ".json")
"""Of a rubric in one file."""


def folder_files(document: dict[str, Any]) -> dict[str, bytes]:
    """The files by their paths in the folder; areas keep their order by the numbers in their names."""
    head = {key: value for key, value in document.items() if key != "areas"}
    areas = {f"areas/{number:02}-{area['id']}.yaml": area for number, area in enumerate(document["areas"], 1)}
    return {name: document_bytes(part, name) for name, part in {"rubric.yaml": head, **areas}.items()}
