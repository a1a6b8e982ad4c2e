"""What one worker does with a piece: settle it by its lane, score it, write its part."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from aigov_checklist.batch.columns import Mapping
from aigov_checklist.batch.fast import Decoder
from aigov_checklist.batch.files import FileLane
from aigov_checklist.batch.formats import Format
from aigov_checklist.batch.lines import LineLane
from aigov_checklist.batch.outcome import Identity, Settled, reject
from aigov_checklist.batch.parts import Parts
from aigov_checklist.batch.pieces import BrokenPiece, FilesPiece, LinesPiece, Piece, RowsPiece, broken
from aigov_checklist.batch.scores import indicator_table, score_table
from aigov_checklist.batch.tables import TableLane
from aigov_checklist.kernel.compiling import compile_plan
from aigov_checklist.kernel.encoding import encoded
from aigov_checklist.lenses import Lens
from aigov_checklist.models.rubric import Rubric


class Recipe(NamedTuple):
    """How profiles are to be scored, and what is to be written about them."""

    rubric: Rubric
    mapping: Mapping
    lenses: Sequence[Lens]
    views: bool
    indicators: bool
    format: Format
    limit: int


class Worker:
    """Works on pieces for one recipe and output folder; made once a process."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        self.recipe = recipe
        self.parts = Parts(folder, recipe.format)
        self.plan = compile_plan(recipe.rubric)
        decoder = Decoder(recipe.rubric, self.plan)
        self.files = FileLane(recipe.rubric, self.plan, decoder, limit=recipe.limit)
        self.lines = LineLane(recipe.rubric, self.plan, decoder, limit=recipe.limit)
        self.tables = TableLane(recipe.rubric, self.plan, recipe.mapping)

    def work(self, number: int, piece: Piece) -> dict[str, Any]:
        """Write the part of a piece; returns what is noted of it: counts by source, and digests of whole files."""
        settled = list(self._settled(piece))
        tables = self._tables(settled)
        rejects = sorted((refused for one in settled for refused in one.rejects), key=lambda refused: refused.line)
        scored = Counter[str]()
        for one in settled:
            scored.update(one.identity.by_source())
        noted: dict[str, Any] = {
            "scored": dict(scored),
            "rejected": dict(Counter(refused.source for refused in rejects)),
            "digests": {path: digest for one in settled for path, digest in one.digests.items()},
        }
        return self.parts.write(number, tables, rejects, noted)

    def empty_tables(self) -> dict[str, pl.DataFrame]:
        """The tables of no profiles, for their columns."""
        return self._tables([Settled(Identity(), encoded((), self.plan), ())])

    def _settled(self, piece: Piece) -> Iterator[Settled]:
        match piece:
            case FilesPiece(paths):
                yield from self.files.settle(paths)
            case LinesPiece():
                try:
                    yield from self.lines.settle(piece.blocks(self.recipe.limit), piece.path, piece.first_line)
                except OSError as error:
                    yield self._refused(broken(piece.path, error, piece.first_line))
            case RowsPiece(path, lines, frame):
                yield from self.tables.settle(frame, path, lines)
            case BrokenPiece():
                yield self._refused(piece)

    def _refused(self, piece: BrokenPiece) -> Settled:
        refused = reject(piece.path, piece.line, piece.text, (piece.problem,))
        return Settled(Identity(), encoded((), self.plan), (refused,))

    def _tables(self, settled: Sequence[Settled]) -> dict[str, pl.DataFrame]:
        recipe = self.recipe
        scores = [score_table(one, self.plan, recipe.lenses, views=recipe.views) for one in settled]
        tables = {"scores": _in_order(scores, settled)}
        if recipe.indicators:
            tables["indicators"] = _in_order([indicator_table(one, self.plan) for one in settled], settled)
        return tables


def _in_order(tables: Sequence[pl.DataFrame], settled: Sequence[Settled]) -> pl.DataFrame:
    """The rows of all tables as they stood in the piece; a profile may have several."""
    whole = [(table, np.asarray(one.order)) for table, one in zip(tables, settled, strict=True) if table.height]
    if len(whole) < 2:
        return whole[0][0] if whole else tables[0]
    order = np.concatenate([np.tile(order, table.height // len(order)) for table, order in whole])
    return pl.concat([table for table, _ in whole])[np.argsort(order, kind="stable")]
