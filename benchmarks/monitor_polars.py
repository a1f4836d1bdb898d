# SPDX-License-Identifier: EUPL-1.2
"""The same counts by polars, lazily. Run: python monitor_polars.py FOLDER ANSWERS whole|yearly."""

import sys
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

DOMAINS = 17
EPOCH = date(1970, 1, 1)


def main() -> None:
    """Count, and keep the answers."""
    folder, answers, way = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    years = sorted({int(file.stem.rpartition("-")[2]) for file in folder.glob("open-*.parquet")})
    found: dict[str, list[np.ndarray]] = {"use": [], "people": [], "homes": []}
    for some in [years] if way == "whole" else [[year] for year in years]:
        files = [file for year in some for file in sorted(folder.glob(f"open-*-{year}.parquet"))]
        for name, table in counted(pl.scan_parquet(files), some).items():
            found[name].append(table)
    np.savez(answers, **{name: np.vstack(rows) for name, rows in found.items()})


def of_columns(columns: dict[str, np.ndarray], year: int) -> dict[str, np.ndarray]:
    """Count the rows of one year that lie in memory."""
    return counted(pl.LazyFrame(columns), [year])


def counted(rows: pl.LazyFrame, years: list[int]) -> dict[str, np.ndarray]:
    """Count use per buurt and age, and who has how many, of people and of homes."""
    after = {year: (date(year + 1, 1, 1) - EPOCH).days for year in years}
    bits = {domain: 1 << domain for domain in range(DOMAINS)}
    bit = pl.col("domain").replace_strict(bits, return_dtype=pl.UInt32)
    end = pl.col("year").replace_strict(after, return_dtype=pl.Int32)
    on_last_day = (pl.col("begins") < end) & (pl.col("ends") >= end - 1)
    people = (
        rows.with_columns(during=bit)
        .with_columns(at_end=pl.when(on_last_day).then(pl.col("during")).otherwise(0))
        .group_by("year", "person")
        .agg(
            pl.col("buurt").max(),
            pl.col("during").bitwise_or(),
            pl.col("at_end").bitwise_or(),
            pl.col("home").max(),
            pl.col("born").max(),
        )
        .with_columns(home=pl.when(pl.col("home") == 0).then("person").otherwise("home"))
        .collect(engine="streaming")
    )
    lived = pl.col("year") - pl.col("born")
    aow = pl.when(pl.col("year") < 2018).then(65).when(pl.col("year") < 2024).then(66).otherwise(67)
    age = (
        pl.when(pl.col("born") == 0).then(3).when(lived <= 26).then(0).when(lived < aow).then(1)
        .otherwise(2)
    )  # fmt: skip
    sums = [
        ((pl.col("during") & (1 << at)) > 0).sum().cast(pl.Int64).alias(str(at))
        for at in range(DOMAINS)
    ]
    homes = people.lazy().group_by("year", "home").agg(
        pl.col("buurt").max(), pl.col("at_end").bitwise_or()
    )  # fmt: skip
    use, one, other = pl.collect_all(
        [
            people.lazy().with_columns(age=age).group_by("year", "buurt", "age").agg(sums),
            stacked(people.lazy()),
            stacked(homes),
        ]
    )
    found = {"use": use, "people": one, "homes": other}
    return {name: table.to_numpy().astype(np.int64) for name, table in found.items()}


def stacked(people: pl.LazyFrame) -> pl.LazyFrame:
    """Count who has one, two, or three or more on the last day."""
    number = pl.col("at_end").bitwise_count_ones().clip(0, 3).alias("number")
    held = people.filter(pl.col("at_end") > 0)
    return held.group_by("year", "buurt", number).agg(pl.len().alias("many"))


if __name__ == "__main__":
    main()
