# SPDX-License-Identifier: EUPL-1.2
"""Of a file with the addresses of the country those of a municipality are kept, and of no other."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.address_files import (
    KeptAddresses,
    NoAddresses,
    keep_addresses,
    read_addresses,
)
from meedoen.monitor.addresses import HOUSE, POSTCODE, as_address
from meedoen.monitor.shelves import ADDRESSES

HERE, NORTH, SOUTH = "GM9901", "BU99010101", "BU99010102"
BUURTEN = {NORTH, SOUTH}
HEADING = "PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025"
ROWS = (
    "1234AB;12;99010101;990101;9901", "1234AB;14;99010102;990101;9901",
    "9999ZZ;1;470101;4701;47",
)  # fmt: skip


def file_of(folder: Path, heading: str, *rows: str) -> Path:
    """Write a file of addresses."""
    path = folder / "addresses.csv"
    path.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
    return path


def keep(folder: Path, heading: str, *rows: str) -> KeptAddresses:
    """Keep what a file says of here."""
    path = file_of(folder, heading, *rows)
    return keep_addresses(path, folder=folder, municipalities=[HERE])[HERE]


def place(folder: Path, postcode: str, house: str, *, municipality: str = HERE) -> tuple[str, str]:
    """Look an address up in what is kept."""
    asked = as_address(
        np.array([postcode.encode()], dtype=POSTCODE), np.array([house.encode()], dtype=HOUSE)
    )
    found = read_addresses(folder / municipality, buurten=BUURTEN).look_up(asked)
    return found.buurt[0], found.street[0]


def test_addresses_of_here_are_kept_with_whole_codes_and_no_others(tmp_path: Path) -> None:
    assert keep(tmp_path, HEADING, *ROWS) == KeptAddresses(2, 0, frozenset(BUURTEN))
    assert place(tmp_path, "1234AB", "12") == (NORTH, "")
    assert place(tmp_path, "1234AB", "14") == (SOUTH, "")
    assert place(tmp_path, "9999ZZ", "1") == ("", "")


def test_noughts_in_front_of_a_code_are_put_back(tmp_path: Path) -> None:
    file = file_of(tmp_path, HEADING, *ROWS)
    kept = keep_addresses(file, folder=tmp_path, municipalities=["GM0047", HERE])
    assert {code: one.buurten for code, one in kept.items()} == {
        "GM0047": frozenset({"BU00470101"}), HERE: frozenset(BUURTEN),
    }  # fmt: skip


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_whatever_parts_the_columns_and_however_they_are_headed(tmp_path: Path, mark: str) -> None:
    heading = mark.join(
        ("Buurtcode", '"Postcode"', "Huisnr", "Huisletter", "Toevoeging", "Straatnaam")
    )
    row = mark.join(("BU99010101", '"1234 ab"', "12", " a ", "2", '" Dorpsstraat"'))
    assert keep(tmp_path, heading, row).addresses == 1
    assert place(tmp_path, "1234AB", "12A2") == (NORTH, "Dorpsstraat")


def test_a_house_without_a_letter_or_a_street_is_an_address_too(tmp_path: Path) -> None:
    heading = "PC6;Huisnummer;Huisletter;Straat;Buurt"
    assert keep(tmp_path, heading, "1234AB;12;;;99010101").addresses == 1
    assert place(tmp_path, "1234AB", "12") == (NORTH, "")


def test_a_letter_and_an_addition_tell_houses_apart(tmp_path: Path) -> None:
    heading = "PC6;Huisnummer;Huisletter;Huisnummertoevoeging;Buurt"
    keep(tmp_path, heading, "1234AB;12;A;;99010101", "1234AB;12;B;;99010102",
         "1234AB;12;A;2;99010102", "1234AB;12;;3;99010101")  # fmt: skip
    found = [place(tmp_path, "1234AB", house)[0] for house in ("12A", "12B", "12A2", "12-3")]
    assert found == [NORTH, SOUTH, SOUTH, NORTH]


def test_of_two_headings_that_fit_the_first_counts(tmp_path: Path) -> None:
    keep(tmp_path, "PC6;Huisnummer;Buurt2025;Buurt2024", "1234AB;12;99010101;99010102")
    assert place(tmp_path, "1234AB", "12") == (NORTH, "")


@given(st.integers(0, 4), st.sets(st.sampled_from(["x", "0234AB", "1234A1", "1234ABC"])))
def test_what_is_no_address_is_counted_and_left_out(
    tmp_path_factory: pytest.TempPathFactory, good: int, wrong: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("addresses")
    rows = [f"1234AB;{number};99010101" for number in range(1, good + 1)]
    rows += [f"{postcode};1;99010102" for postcode in sorted(wrong)]
    rows += ["1234AB;zonder;99010102", "1234AB;1;9901x102", ";1;99010102", "1234AB;;99010102"]
    kept = keep(folder, "PC6;Huisnummer;Buurt2025", *rows)
    assert (kept.addresses, kept.wrong) == (good, len(wrong) + 4)
    assert kept.buurten == ({NORTH} if good else set())


def test_the_same_address_twice_is_one(tmp_path: Path) -> None:
    assert keep(tmp_path, HEADING, ROWS[0], ROWS[0]).addresses == 1


def test_a_later_file_takes_the_place_of_an_earlier_unless_it_has_nothing_of_here(
    tmp_path: Path,
) -> None:
    keep(tmp_path, HEADING, ROWS[0])
    keep(tmp_path, HEADING, "1234AB;12;99010102;990101;9901")
    assert place(tmp_path, "1234AB", "12") == (SOUTH, "")
    nothing = file_of(tmp_path, HEADING, ROWS[2])
    assert keep_addresses(nothing, folder=tmp_path, municipalities=[HERE]) == {}
    assert place(tmp_path, "1234AB", "12") == (SOUTH, "")


def test_for_no_municipality_nothing_is_kept(tmp_path: Path) -> None:
    file = file_of(tmp_path, HEADING, *ROWS)
    assert keep_addresses(file, folder=tmp_path, municipalities=[]) == {}


def test_an_address_in_a_buurt_that_nobody_knows_is_in_none(tmp_path: Path) -> None:
    keep(tmp_path, HEADING, "1234AB;12;99010909;990109;9901")
    assert place(tmp_path, "1234AB", "12") == ("", "")


def test_where_nothing_is_kept_every_address_is_unknown(tmp_path: Path) -> None:
    assert len(read_addresses(tmp_path / HERE, buurten=BUURTEN)) == 0


def test_where_they_cannot_be_kept_nothing_half_written_is_left(tmp_path: Path) -> None:
    (tmp_path / HERE / ADDRESSES).mkdir(parents=True)
    with pytest.raises(OSError, match=ADDRESSES):
        keep(tmp_path, HEADING, *ROWS)
    assert [one.name for one in (tmp_path / HERE).iterdir()] == [ADDRESSES]


def test_only_who_keeps_them_may_read_them_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = file_of(tmp_path, HEADING, *ROWS)
    keep_addresses(file, folder=tmp_path / "new" / "monitor", municipalities=[HERE])
    folder = tmp_path / "new" / "monitor" / HERE
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [one.name for one in folder.iterdir()] == [ADDRESSES]
    assert (folder / ADDRESSES).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"PC6;Nummer\n1234AB;1\n", "no house, buurt;"),
        (b"PC6;Huisnummer;Huisnummer;Buurt\n1234AB;1;1;99010101\n", "twice"),
        (b"PC6;Huisnummer;Buurt\xff\n1234AB;1;99010101\n", "no UTF-8"),
        (b"", "no postcode, house, buurt;"),
        (b'PC6;Huisnummer;Buurt\n"1234AB;1;99010101\n', r"as a table \(.* file .*a\.csv"),
    ],
)
def test_a_file_that_is_not_one_of_addresses_is_refused_with_the_reason(
    tmp_path: Path, text: bytes, why: str
) -> None:
    (tmp_path / "a.csv").write_bytes(text)
    with pytest.raises(NoAddresses, match=why):
        keep_addresses(tmp_path / "a.csv", folder=tmp_path, municipalities=[HERE])


def test_what_the_eye_does_not_see_in_front_of_the_headings_is_no_part_of_them(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbf" + f"{HEADING}\n{ROWS[0]}\n".encode())
    kept = keep_addresses(tmp_path / "a.csv", folder=tmp_path, municipalities=[HERE])
    assert kept[HERE].addresses == 1
