"""Draws written to a file and read back, so that anybody can make the same simulation again, number by number."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import fields
from typing import BinaryIO

import numpy as np

from aigov_checklist.errors import DocumentError, Problem
from aigov_checklist.kernel.plan import Floats
from aigov_checklist.message import Message
from aigov_checklist.robustness.drawing import Draws
from aigov_checklist.robustness.simulating import DRAWS_A_BLOCK
from aigov_checklist.robustness.uncertain import Uncertain

_ABOUT = "about"
_WEIGHTS = "weights."
_SINGLE = tuple(field.name for field in fields(Draws) if field.name not in ("size", "weights"))

Block = Callable[[], Draws]


def write_draws(blocks: list[Block], uncertain: Uncertain, stream: BinaryIO) -> None:
    """Write all draws as an .npz file: numpy's own, an array a parameter with a row a draw, and what they are for."""
    drawn = [block() for block in blocks]
    arrays = {f"{_WEIGHTS}{node}": np.concatenate([d.weights[node] for d in drawn]) for node in drawn[0].weights}
    for name in _SINGLE:
        if getattr(drawn[0], name) is not None:
            arrays[name] = np.concatenate([getattr(d, name) for d in drawn])
    np.savez(stream, allow_pickle=False, **{_ABOUT: np.array(json.dumps(_about(uncertain)))}, **arrays)


def read_draws(name: str, data: bytes, uncertain: Uncertain, *, limit: int) -> list[Block]:
    """The draws of such a file, in blocks.

    Raises DocumentError for a file that is no such one, or that was drawn for another rubric or other
    assumptions.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > limit:
                raise _refusal(name, Message("The draws are larger than the limit of {limit:,} bytes.", limit=limit))
        with np.load(io.BytesIO(data), allow_pickle=False) as loaded:
            arrays = {key: loaded[key] for key in loaded.files}
        about = json.loads(str(arrays.pop(_ABOUT)))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        raise _refusal(name, Message("This is not a file that --write-draws made.")) from None
    if about != _about(uncertain):
        raise _refusal(name, Message("These draws were made for another rubric or other assumptions."))
    _check_shapes(name, arrays, uncertain)
    size = len(next(iter(arrays.values())))
    return [_block(arrays, start) for start in range(0, size, DRAWS_A_BLOCK)]


def _block(arrays: dict[str, Floats], start: int) -> Block:
    def block() -> Draws:
        some = {key: array[start : start + DRAWS_A_BLOCK] for key, array in arrays.items()}
        weights = {key.removeprefix(_WEIGHTS): array for key, array in some.items() if key.startswith(_WEIGHTS)}
        single = {key: array for key, array in some.items() if not key.startswith(_WEIGHTS)}
        return Draws(size=len(next(iter(some.values()))), weights=weights, **single)

    return block


def _about(uncertain: Uncertain) -> dict[str, str]:
    rubric = uncertain.rubric
    return {
        "rubric": rubric.id,
        "version": rubric.version,
        "digest": rubric.digest,
        "assumptions": uncertain.assumptions.digest,
    }


def _check_shapes(name: str, arrays: dict[str, Floats], uncertain: Uncertain) -> None:
    plan, levels = uncertain.plan, len(uncertain.ladder)
    widths: dict[str, tuple[int, ...]] = {f"{_WEIGHTS}{node.id}": (len(node.children),) for node in plan.nodes.values()}
    widths |= {"coding": (levels,), "unanswered": (len(plan.leaves),), "confidence": (len(plan.leaves),)}
    widths |= {"aggregation": ()}
    sizes = {len(array) if array.ndim else 0 for array in arrays.values()}
    is_numbers = all(array.dtype.kind in "fu" and np.isfinite(array).all() for array in arrays.values())
    fits = all(key in widths and array.shape[1:] == widths[key] for key, array in arrays.items())
    if not (arrays and fits and is_numbers and len(sizes) == 1 and 0 not in sizes):
        raise _refusal(name, Message("The draws do not fit the rubric: the file has been changed."))


def _refusal(name: str, message: Message) -> DocumentError:
    hint = Message("Draw again with --write-draws, or leave --draws-from out.")
    return DocumentError([Problem("not-draws", message, hint, file=name)])
