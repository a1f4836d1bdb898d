# SPDX-License-Identifier: EUPL-1.2
"""Reads the file of Statistics Netherlands with the buurt of every address, and keeps it (pure).

Source: CBS, `pc6hnrYYYYMMDD_gwb.csv`: PC6;Huisnummer;BuurtYYYY;WijkYYYY;GemeenteYYYY, codes without
their letters and without noughts in front. Nearly ten million rows; kept are those of some
municipalities.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.addresses import HOUSE, POSTCODE, AddressBook, empty_book
from meedoen.monitor.shelves import ADDRESSES
from meedoen.monitor.sources.specification import level
from meedoen.vocabulary.codes import AreaCode
from meedoen.vocabulary.house_number import level_house_number

MOST_MEMORY = "400MB"
_SEPARATORS = (";", ",", "\t", "|")
_HEADINGS = {
    "postcode": r"pc6|postcode6?",
    "house": r"huisnummer|huisnr",
    "letter": r"huisletter",
    "addition": r"(huisnummer)?toevoeging",
    "buurt": r"(buurt|buurtcode|bu)([0-9]{4}|code)?",
    "street": r"straat|straatnaam|openbareruimte|openbareruimtenaam",
}
_NEEDED = ("postcode", "house", "buurt")
_POSTCODE = r"^[1-9][0-9]{3}[A-Z]{2}$"


class NoAddresses(ValueError):
    """A file that is not one of addresses; the message says why."""


@dataclass(frozen=True)
class KeptAddresses:
    """What was kept of a municipality: how many addresses, how many were wrong, its buurten."""

    addresses: int
    wrong: int
    buurten: frozenset[str]


def keep_addresses(
    file: Path, *, folder: Path, municipalities: Collection[str]
) -> dict[str, KeptAddresses]:
    """Keep the addresses of these municipalities (GM0000), each in the place of those of before.

    One of which the file has none keeps what it had. Raises NoAddresses, and OSError.
    """
    separator, columns = _columns(file)
    kept = {}
    with duckdb.connect() as database:
        database.execute(f"SET memory_limit = '{MOST_MEMORY}'")
        database.execute("SET preserve_insertion_order = false")
        _gather(database, file, separator, columns, municipalities)
        for code in sorted(municipalities):
            found = database.execute(
                "SELECT DISTINCT postcode, house, buurt, street FROM gathered "
                "WHERE municipality = ?", [code],
            ).fetchnumpy()  # fmt: skip
            if len(found["postcode"]):
                kept[code] = _keep(folder / code, found)
    return kept


def _columns(file: Path) -> tuple[str, Mapping[str, str]]:
    """Find what parts the columns, and which heading holds what. Raises NoAddresses."""
    with file.open("rb") as opened:
        first = opened.readline(10_000)
    try:
        heading = first.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise NoAddresses("the first line is no UTF-8") from error
    separator = max(_SEPARATORS, key=heading.count)
    names = [name.strip('"') for name in heading.split(separator)]
    found = {
        ours: theirs
        for ours, shape in _HEADINGS.items()
        for theirs in reversed(names)
        if re.fullmatch(shape, level(theirs))
    }
    if missing := [name for name in _NEEDED if name not in found]:
        raise NoAddresses(
            f"the headings have no {', '.join(missing)}; they are PC6;Huisnummer;Buurt2025;"
            "Wijk2025;Gemeente2025, as Statistics Netherlands writes them"
        )
    if len(set(names)) < len(names):
        raise NoAddresses("a heading stands there twice")
    return separator, {ours: f'"{theirs}"' for ours, theirs in found.items() if '"' not in theirs}


def _gather(
    database: duckdb.DuckDBPyConnection, file: Path, separator: str, columns: Mapping[str, str],
    municipalities: Collection[str],
) -> None:  # fmt: skip
    """Put the rows of these municipalities in a table, with whole codes."""
    buurt = f"'BU' || lpad(regexp_replace(trim({columns['buurt']}), '^BU', ''), 8, '0')"
    house = " || ' ' || ".join(
        f"coalesce(trim({columns[name]}), '')"
        for name in ("house", "letter", "addition")
        if name in columns
    )
    street = f"coalesce(trim({columns['street']}), '')" if "street" in columns else "''"
    wanted = ", ".join(f"'{AreaCode(code)}'" for code in sorted(municipalities))
    try:
        # Each name of a column comes from the headings, without a quote in it.
        database.execute(
            f"""
            CREATE TEMP TABLE gathered AS SELECT * FROM (
                SELECT coalesce(upper(replace({columns["postcode"]}, ' ', '')), '') AS postcode,
                    {house} AS house, {buurt} AS buurt, {street} AS street,
                    'GM' || substr({buurt}, 3, 4) AS municipality
                FROM read_csv(?, delim = ?, header = true, all_varchar = true, quote = '"',
                    escape = '"', auto_detect = true)
            ) WHERE municipality IN ({wanted})
            """,  # noqa: S608
            [str(file), separator],
        )
    except duckdb.Error as error:
        raise NoAddresses(f"it cannot be read as a table ({str(error).splitlines()[0]})") from error


def _keep(folder: Path, found: Mapping[str, NDArray[Any]]) -> KeptAddresses:
    levelled = {text: _house(text) for text in set(found["house"])}
    columns = {**found, "house": np.array([levelled[text] for text in found["house"]])}
    shaped = re.compile(_POSTCODE)
    good = np.array(
        [
            house is not None and shaped.match(postcode) is not None and _is_buurt(buurt)
            for postcode, house, buurt in zip(
                columns["postcode"], columns["house"], columns["buurt"], strict=True
            )
        ]
    )
    rows = {name: values[good] for name, values in columns.items()}
    _write(folder, rows)
    return KeptAddresses(int(good.sum()), int((~good).sum()), frozenset(rows["buurt"]))


def _house(text: str) -> str | None:
    try:
        return level_house_number(text)
    except ValueError:
        return None


def _is_buurt(code: str) -> bool:
    try:
        AreaCode(code)
    except ValueError:
        return False
    return True


def _write(folder: Path, rows: Mapping[str, NDArray[np.object_]]) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f".{secrets.token_hex(8)}.part"
    try:
        with duckdb.connect() as database:
            database.register("given", dict(rows))
            database.execute(f"COPY (SELECT * FROM given) TO '{part}' (FORMAT parquet)")  # noqa: S608
        part.chmod(0o600)
        part.replace(folder / ADDRESSES)
    finally:
        part.unlink(missing_ok=True)


def read_addresses(folder: Path, *, buurten: Collection[str]) -> AddressBook:
    """Read what is kept of the addresses of a municipality; one in no known buurt is in none."""
    file = folder / ADDRESSES
    if not file.exists():
        return empty_book()
    with duckdb.connect() as database:
        found = database.execute("SELECT * FROM read_parquet(?)", [str(file)]).fetchnumpy()
    return AddressBook(
        found["postcode"].astype(POSTCODE),
        found["house"].astype(HOUSE),
        [code if code in buurten else "" for code in found["buurt"]],
        found["street"],
    )


def addresses_per_street(folder: Path) -> dict[tuple[str, str], int]:
    """Count the addresses of each street in each buurt, of those that have a street."""
    file = folder / ADDRESSES
    if not file.exists():
        return {}
    with duckdb.connect() as database:
        found = database.execute(
            "SELECT buurt, street, count(*) FROM read_parquet(?) WHERE street <> '' GROUP BY ALL",
            [str(file)],
        )
        return {(buurt, street): number for buurt, street, number in found.fetchall()}
