"""A rubric to start from: small, commented, and valid as it stands."""

from aigov_checklist.authoring.naming import refuse_id
from aigov_checklist.notation import scalar
from aigov_checklist.resources import data_folder

_ID, _TITLE = "id: my-rubric ", "title: Title of the checklist\n"


def starter(rubric_id: str, title: str | None = None) -> dict[str, bytes]:
    """The files of a rubric folder, each by its path in it. Raises UsageError for an id that cannot be used."""
    refuse_id(rubric_id)
    folder = data_folder("starter")
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))
    }
    head = files["rubric.yaml"].replace(_ID, f"id: {scalar(rubric_id)} ", 1)
    files["rubric.yaml"] = head.replace(_TITLE, f"title: {scalar(title)}\n", 1) if title else head
    return {name: text.encode("utf-8") for name, text in files.items()}
