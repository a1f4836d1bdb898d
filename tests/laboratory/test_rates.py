# SPDX-License-Identifier: EUPL-1.2
"""The file with shares is read key by key: what cannot be is refused in words, never drawn from."""

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from meedoen.laboratory.population import RATES, UnusableRates, load_rates
from meedoen.laboratory.rates import check_rates

SMALL: dict[str, Any] = {
    "areas": {"young": 0.2, "old": 0.25, "source": "aanname"},
    "ages": {
        "source": "aanname",
        "young": [0.3, 0.3, 0.4],
        "middle": [0.1] * 10,
        "old": [0.5, 0.1, 0.1, 0.1, 0.1, 0.1],
    },
    "facts": [
        {"fact": "studie", "source": "aanname", "unknown": 0.1,
         "rows": [{"when": {"age": [18, 27]}, "shares": {"ja": 0.25, "nee": 0.75}},
                  {"shares": {"nee": 1}}]},
        {"fact": "werk", "source": "aanname",
         "rows": [{"when": {"studie": ["ja"]}, "shares": {True: 0.3}}]},
    ],
}  # fmt: skip


def changed(*path: Any, to: Any) -> dict[str, Any]:
    """Give the small file with one value changed, at a path of keys and places."""
    whole: Any = deepcopy(SMALL)
    part = whole
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return dict(whole)


def faults(raw: object) -> str:
    with pytest.raises(UnusableRates) as caught:
        check_rates(raw, source="shares.yaml")
    return str(caught.value)


def test_our_own_shares_and_a_small_right_file_are_taken() -> None:
    check_rates(SMALL, source="shares.yaml")
    assert load_rates(RATES).young == 0.15


SHARES = [
    ("areas", "young"),
    ("areas", "old"),
    ("ages", "middle", 3),
    ("facts", 0, "unknown"),
    ("facts", 0, "rows", 0, "shares", "ja"),
    ("facts", 1, "rows", 0, "shares", True),
]


@pytest.mark.parametrize("path", SHARES)
@pytest.mark.parametrize(
    "value",
    [
        15,
        -0.1,
        1.5,
        Decimal(15),
        Decimal("NaN"),
        float("nan"),
        float("inf"),
        "0.15",
        "15%",
        True,
        None,
        [0.1],
        "0,15",
    ],
)
def test_a_share_is_a_number_between_nought_and_one(path: tuple[Any, ...], value: Any) -> None:
    said = faults(changed(*path, to=value))
    assert said.startswith("shares.yaml, ")
    assert "between 0 and 1" in said or "is no number" in said


def test_percents_are_seen_and_shown_as_the_share_they_are() -> None:
    said = faults(changed("areas", "young", to=15))
    assert said == (
        "shares.yaml, areas, young: 15 does not lie between 0 and 1. 15 percent is 0.15."
    )


@given(young=st.floats(0, 1), old=st.floats(0, 1))
def test_young_and_old_never_make_more_than_everybody(young: float, old: float) -> None:
    raw = changed("areas", "young", to=young)
    raw["areas"]["old"] = old
    if young + old > 1.001:
        assert "make more than 1 together" in faults(raw)
    elif young + old <= 1:
        check_rates(raw, source="shares.yaml")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (changed("ages", "old", to=[0.5, 0.5]), "ages, old: is no list of 6 shares"),
        (changed("ages", "old", to=[0.5, 0, 0, 0, 0, 0]), "the shares make 0.5000 and not 1"),
        (changed("facts", 0, "rows", 1, "shares", to={"nee": 0.5}), "studie, row 2, shares: the"),
        (changed("area", to={}), "the file, area: is no key here; did you mean areas."),
        (changed("areas", "yong", to=0.1), "areas, yong: is no key here; did you mean young."),
        (changed("facts", 0, "unknwon", to=0.1), "did you mean unknown."),
        (changed("facts", 1, "rows", 0, "wen", to={}), "did you mean when."),
        (changed("facts", 1, "rows", 0, "when", to={"stude": ["ja"]}), "did you mean studie."),
        (changed("facts", 0, "rows", 0, "when", to={"werk": [True]}), "no fact that stands above"),
        (changed("facts", 0, "rows", 0, "when", to={"age": [27, 18]}), "no two ages"),
        (changed("facts", 0, "rows", 0, "when", to={"age": 18}), "is no list"),
        (changed("facts", 0, "rows", to=[]), "studie, rows: is no list of rows"),
        (changed("facts", 0, "rows", 0, to="ja"), "row 1: holds no keys"),
        (changed("facts", 0, "rows", 0, "shares", to={}), "holds no answers"),
        (changed("facts", 0, "source", to=""), "studie, source: is empty"),
        (changed("facts", 1, "fact", to="studie"), "studie: stands there twice"),
        (changed("facts", 1, "fact", to=3), "is no name"),
        (changed("facts", 1, to=None), "facts, number 2: holds no keys"),
        (changed("facts", to={}), "facts: is no list"),
        (changed("areas", to=0.2), "areas: holds no keys"),
        (changed("ages", to=[]), "ages: holds no keys"),
        ([], "the file: holds no keys"),
        (None, "the file: holds no keys"),
    ],
)
def test_each_wrong_key_is_named_with_what_to_do(raw: object, said: str) -> None:
    assert said in faults(raw)


@pytest.mark.parametrize(
    "path", [("areas", "young"), ("ages", "old"), ("facts",), ("facts", 0, "rows"), ("areas",)]
)
def test_a_missing_key_is_named(path: tuple[Any, ...]) -> None:
    raw: Any = deepcopy(SMALL)
    part = raw
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    assert f"the key {path[-1]} is missing" in faults(raw)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("areas: {young: [", "not readable YAML"),
        ("", "holds no keys"),
        (yaml.safe_dump(SMALL) + "areas: {}\n", "areas (line "),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "shares.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableRates, match=r"shares\.yaml") as caught:
        load_rates(file)
    assert said in str(caught.value)


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableRates, match=r"none\.yaml: there is no such file.*\w\. Mend"):
        load_rates(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfea\x00")
    with pytest.raises(UnusableRates, match="UTF-8"):
        load_rates(tmp_path / "bytes.yaml")
