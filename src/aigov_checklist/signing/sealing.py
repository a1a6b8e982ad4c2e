"""Making a manifest of files, ready to be signed."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from aigov_checklist.errors import DocumentError, Problem, UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.manifest import Engine, ListedFile, Manifest
from aigov_checklist.signing.content import Content, content_of, is_safe, paths_in
from aigov_checklist.version import __version__

MANIFEST_NAME = "aigov-manifest.json"


def signature_place(manifest: Path) -> Path:
    """Where the signature of a manifest lies: beside it."""
    return manifest.with_name(f"{manifest.name}.sig")


def manifest_place(paths: Sequence[Path], output: Path | None = None) -> Path:
    """Where the manifest of a folder, or of files, lies: in the folder, or in the one that holds all the files.

    `output` names another folder around the files, or the manifest itself.  Raises UsageError if it can be neither.
    """
    if output is not None and output.is_dir():
        return output / MANIFEST_NAME
    if output is not None and output.suffix != ".json":
        raise UsageError(Message("{path} is neither a folder nor a name that ends in .json.", path=output))
    if output is not None:
        return output
    if _is_folder(paths):
        return paths[0] / MANIFEST_NAME
    around = os.path.commonpath([os.path.abspath(path.parent) for path in paths])  # noqa: PTH100 - links stay as they are
    return Path(os.path.relpath(around)) / MANIFEST_NAME


def manifest_of(paths: Sequence[Path], place: Path, *, key: Path) -> Manifest:
    """The manifest, at its place, of one folder with all in it, or of files.

    Raises UsageError if it would lie outside the folder or not around the files, or if the private key is among
    them; DocumentError with every file that cannot be listed.
    """
    own = (place.name, signature_place(place).name)
    names = [name for name in _names(paths, place.parent) if name not in own]
    if not names:
        raise UsageError(Message("There is no file to sign in {folder}.", folder=place.parent))
    if key.suffix != ".pub" and any(_is_same(place.parent / name, key) for name in names):
        raise UsageError(
            Message("The key {key} is among the files: whoever gets them gets the key. Keep it elsewhere.", key=key)
        )
    covers: Literal["files", "folder"] = "folder" if _is_folder(paths) else "files"
    files = _listed(place.parent, names)
    return Manifest(aigov_manifest=1, covers=covers, engine=Engine(version=__version__), files=files)


def _names(paths: Sequence[Path], folder: Path) -> list[str]:
    if not _is_folder(paths):
        return sorted({_below(folder, path) for path in paths})
    if not _is_same(folder, paths[0]):
        raise UsageError(Message("The manifest of the folder {folder} must lie in that folder.", folder=paths[0]))
    return paths_in(folder)


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)


def _is_folder(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].is_dir()


def _below(folder: Path, path: Path) -> str:
    if path.is_dir():
        raise UsageError(Message("{path} is a folder. Name files, or one folder and nothing else.", path=path))
    around, inner = (Path(os.path.abspath(one)) for one in (folder, path))  # noqa: PTH100 - links stay as they are
    if not inner.is_relative_to(around):
        raise UsageError(
            Message("{path} is not in {folder}, where the manifest lies. Choose a folder around all files with -o.",
                    path=path, folder=folder)
        )  # fmt: skip
    return inner.relative_to(around).as_posix()


def _listed(folder: Path, names: Iterable[str]) -> tuple[ListedFile, ...]:
    files, problems = [], []
    for name in names:
        found = content_of(folder, name) if is_safe(name) else _unsafe(folder, name)
        if isinstance(found, Content):
            files.append(ListedFile(path=name, bytes=found.bytes, sha256=found.sha256))
        else:
            problems.append(found)
    if problems:
        raise DocumentError(problems)
    return tuple(files)


def _unsafe(folder: Path, name: str) -> Problem:
    message = Message("This name cannot be signed: not every system reads it as the same.")
    hint = Message("Rename the file, without control characters, backslashes and what is not Unicode.")
    return Problem("unsafe-path", message, hint, file=str(folder / name))
