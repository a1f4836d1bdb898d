# SPDX-License-Identifier: EUPL-1.2
"""What a release shows stands in files that anybody can read, and reads back as it was."""

import hashlib
import json

import pytest

from meedoen.disclosure.folder import ReleaseProof, files_of, read_release
from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import CountRule, NoRule, Zero, read_rule
from meedoen.disclosure.tables import CountTable, Dimension, NoTable

PLACES = Dimension.of("place", [("north", "town"), ("town", None), ("south", "town")])
FORMS = Dimension.flat("form", ["paid", "free"])
COUNTS = CountTable.of_leaves([PLACES, FORMS], {("north", "paid"): 7, ("south", "free"): 9})


def published() -> Published:
    values = COUNTS.counts.copy()
    values[0, 1] = values[1, 1] = HIDDEN
    return Published((PLACES, FORMS), values, CountRule(5, Zero.HIDE))


def test_totals_are_added_up_along_every_tree() -> None:
    assert COUNTS.counts.tolist() == [[16, 7, 9], [7, 7, 0], [9, 0, 9]]
    assert [d.codes for d in COUNTS.dimensions] == [
        ("town", "north", "south"), ("_total", "paid", "free"),
    ]  # fmt: skip


def test_what_was_written_reads_back() -> None:
    shown = published()
    read = read_release(files_of(shown, ReleaseProof(((1, 2), (6, 7)))))
    assert read.dimensions == shown.dimensions
    assert read.rule == shown.rule
    assert read.values.tolist() == shown.values.tolist()


def test_rows_in_another_order_and_a_flat_dimension_without_a_file_read_the_same() -> None:
    files = files_of(published(), ReleaseProof(()))
    header, *rows = files["cells.csv"].decode().splitlines()
    files["cells.csv"] = ("\ufeff" + "\r\n".join([header, *rows[::-1]])).encode()
    del files["hierarchies/form.csv"]
    read = read_release(files)
    assert dict(read.rows()) == dict(published().rows())


def test_a_proof_carries_the_fingerprint_of_every_file() -> None:
    files = files_of(published(), ReleaseProof(((1, 2),)))
    proof = json.loads(files["proof.json"])
    assert set(proof["files"]) == set(files) - {"proof.json"}
    for path, digest in proof["files"].items():
        assert digest == hashlib.sha256(files[path]).hexdigest()


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("a", None), ("b", None)], "here 2"),
        ([], "here 0"),
        ([("a", None), ("b", "c")], "'c', which is not there"),
        ([("a", None), ("b", "c"), ("c", "b")], "in a circle"),
        ([("a", None), ("a", None)], "stands twice"),
    ],
)
def test_what_is_no_tree_is_refused(pairs: list[tuple[str, str | None]], said: str) -> None:
    with pytest.raises(NoTable, match=said):
        Dimension.of("place", pairs)


@pytest.mark.parametrize(
    ("key", "count", "said"),
    [
        (("town", "paid"), 1, "'town' has parts of its own"),
        (("west", "paid"), 1, "no code 'west'"),
        (("north", "paid"), -1, "nought or more, not -1"),
        (("north",), 1, "2 codes are needed"),
    ],
)
def test_what_is_no_count_of_a_part_is_refused(key: tuple[str, ...], count: int, said: str) -> None:
    with pytest.raises(NoTable, match=said):
        CountTable.of_leaves([PLACES, FORMS], {key: count})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "a rule is an object"),
        ({"threshold": 1}, "2 or more, not 1"),
        ({"threshold": 5.0}, "2 or more, not 5.0"),
        ({"threshold": True}, "2 or more, not True"),
        ({}, "2 or more, not None"),
        ({"threshold": 5, "zero": "shut"}, '"open" or "hide", not'),
        ({"threshold": 5, "zeros": "open"}, "zeros: there is no such part"),
    ],
)
def test_what_is_no_rule_is_refused(given: object, said: str) -> None:
    with pytest.raises(NoRule, match=said):
        read_rule(given)


def test_a_nought_is_open_unless_the_rule_says_otherwise() -> None:
    assert read_rule({"threshold": 5}) == CountRule(5, Zero.OPEN)
    assert read_rule({"threshold": 2, "zero": "hide"}).least == 0
