# SPDX-License-Identifier: EUPL-1.2
"""What suppliers of the invented region deliver is what the seventeen sources ask for."""

from pathlib import Path

import pytest

from meedoen.demonstration.helped import (
    STACKED_BUURT,
    Helped,
    stacked_street,
    streets,
    stretches,
)
from meedoen.demonstration.region import LONELY_WIJK
from meedoen.demonstration.source_files import (
    ELSEWHERE,
    HERE,
    YEARS,
    DeliveredFile,
    addresses,
    delivered,
)
from meedoen.interop.extracts.examining import examine
from meedoen.interop.extracts.profiles import Profile
from meedoen.monitor.sources.registry import KEYS, source
from meedoen.monitor.sources.specification import SourceForm

FILES = list(delivered())


def test_all_seventeen_sources_deliver_five_years_in_both_municipalities() -> None:
    found = {(one.municipality, one.source, one.year) for one in FILES}
    wanted = {(gm, key, year) for gm in (HERE, ELSEWHERE) for key in KEYS for year in YEARS}
    assert len(YEARS) == 5
    assert found == wanted
    assert len(FILES) == len(wanted)


def test_one_lets_rows_of_people_in_and_the_other_nothing_but_counts() -> None:
    for one in FILES:
        may = one.municipality == HERE and source(one.source).shape(SourceForm.ROWS) is not None
        assert (one.form is SourceForm.ROWS) == may
    assert not any("bsn" in one.text.splitlines()[0] for one in FILES if one.municipality != HERE)


@pytest.mark.parametrize("delivery", FILES, ids=lambda one: one.name)
def test_nothing_is_wrong_with_a_file(delivery: DeliveredFile, tmp_path: Path) -> None:
    file = tmp_path / delivery.name
    file.write_text(delivery.text)
    found: list[object] = []
    examined = examine(
        file, source=source(delivery.source), year=delivery.year, profile=Profile(),
        tell=found.extend, tell_late=found.extend,
    )  # fmt: skip
    assert found == []
    assert examined.good == examined.rows > 0
    assert examined.form is delivery.form


def test_every_address_in_a_file_is_known() -> None:
    known = {tuple(line.split(";")[:2]) for line in addresses().splitlines()[1:]}
    assert {(one.who.postcode, str(one.who.number)) for one in stretches()} <= known


def test_a_postcode_is_of_one_street() -> None:
    assert len({one.postcode for one in streets()}) == len(streets())


def test_numbers_of_invented_people_are_given_out_to_nobody() -> None:
    assert all(one.who.bsn.startswith("999") for one in stretches())


def test_few_have_help_where_many_are_lonely() -> None:
    def per_home(buurten: str) -> float:
        homes = sum(one.homes for one in streets() if one.buurt.startswith(buurten))
        return len({x.who for x in stretches() if x.who.buurt.startswith(buurten)}) / homes

    assert per_home("BU" + LONELY_WIJK[2:]) < 0.6 * per_home("BU9901")


def test_help_comes_together_in_one_street() -> None:
    had: dict[Helped, set[str]] = {}
    for one in stretches():
        had.setdefault(one.who, set()).add(one.source)

    def several_per_home(street: str) -> float:
        homes = sum(one.homes for one in streets() if street in ("", one.name))
        return sum(len(had[one]) > 1 for one in had if street in ("", one.street)) / homes

    assert several_per_home(stacked_street()) > 4 * several_per_home("")
    assert {one.buurt for one in streets() if one.name == stacked_street()} == {STACKED_BUURT}
