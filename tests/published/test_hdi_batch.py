"""All 6,435 country-years of the Human Development Report as one batch, with the published values and ranks."""

import csv
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from aigov_checklist.cli import aigov
from aigov_checklist.rounding import round_half_up

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    folder = tmp_path_factory.mktemp("hdi")
    arguments = ["batch", "hdi_1990_2022.csv", "--rubric", "hdi.yaml", "--columns", "hdi_columns.yaml"]
    paths = [str(HERE / argument) if (HERE / argument).exists() else argument for argument in arguments]
    result = CliRunner().invoke(aigov, [*paths, "-o", str(folder)])
    assert result.exit_code == 0, result.stderr
    assert "6,435 profiles scored, 0 refused" in result.stderr
    return pl.read_parquet(folder / "scores" / "*.parquet")


def published(column: str) -> dict[tuple[str, str], str]:
    with (HERE / "hdi_1990_2022.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["iso3"], f"{row['year']}-12-31"): row[column] for row in csv.DictReader(lines) if row[column]}


def test_every_published_value_comes_out_of_the_batch(scores: pl.DataFrame) -> None:
    rows = scores.select("subject", "date", "overall.declared.value").iter_rows()
    values = {(subject, date): value for subject, date, value in rows}
    expected = published("hdi_published")
    assert len(values) == 6_435
    assert len(expected) == 5_808
    assert {key: round_half_up(values[key], 3) for key in expected} == {
        key: float(hdi) for key, hdi in expected.items()
    }


def test_what_has_no_published_value_is_incomplete_but_for_rwanda_before_1995(scores: pl.DataFrame) -> None:
    # The report gives Rwanda's four figures of those years and no index: life expectancy was below its goalpost.
    without = scores.filter(
        pl.concat_str("subject", "date").is_in([a + b for a, b in published("hdi_published")]).not_()
    )
    assert without.height == 627
    complete = without.filter(pl.col("overall.declared.coverage") == 1)
    assert complete.select("subject", "date").rows() == [("RWA", f"{year}-12-31") for year in range(1990, 1995)]


def test_the_ranks_of_2022_come_out_of_the_batch(scores: pl.DataFrame) -> None:
    complete = scores.filter((pl.col("date") == "2022-12-31") & (pl.col("overall.declared.coverage") == 1))
    rounded = pl.col("overall.declared.value").map_elements(lambda value: round_half_up(value, 3), pl.Float64)
    ranked = complete.select("subject", "date", rounded.rank("min", descending=True).alias("rank"))
    found = {(subject, date): str(rank) for subject, date, rank in ranked.iter_rows()}
    assert found == {key: rank.partition(".")[0] for key, rank in published("hdi_rank_published").items()}
