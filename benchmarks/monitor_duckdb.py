# SPDX-License-Identifier: EUPL-1.2
"""The same counts by DuckDB: a mask of domains per person, all years in one or one by one.

Run: python monitor_duckdb.py FOLDER ANSWERS whole|yearly
"""

import sys
from pathlib import Path

import duckdb
import numpy as np

DOMAINS = 17
_PEOPLE = """
CREATE OR REPLACE TEMP TABLE people AS
SELECT year, person, max(buurt) AS buurt,
  bit_or(1::UINTEGER << domain) AS during,
  bit_or(CASE WHEN begins < day(year + 1) AND ends >= day(year + 1) - 1
         THEN 1::UINTEGER << domain ELSE 0::UINTEGER END) AS at_end,
  CASE WHEN max(home) = 0 THEN person ELSE max(home) END AS home, max(born) AS born
FROM {rows} GROUP BY year, person
"""
_USE = """
SELECT year, buurt, CASE WHEN born = 0 THEN 3 WHEN year - born <= 26 THEN 0
  WHEN year - born < CASE WHEN year < 2018 THEN 65 WHEN year < 2024 THEN 66 ELSE 67 END THEN 1
  ELSE 2 END AS age, {sums}
FROM people GROUP BY ALL
"""
_STACKED = """
SELECT year, buurt, least(bit_count(at_end), 3) AS number, count(*) AS many
FROM {people} WHERE at_end > 0 GROUP BY ALL
"""
_HOMES = """
CREATE OR REPLACE TEMP TABLE homes AS
SELECT year, max(buurt) AS buurt, bit_or(at_end) AS at_end FROM people GROUP BY year, home
"""


def main() -> None:
    """Count, and keep the answers."""
    folder, answers, way = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    years = sorted({file.stem.rpartition("-")[2] for file in folder.glob("open-*.parquet")})
    found: dict[str, list[np.ndarray]] = {"use": [], "people": [], "homes": []}
    with duckdb.connect() as database:
        prepare(database)
        for pattern in ["*"] if way == "whole" else years:
            rows = f"read_parquet('{folder}/open-*-{pattern}.parquet')"
            for name, table in counted(database, rows).items():
                found[name].append(table)
    np.savez(answers, **{name: np.vstack(rows) for name, rows in found.items()})


def prepare(database: duckdb.DuckDBPyConnection) -> None:
    """Declare what the queries use."""
    database.execute(
        "CREATE MACRO day(y) AS date_diff('day', DATE '1970-01-01', make_date(y::INT, 1, 1))"
    )


def counted(database: duckdb.DuckDBPyConnection, rows: str) -> dict[str, np.ndarray]:
    """Count use per buurt and age, and who has how many, of people and of homes."""
    sums = ", ".join(f"sum((during >> {at}) & 1)::BIGINT" for at in range(DOMAINS))
    database.execute(_PEOPLE.format(rows=rows))
    database.execute(_HOMES)
    queries = {
        "use": _USE.format(sums=sums),
        "people": _STACKED.format(people="people"),
        "homes": _STACKED.format(people="homes"),
    }
    return {
        name: np.column_stack(
            [np.asarray(one) for one in database.execute(query).fetchnumpy().values()]
        )
        for name, query in queries.items()
    }


if __name__ == "__main__":
    main()
