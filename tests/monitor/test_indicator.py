# SPDX-License-Identifier: EUPL-1.2
"""Each indicator is data: it says what it counts, of whom, and what it does not say."""

from pathlib import Path

import pytest

from meedoen.monitor.cube import CountingUnit
from meedoen.monitor.indicator import (
    IndicatorKind,
    NoIndicator,
    Split,
    flows,
    indicators,
    read_indicators,
    unit_of,
)
from meedoen.monitor.sources.registry import KEYS
from meedoen.vocabulary.codes import Level

ROOT = Path(__file__).resolve().parents[2]
ALL = indicators()
ONE = """
key: iets
name: Iets
question: Hoeveel?
unit: person
kind: use
sources: [wmo]
levels: [gemeente]
"""
WAITING = (
    "niet_gebruik", "substitutie", "beweging", "wederkerigheid", "vrije_plekken",
    "onvervulde_wensen", "buiten_doelgroep", "eenzaamheid",
)  # fmt: skip


def test_every_source_has_the_figure_of_its_use_in_its_own_unit() -> None:
    for key in KEYS:
        one = ALL[f"gebruik_{key}"]
        assert (one.unit, one.sources, one.kind) == (unit_of(key), (key,), IndicatorKind.USE)
        assert one.denominator == {"person": "inwoners", "household": "huishoudens"}[one.unit.value]
        assert (one.split is Split.AGE) == (one.unit is CountingUnit.PERSON)


def test_a_source_per_wijk_has_no_figure_per_buurt() -> None:
    assert [key for key in KEYS if Level.BUURT not in ALL[f"gebruik_{key}"].levels] == [
        "wia", "wajong",
    ]  # fmt: skip
    assert "per wijk" in ALL["gebruik_wia"].caveats[-1]


def test_households_say_that_they_are_addresses() -> None:
    for one in ALL.values():
        of_rows = one.kind not in (IndicatorKind.FED, IndicatorKind.FIGURE)
        if one.unit is CountingUnit.HOUSEHOLD and of_rows:
            assert any("Een huishouden is hier een adres" in caveat for caveat in one.caveats)


def test_what_comes_and_goes_is_told_of_sources_that_say_from_when_until_when() -> None:
    for kind in ("instroom", "uitstroom"):
        assert {key for key in KEYS if f"{kind}_{key}" in ALL} == set(filter(flows, KEYS))


def test_every_indicator_says_what_it_does_not_say_and_asks_a_question() -> None:
    for one in ALL.values():
        assert one.caveats
        assert one.question.endswith("?")
        assert one.levels[0] is Level.GEMEENTE
        assert "{" not in one.name + one.question
        assert bool(one.denominator) == (one.minimum_denominator > 0)


@pytest.mark.parametrize("key", WAITING)
def test_an_indicator_without_a_feed_waits_for_it_and_takes_part_once_it_is_there(key: str) -> None:
    one = ALL[key]
    lost = one.waits_for(KEYS)
    assert lost
    assert one.waits_for([*KEYS, *lost]) == ()


def test_stacking_needs_two_sources_whichever() -> None:
    one = ALL["stapeling_personen"]
    assert one.waits_for(["wmo"]) == one.sources
    assert one.waits_for(["wmo", "vsv"]) == ()
    assert ALL["gebruik_wmo"].waits_for(["vsv"]) == ("wmo",)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("unit: person", "unit: both"),
        ("kind: use", "kind: guess"),
        ("[wmo]", "[wmo, elders]"),
        ("levels: [gemeente]", "levels: [straat]"),
        ("name: Iets", "score: 3"),
        (ONE, "iets"),
    ],
)
def test_what_describes_no_indicator_is_refused(was: str, becomes: str) -> None:
    assert [one.key for one in read_indicators(ONE)] == ["iets"]
    with pytest.raises(NoIndicator):
        list(read_indicators(ONE.replace(was, becomes)))


def test_every_indicator_stands_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "indicators.md").read_text("utf-8")
    for key, one in ALL.items():
        family = key.removesuffix(f"_{one.sources[0]}") if len(one.sources) == 1 else key
        assert f"`{family}_<source>`" in page or f"`{key}`" in page
        assert all(f"`{feed}`" in page or "feed of the same name" in page for feed in one.feeds)
