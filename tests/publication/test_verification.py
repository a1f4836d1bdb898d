# SPDX-License-Identifier: EUPL-1.2
"""A proof is checked by who shares nothing with its maker: what is right passes, a lie does not."""

import json
import os
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meedoen.publication.verification import CannotBeRead, Verification, read_folder, verify
from tests.publication.releases import (
    COUNTS,
    GEO,
    HIDDEN,
    TREES,
    WORK,
    Trees,
    added_up,
    digest,
    extremes,
    flat,
    leaves,
    possible,
    proof_of,
    release,
    seal,
    table_of,
    town,
    written,
)

Files = dict[str, bytes]
LOW, HIGH = [1, 10, 9, 2], [9, 2, 1, 10]  # the ends between which the town's hidden cells can be


def told(files: Files, *earlier: Files) -> str:
    """All that is said of a release, in lines."""
    found = verify(files, earlier)
    return "\n".join([found.summary, *found.faults, *found.notes])


def with_tables(files: Files, tables: Any, **other: Any) -> Files:
    files = dict(files)
    seal(files, {**proof_of(files), "tables": tables, **other})
    return files


# What is right


def test_a_release_that_is_right_has_no_fault() -> None:
    found = verify(town())
    assert (found.faults, found.notes) == ([], [])
    assert found.summary == (
        "4 hidden cells, narrowest interval 8, required 5, with 0 earlier releases"
    )


def test_where_nothing_is_hidden_there_is_no_narrowest_interval() -> None:
    found = verify(release(TREES, dict.fromkeys(leaves(TREES), 9), (), [[], []]))
    assert found.faults == []
    assert found.summary == (
        "0 hidden cells, narrowest interval none, required 5, with 0 earlier releases"
    )


def test_where_nothing_is_hidden_no_table_is_needed() -> None:
    assert verify(release(TREES, dict.fromkeys(leaves(TREES), 9), (), [])).faults == []


def test_hidden_totals_and_cells_below_them_are_checked_alike() -> None:
    hidden = {*HIDDEN, ("w1", "loon"), ("w2", "loon"), ("w1", "vrijwillig"), ("w2", "vrijwillig")}
    hidden |= set(product(("b3", "b4"), ("loon", "vrijwillig")))
    counts = {**COUNTS, ("b4", "vrijwillig"): 6}
    found = verify(release(TREES, counts, hidden, threshold=4))
    assert found.faults == []
    assert (found.hidden, found.narrowest) == (12, 9)


@pytest.mark.parametrize("depth", [1, 2, 60])
def test_a_hierarchy_may_be_of_any_depth(depth: int) -> None:
    chain = [f"n{at}" for at in range(depth)]
    tree = {"top": "", **dict(zip(chain, ["top", *chain], strict=False))}
    tree |= {"b1": chain[-1], "b2": chain[-1]}
    trees = {"geo": tree, "work": flat("loon", "vrijwillig")}
    counts = dict.fromkeys(leaves(trees), 7)
    found = verify(release(trees, counts, leaves(trees)))
    assert (found.faults, found.narrowest) == ([], 12)


@pytest.mark.parametrize("dimensions", [1, 2, 3, 4])
def test_a_release_may_have_any_number_of_dimensions(dimensions: int) -> None:
    trees = {f"d{at}": flat("a", "b") for at in range(dimensions)}
    hidden = set(leaves(trees))
    hidden |= {("_total",)} if dimensions == 1 else set()
    tables = [
        [base + sign * (-1) ** "".join(cell).count("b") for cell in sorted(hidden)]
        for base, sign in ((10, 5), (10, -5))
    ]
    if dimensions == 1:
        tables = [[20, 5, 15], [30, 15, 15]]
    found = verify(release(trees, dict.fromkeys(leaves(trees), 10), hidden, tables))
    wide = [] if dimensions > 1 else ["b: too narrow, 0 wide (15 to 15), required 5"]
    assert found.faults == wide


def test_a_dimension_without_a_file_is_flat() -> None:
    files = town()
    del files["hierarchies/work.csv"]
    seal(files, proof_of(files))
    assert verify(files).faults == []


def test_other_columns_of_a_hierarchy_are_passed_over() -> None:
    files = town()
    rows = files["hierarchies/geo.csv"].decode().splitlines()
    files["hierarchies/geo.csv"] = "\n".join(
        f"{'name' if n == 0 else f'Wijk {n}'},{row},{n}" for n, row in enumerate(rows)
    ).encode()
    renew(files)
    assert verify(files).faults == []


def as_windows_writes(text: bytes) -> bytes:
    return b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n")


def turned_round(text: bytes) -> bytes:
    head, *rows = text.splitlines(keepends=True)
    return head + b"".join(reversed(rows))


def columns_turned_round(text: bytes) -> bytes:
    return b"".join(
        b",".join(reversed(line.split(b","))) + b"\n" for line in text.splitlines() if line
    )


def as_old_machines_wrote(text: bytes) -> bytes:
    return text.replace(b"\n", b"\r")


def with_empty_lines(text: bytes) -> bytes:
    return text.replace(b"\n", b"\n\n")


@pytest.mark.parametrize(
    "rewritten",
    [
        as_windows_writes,
        as_old_machines_wrote,
        turned_round,
        columns_turned_round,
        with_empty_lines,
    ],
)
def test_a_table_may_be_written_in_several_ways(rewritten: Callable[[bytes], bytes]) -> None:
    files = {n: rewritten(text) if n.endswith(".csv") else text for n, text in town().items()}
    # The order of the dimensions is that of the columns, and a table follows it.
    tables = proof_of(files)["tables"]
    if rewritten is columns_turned_round:
        tables = [[t[0], t[2], t[1], t[3]] for t in tables]
    assert verify(with_tables(files, tables)).faults == []


def test_json_may_begin_with_a_byte_order_mark() -> None:
    files = {n: b"\xef\xbb\xbf" + t if n == "proof.json" else t for n, t in town().items()}
    assert verify(files).faults == []


def test_codes_are_text_and_compared_as_they_stand() -> None:
    trees = {"geo": flat("1", "01", "10"), "work": flat("é", "e\u0301")}
    counts = dict.fromkeys(leaves(trees), 8)
    found = verify(release(trees, counts, [(a, b) for a in ("1", "01") for b in ("é", "e\u0301")]))
    assert (found.faults, found.narrowest) == ([], 14)


def test_keys_that_nobody_knows_in_a_proof_are_passed_over() -> None:
    files = town()
    seal(files, {**proof_of(files), "made": "on a Tuesday"})
    assert verify(files).faults == []


# What is too narrow


def test_each_cell_that_is_too_narrow_is_named_with_what_was_seen_of_it() -> None:
    found = verify(with_tables(town(), [LOW, [4, 7, 6, 5]]))
    assert found.narrowest == 3
    assert found.faults == [
        f"{cell}: too narrow, 3 wide ({low} to {high}), required 5"
        for cell, low, high in (
            ("b1, loon", 1, 4), ("b1, vrijwillig", 7, 10),
            ("b2, loon", 6, 9), ("b2, vrijwillig", 2, 5),
        )
    ]  # fmt: skip


def test_exactly_as_wide_as_required_is_wide_enough() -> None:
    assert verify(release(TREES, COUNTS, HIDDEN, threshold=8)).faults == []
    assert len(verify(release(TREES, COUNTS, HIDDEN, threshold=9, zero="hide")).faults) > 0


@pytest.mark.parametrize("tables", [[], [LOW], [LOW, LOW]])
def test_without_two_tables_that_differ_every_hidden_cell_is_too_narrow(tables: Any) -> None:
    found = verify(with_tables(town(), tables))
    assert found.narrowest == 0
    assert len(found.faults) == 4
    assert all("too narrow, 0 wide" in fault for fault in found.faults)


def test_a_proof_without_tables_says_that_none_is_left() -> None:
    assert "b1, loon: too narrow, 0 wide (no table is left), required 5" in told(
        with_tables(town(), [])
    )


# Rows one and two less columns one and two leave one cell; each line alone has two unknown ones.
TRAP_TREES: Trees = {"row": flat(*"1234"), "column": flat(*"abcd")}
TRAP_COUNTS = {
    ("1", "a"): 3, ("1", "b"): 6, ("1", "c"): 11, ("1", "d"): 9,
    ("2", "a"): 7, ("2", "b"): 2, ("2", "c"): 4, ("2", "d"): 16,
    ("3", "a"): 13, ("3", "b"): 8, ("3", "c"): 5, ("3", "d"): 3,
    ("4", "a"): 21, ("4", "b"): 10, ("4", "c"): 6, ("4", "d"): 2,
}  # fmt: skip
TRAP_HIDDEN = {
    ("1", "a"), ("1", "b"), ("2", "a"), ("2", "b"), ("2", "c"),
    ("3", "c"), ("3", "d"), ("4", "c"), ("4", "d"),
}  # fmt: skip
FOUND_OUT = ("2", "c")


def test_what_two_rows_and_two_columns_give_away_cannot_be_proven() -> None:
    every = possible(TRAP_TREES, TRAP_COUNTS, TRAP_HIDDEN, 1)
    for at in (0, 1):
        assert all(len([c for c in TRAP_HIDDEN if c[at] == one[at]]) > 1 for one in TRAP_HIDDEN)
    tables = [table_of(table, TRAP_HIDDEN) for table in extremes(every, TRAP_HIDDEN)]
    files = release(TRAP_TREES, TRAP_COUNTS, TRAP_HIDDEN, tables, threshold=3)
    assert verify(files).faults == ["2, c: too narrow, 0 wide (4 to 4), required 3"]
    # Neither by a table in which it is another: that cannot add up.
    other = table_of({**every[0], FOUND_OUT: every[0][FOUND_OUT] + 3}, TRAP_HIDDEN)
    found = verify(with_tables(files, [*tables, other]))
    assert len(found.faults) == 2
    assert "does not add up by" in found.faults[0]


# Twenty and more tamperings

Tampering = Callable[[Files], None]
TAMPERINGS: dict[str, tuple[Tampering, str]] = {}


def tampering(said: str) -> Callable[[Tampering], Tampering]:
    """Keep a way to tamper, with what must be said of it."""

    def keep(way: Tampering) -> Tampering:
        TAMPERINGS[way.__name__.replace("_", " ")] = way, said
        return way

    return keep


def edit(files: Files, name: str, old: str, new: str) -> None:
    text = files[name].decode()
    assert text.count(old) == 1, (text, old)
    files[name] = text.replace(old, new).encode()


def renew(files: Files, **changes: Any) -> None:
    seal(files, {**proof_of(files), **changes})


@tampering("the seal is broken")
def a_number_of_the_proof(files: Files) -> None:
    edit(files, "proof.json", "[[1, 10", "[[2, 10")


@tampering("table 1 of the proof does not add up by geo at w1, loon")
def a_number_of_the_proof_sealed_again(files: Files) -> None:
    renew(files, tables=[[2, 10, 9, 2], HIGH])


@tampering("table 2 of the proof does not add up by work at b1, _total")
def numbers_that_add_up_one_way_only(files: Files) -> None:
    renew(files, tables=[LOW, [9, 3, 1, 9]])


@tampering("table 2 of the proof holds a number under 1")
def a_table_below_what_the_rule_says(files: Files) -> None:
    renew(files, tables=[LOW, [10, 1, 0, 11]])


@tampering("table 2 of the proof holds a number under 1")
def a_table_with_fewer_than_nobody(files: Files) -> None:
    renew(files, tables=[LOW, [12, -1, -2, 13]])


@tampering("table 1 of the proof is no list of whole numbers")
def a_broken_number_in_the_proof(files: Files) -> None:
    renew(files, tables=[[1.0, 10, 9, 2], HIGH])


@tampering("table 2 of the proof is no list of whole numbers")
def a_yes_for_a_number(files: Files) -> None:
    renew(files, tables=[LOW, [9, 2, True, 10]])


@tampering("table 2 of the proof is no list of whole numbers")
def a_word_for_a_table(files: Files) -> None:
    renew(files, tables=[LOW, "9, 2, 1, 10"])


@tampering("table 2 of the proof has 3 numbers for 4 hidden cells")
def a_table_that_is_too_short(files: Files) -> None:
    renew(files, tables=[LOW, HIGH[:3]])


@tampering("table 2 of the proof has 5 numbers for 4 hidden cells")
def a_table_that_is_too_long(files: Files) -> None:
    renew(files, tables=[LOW, [*HIGH, 0]])


@tampering("b1, loon: too narrow, 0 wide (1 to 1), required 5")
def a_table_left_out(files: Files) -> None:
    renew(files, tables=[LOW])


@tampering("proof.json: tables or earlier is no list")
def tables_left_out(files: Files) -> None:
    renew(files, tables=None)


@tampering("proof.json: tables or earlier is no list")
def earlier_that_is_no_list(files: Files) -> None:
    renew(files, earlier={})


@tampering("proof.json: an earlier release is not its cells and as many tables")
def an_earlier_release_with_too_few_tables(files: Files) -> None:
    renew(files, earlier=[{"cells": "0" * 64, "tables": [[]]}])


@tampering("proof.json: an earlier release is not its cells and as many tables")
def an_earlier_release_that_nobody_can_find(files: Files) -> None:
    renew(files, earlier=[{"tables": [[], []]}])


@tampering("proof.json: an earlier release is not its cells and as many tables")
def an_earlier_release_without_tables(files: Files) -> None:
    renew(files, earlier=[{"cells": "0" * 64}])


@tampering("proof.json: an earlier release is not its cells and as many tables")
def a_word_for_an_earlier_release(files: Files) -> None:
    renew(files, earlier=["2025"])


@tampering("proof.json: an earlier release stands in it twice")
def an_earlier_release_told_twice(files: Files) -> None:
    renew(files, earlier=[{"cells": "0" * 64, "tables": [[1], [2]]}] * 2)


@tampering("proof.json: is no object")
def a_proof_that_is_a_list(files: Files) -> None:
    files["proof.json"] = json.dumps([LOW, HIGH]).encode()


@tampering("the seal is broken")
def a_seal_taken_off(files: Files) -> None:
    files["proof.json"] = json.dumps(
        {key: value for key, value in proof_of(files).items() if key != "seal"}
    ).encode()


@tampering("cells.csv: is not the file that the proof was made for")
def an_open_cell(files: Files) -> None:
    edit(files, "cells.csv", "b3,loon,12", "b3,loon,13")


@tampering("w2, loon: does not add up by geo")
def an_open_cell_with_its_fingerprint(files: Files) -> None:
    edit(files, "cells.csv", "b3,loon,12", "b3,loon,13")
    renew(files)


@tampering("b3, _total: does not add up by work")
def an_open_total_with_its_fingerprint(files: Files) -> None:
    edit(files, "cells.csv", "b3,_total,51", "b3,_total,50")
    renew(files)


@tampering("table 1 of the proof does not add up by geo at w1, loon")
def open_cells_beside_hidden_ones(files: Files) -> None:
    for cell, value, other in (
        ("w1,loon", 10, 11), ("w1,_total", 42, 43), ("stad,loon", 30, 31), ("stad,_total", 116, 117)
    ):  # fmt: skip
        edit(files, "cells.csv", f"{cell},{value}", f"{cell},{other}")
    renew(files)


@tampering("table 1 of the proof has 4 numbers for 3 hidden cells")
def a_hidden_cell_that_was_opened(files: Files) -> None:
    edit(files, "cells.csv", "b2,loon,,hidden", "b2,loon,6,open")
    renew(files)


@tampering("table 1 of the proof has 4 numbers for 5 hidden cells")
def an_open_cell_that_was_hidden(files: Files) -> None:
    edit(files, "cells.csv", "b3,loon,12,open", "b3,loon,,hidden")
    renew(files)


@tampering("b4, loon: is missing, one of 1")
def a_row_left_out(files: Files) -> None:
    edit(files, "cells.csv", "b4,loon,8,open\n", "")
    renew(files)


@tampering("b4, loon: stands twice")
def a_row_told_twice(files: Files) -> None:
    edit(files, "cells.csv", "b4,loon,8,open\n", "b4,loon,8,open\nb4,loon,8,open\n")
    renew(files)


@tampering("hierarchies/geo.csv: b9 of cells.csv does not stand here")
def a_code_that_nobody_knows(files: Files) -> None:
    edit(files, "cells.csv", "b4,loon", "b9,loon")
    renew(files)


@tampering("b4, loon: 8 with status geheim is no open count and not hidden")
def a_status_that_nobody_knows(files: Files) -> None:
    edit(files, "cells.csv", "b4,loon,8,open", "b4,loon,8,geheim")
    renew(files)


@tampering("b4, loon: 8 with status left out is no open count and not hidden")
def a_status_left_out(files: Files) -> None:
    edit(files, "cells.csv", "b4,loon,8,open", "b4,loon,8,")
    renew(files)


@tampering("b1, loon: 4 with status hidden is no open count and not hidden")
def a_value_in_a_hidden_cell(files: Files) -> None:
    edit(files, "cells.csv", "b1,loon,,hidden", "b1,loon,4,hidden")
    renew(files)


@tampering("b4, loon: no value with status open is no open count and not hidden")
def an_open_cell_without_a_value(files: Files) -> None:
    edit(files, "cells.csv", "b4,loon,8,open", "b4,loon,,open")
    renew(files)


@tampering("cells.csv: b4, loon, 8, open, really: 5 columns, not 4")
def a_row_with_a_column_too_many(files: Files) -> None:
    edit(files, "cells.csv", "b4,loon,8,open", "b4,loon,8,open,really")
    renew(files)


@tampering("b3, loon: 3 is small, and open")
def a_small_count_that_is_open(files: Files) -> None:
    for cell, value, other in (
        ("b3,loon", 12, 3), ("b3,_total", 51, 42), ("b4,loon", 8, 17), ("b4,_total", 23, 32)
    ):  # fmt: skip
        edit(files, "cells.csv", f"{cell},{value}", f"{cell},{other}")
    renew(files)


@tampering("hierarchies/geo.csv: is not the file that the proof was made for")
def a_buurt_in_another_wijk(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "b2,w1", "b2,w2")


@tampering("w2, _total: does not add up by geo")
def a_buurt_in_another_wijk_with_its_fingerprint(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "b2,w1", "b2,w2")
    renew(files)


@tampering("hierarchies/geo.csv: b2 of cells.csv does not stand here")
def a_buurt_left_out_of_its_wijk(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "b2,w1\n", "")
    renew(files)


@tampering("hierarchies/geo.csv: a code stands twice, or is empty")
def a_buurt_in_two_wijken(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "b2,w1\n", "b2,w1\nb2,w2\n")
    renew(files)


@tampering("hierarchies/geo.csv: a code stands twice, or is empty")
def a_buurt_without_a_code(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "b2,w1\n", "b2,w1\n,w2\n")
    renew(files)


@tampering("hierarchies/geo.csv: a code stands twice, or is empty")
def a_root_without_a_code(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "b2,w1\n", "b2,w1\n,\n")
    renew(files)


@tampering("hierarchies/geo.csv: has 2 roots, not one")
def a_second_root(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "w2,stad", "w2,")
    renew(files)


@tampering("hierarchies/geo.csv: has 0 roots, not one")
def no_root(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "stad,\n", "stad,b1\n")
    renew(files)


@tampering("hierarchies/geo.csv: w1 does not lie below the root")
def a_wijk_below_its_own_buurt(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "w1,stad", "w1,b1")
    renew(files)


@tampering("hierarchies/geo.csv: b4 does not lie below the root")
def a_buurt_in_a_wijk_that_is_not_there(files: Files) -> None:
    edit(files, "hierarchies/geo.csv", "b4,w2", "b4,w3")
    renew(files)


@tampering("hierarchies/geo.csv: is not the file that the proof was made for")
def a_hierarchy_taken_away(files: Files) -> None:
    del files["hierarchies/geo.csv"]


@tampering("_total, _total: is missing, one of 4")
def a_hierarchy_taken_away_with_its_fingerprint(files: Files) -> None:
    del files["hierarchies/geo.csv"]
    renew(files)


@tampering("hierarchies/age.csv: no dimension is called so")
def a_hierarchy_of_no_dimension(files: Files) -> None:
    files["hierarchies/age.csv"] = files["hierarchies/work.csv"]
    renew(files)


@tampering("rule.json: is not the file that the proof was made for")
def a_lower_threshold(files: Files) -> None:
    edit(files, "rule.json", "5", "2")


@tampering("b1, loon: too narrow, 8 wide (1 to 9), required 9")
def a_higher_threshold_with_its_fingerprint(files: Files) -> None:
    edit(files, "rule.json", "5", "9")
    renew(files)


@tampering("b2, scholing: 0 is small, and open")
def a_rule_that_hides_noughts(files: Files) -> None:
    edit(files, "rule.json", "open", "hide")
    renew(files)


@tampering("rule.json: the threshold is no whole number of 2 or more")
def a_threshold_that_protects_nobody(files: Files) -> None:
    edit(files, "rule.json", "5", "1")
    renew(files)


@tampering("rule.json: the threshold is no whole number of 2 or more")
def a_threshold_in_words(files: Files) -> None:
    edit(files, "rule.json", "5", '"5"')
    renew(files)


@tampering("rule.json: zero is neither open nor hide")
def noughts_that_are_neither(files: Files) -> None:
    edit(files, "rule.json", '"open"', "null")
    renew(files)


@tampering("rule.json: these are not a threshold and a zero")
def a_key_too_many_in_the_rule(files: Files) -> None:
    edit(files, "rule.json", "}", ', "rounding": 3}')
    renew(files)


@tampering("rule.json: these are not a threshold and a zero")
def a_rule_that_is_a_number(files: Files) -> None:
    files["rule.json"] = b"5"
    renew(files)


@tampering("cells.csv: is not the file that the proof was made for")
def fingerprints_left_out(files: Files) -> None:
    proof = proof_of(files)
    renew(files)
    told = {**proof, "files": []}
    del told["seal"]
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    files["proof.json"] = json.dumps(told | {"seal": digest(text.encode())}).encode()


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampering_is_found(name: str) -> None:
    way, said = TAMPERINGS[name]
    files = town()
    way(files)
    found = verify(files)
    assert any(fault.startswith(said) or f": {said}" in fault for fault in found.faults), found


def test_the_rule_that_is_broken_and_what_is_not_shown_are_said_in_the_summary() -> None:
    files = town()
    a_rule_that_is_a_number(files)
    assert verify(files).summary == (
        "4 hidden cells, narrowest interval 0, required unknown, with 0 earlier releases"
    )


def test_whole_numbers_only_of_plain_digits() -> None:
    for value in ("8.0", "-8", "+8", " 8", "８", "1e3", "1" * 19):
        files = town()
        edit(files, "cells.csv", "b4,loon,8,open", f"b4,loon,{value},open")
        assert f"b4, loon: {value} with status open" in told(files)


def test_each_missing_combination_is_named_up_to_twenty() -> None:
    files = town()
    files["cells.csv"] = b"geo,work,value,status\nstad,_total,116,open\n"
    named = [fault for fault in verify(files).faults if "is missing, one of 27" in fault]
    assert len(named) == 20
    edit(files, "cells.csv", "\nstad,_total,116,open", "")
    assert "stad, _total: is missing, one of 28" in told(files)


def test_nothing_is_asked_of_combinations_that_nobody_could_write_down() -> None:
    codes = [f"c{at}" for at in range(20_000)]
    files = {name: text for name, text in town().items() if "hierarchies" not in name}
    for name in "abcd":
        files[f"hierarchies/{name}.csv"] = "\n".join(
            ["code,parent", "top,", *(f"{code},top" for code in codes)]
        ).encode()
    files["cells.csv"] = b"a,b,c,d,value,status\ntop,top,top,top,9,open\n"
    files["proof.json"] = b"{}"
    assert told(files).count("is missing, one of 160032002400080000") == 20


def test_a_row_of_very_many_dimensions_is_answered_in_words() -> None:
    names = ",".join(f"d{at}" for at in range(20_000))
    row = ",".join(["a"] * 20_000)
    files = {name: text for name, text in town().items() if "hierarchies" not in name}
    files["cells.csv"] = f"{names},value,status\n{row},9,open\n".encode()
    assert "is missing, one of very many" in told(files)


def test_as_many_tables_as_anybody_writes_are_looked_at_one_by_one() -> None:
    assert verify(with_tables(town(), [LOW, HIGH] * 5000)).faults == []
    assert len(verify(with_tables(town(), [[]] * 10_000)).faults) == 10_004


def test_as_many_missing_as_can_be_counted() -> None:
    tree = b"code,parent\ntop,\n" + b"".join(b"%d,top\n" % n for n in range(9))
    names = [f"d{at}" for at in range(18)]
    files = {name: text for name, text in town().items() if "hierarchies" not in name}
    files |= {f"hierarchies/{name}.csv": tree for name in names}
    files["cells.csv"] = ",".join([*names, "value,status\n"]).encode()
    assert told(files).count("is missing, one of very many") == 20
    del files["hierarchies/d17.csv"]
    assert told(files).count("is missing, one of 100000000000000000\n") == 20


@pytest.mark.parametrize(("total", "said"), [(10**18, 0), (10**18 + 1, 1)])
def test_a_number_of_the_proof_can_be_as_large_as_anybody_can_count(total: int, said: int) -> None:
    trees = {"geo": flat("a", "b")}
    hidden = {("_total",), ("a",)}
    tables = [[20, 10], [total, total - 10]]
    files = release(trees, {("a",): 10, ("b",): 10}, hidden, tables)
    assert told(files).count("beyond counting") == said


@pytest.mark.parametrize(("threshold", "said"), [(2, 0), (10**18, 0), (10**18 + 1, 1)])
def test_a_threshold_is_a_number_that_can_be_counted(threshold: int, said: int) -> None:
    files = town()
    edit(files, "rule.json", "5", str(threshold))
    renew(files)
    assert told(files).count("rule.json: the threshold is no whole number") == said


# Releases together

AGES = flat("jong", "oud")
AGE_TREES: Trees = {"geo": GEO, "age": AGES}
AGE_HIDDEN = frozenset(product(("b1", "b2"), ("jong", "oud")))
AGE_COUNTS = {
    ("b1", "jong"): 14, ("b1", "oud"): 17, ("b2", "jong"): 5, ("b2", "oud"): 6,
    ("b3", "jong"): 20, ("b3", "oud"): 31, ("b4", "jong"): 12, ("b4", "oud"): 11,
}  # fmt: skip


def ages(hidden: frozenset[tuple[str, ...]] = AGE_HIDDEN, **other: Any) -> Files:
    return release(AGE_TREES, AGE_COUNTS, hidden, **other)


def after(first: Files, tables: Any, own: Any = (LOW, HIGH)) -> Files:
    return release(TREES, COUNTS, HIDDEN, list(own), earlier=[(first, tables)])


AGE_LOW, AGE_HIGH = [10, 21, 9, 2], [18, 13, 1, 10]


def test_what_an_earlier_release_hides_stays_wide_too() -> None:
    first = ages()
    found = verify(after(first, [AGE_LOW, AGE_HIGH]), [first])
    assert (found.faults, found.notes) == ([], [])
    assert found.summary == (
        "4 hidden cells, narrowest interval 8, required 5, with 1 earlier releases"
    )


def test_what_an_earlier_release_hides_and_stays_no_longer_wide_is_named_by_its_number() -> None:
    first = ages()
    other = release({"geo": GEO}, {("b1",): 31, ("b2",): 11, ("b3",): 51, ("b4",): 23}, (), [])
    found = verify(after(first, [AGE_LOW, [12, 19, 7, 4]]), [other, first])
    assert found.narrowest == 2
    assert len(found.faults) == 4
    assert found.faults[0] == (
        "earlier release 2: b1, jong: too narrow, 2 wide (10 to 12), required 5"
    )


def test_an_earlier_release_is_held_to_its_own_rule() -> None:
    first = ages(threshold=2)
    files = after(first, [AGE_LOW, [12, 19, 7, 4]])
    assert verify(files, [first]).faults == []
    strict = ages(threshold=9)
    found = verify(after(strict, [AGE_LOW, AGE_HIGH]), [strict])
    assert [fault[:17] for fault in found.faults] == ["earlier release 1"] * 4


def test_an_earlier_release_that_the_proof_does_not_know_and_that_hides_something_else() -> None:
    found = verify(town(), [ages()])
    assert found.faults == ["earlier release 1: the proof does not know what is hidden in it"]
    assert found.narrowest == 8


def test_an_entry_that_says_what_cannot_be_is_a_fault() -> None:
    first = ages()
    for wrong, said in (
        ([18, 13, 1, 11], "table 2 of the proof does not add up by"),
        ([18, 13, 1], "table 2 of the proof has 3 numbers for 4 hidden cells"),
        ([19, 12, 0, 11], "table 2 of the proof holds a number under 1"),
        ({}, "table 2 of the proof is no list of whole numbers"),
    ):
        found = verify(after(first, [AGE_LOW, wrong, AGE_HIGH], (LOW, HIGH, HIGH)), [first])
        (fault,) = found.faults
        assert said in fault
        assert fault.startswith("earlier release 1: ")
        assert found.narrowest == 8


def test_an_entry_that_nobody_asks_for_is_passed_over() -> None:
    assert verify(after(ages(), [["?"], []])).faults == []


LATER_COUNTS = {**COUNTS, ("b1", "loon"): 5, ("b1", "scholing"): 19}


def test_the_same_quantity_has_the_same_value_in_two_releases() -> None:
    found = verify(town(), [release(TREES, LATER_COUNTS, HIDDEN)])
    assert (
        "earlier release 1: b1, scholing: 19 counts something else than 20 elsewhere"
        in found.faults
    )


def test_the_grand_total_is_the_same_quantity_whatever_the_dimensions_are_called() -> None:
    trees = {"streek": {"alles": "", "x": "alles", "y": "alles"}}
    other = release(trees, {("x",): 60, ("y",): 50}, (), [])
    assert verify(town(), [other]).faults == [
        "earlier release 1: alles: 110 counts something else than 116 elsewhere"
    ]


def test_what_was_hidden_and_is_open_now_is_given_away() -> None:
    hidden = {("b3", "loon"), ("b3", "vrijwillig"), ("b4", "loon"), ("b4", "vrijwillig")}
    first = release(TREES, COUNTS, {*HIDDEN, *hidden}, [[*LOW, 1, 2, 3, 4]])
    found = verify(town(), [first])
    assert "earlier release 1: b3, loon: too narrow, 0 wide (12 to 12), required 5" in found.faults
    assert (found.narrowest, len(found.faults)) == (0, 4)


def test_what_was_open_and_is_hidden_now_is_known() -> None:
    first = release(TREES, COUNTS, (), [])
    found = verify(with_tables(town(), [LOW, [4, 7, 6, 5], HIGH]), [first])
    assert found.notes == [
        f"table {number} of the proof is left out: some of it is open elsewhere"
        for number in (1, 3)
    ]
    assert "b1, loon: too narrow, 0 wide (4 to 4), required 5" in found.faults


def test_a_table_that_an_earlier_release_contradicts_is_no_witness() -> None:
    """The earlier one hides less: who has both can rule some tables out."""
    three = {"work": flat("loon", "scholing", "vrijwillig"), "geo": flat("b1", "b2", "b3")}
    counts = dict.fromkeys(leaves(three), 8)
    hidden = set(leaves(three))
    step = {("loon", "b1"): 1, ("loon", "b2"): -1, ("scholing", "b1"): -1, ("scholing", "b2"): 1}

    def moved(by: int, out: int = 0) -> list[int]:
        cells = {cell: 8 + by * step.get(cell, 0) for cell in leaves(three)}
        for cell, way in (
            (("vrijwillig", "b3"), 1), (("vrijwillig", "b2"), -1),
            (("loon", "b3"), -1), (("loon", "b2"), 1),
        ):  # fmt: skip
            cells[cell] += way * out
        return table_of(cells, hidden)

    first = release(three, counts, set(step), [[7, 9, 9, 7]])
    files = release(three, counts, hidden, [moved(6), moved(-6), moved(0, 6)])
    alone, both = verify(files), verify(files, [first])
    assert [f for f in alone.faults if "table" in f] == []
    assert len(both.notes) == 1
    assert both.notes[0].startswith("earlier release 1: table 3 of the proof does not add up by")
    assert both.notes[0].endswith("and is left out of account")
    assert not any("earlier" in fault for fault in both.faults)
    assert "loon, b3: too narrow, 0 wide (8 to 8), required 5" in both.faults


def test_two_entries_give_one_quantity_one_value() -> None:
    first, second = ages(), ages(threshold=4)
    second["cells.csv"] += b"\n"
    seal(second, proof_of(second))
    right = release(
        TREES, COUNTS, HIDDEN, [LOW, HIGH],
        earlier=[(first, [AGE_LOW, AGE_HIGH]), (second, [AGE_LOW, AGE_HIGH])],
    )  # fmt: skip
    assert verify(right, [first, second]).faults == []
    wrong = release(
        TREES, COUNTS, HIDDEN, [LOW, HIGH, HIGH],
        earlier=[(first, [AGE_LOW, AGE_HIGH, AGE_LOW]), (second, [AGE_LOW, AGE_HIGH, AGE_HIGH])],
    )  # fmt: skip
    assert verify(wrong, [first, second]).faults == [
        "earlier release 2: table 3 of the proof gives one quantity two values, "
        "and is left out of account"
    ]


def test_an_entry_must_agree_with_the_table_it_belongs_to() -> None:
    same = release(TREES, COUNTS, HIDDEN, [LOW, HIGH])
    same["cells.csv"] += b"\n"
    files = after(same, [LOW, LOW])
    (fault, *rest) = verify(files, [same]).faults
    assert fault.startswith("earlier release 1: table 2 of the proof gives one quantity two values")
    assert len(rest) == 8


def test_what_earlier_releases_say_openly_of_each_other_counts_too() -> None:
    first = ages()
    second = ages(hidden=frozenset(), tables=[])
    found = verify(after(first, [AGE_LOW, AGE_HIGH]), [first, second])
    assert len(found.notes) == 2
    assert "earlier release 1: b1, jong: too narrow, 0 wide (14 to 14), required 5" in found.faults
    assert "b1, loon: too narrow, 0 wide (no table is left), required 5" in found.faults


def test_the_order_of_earlier_releases_makes_no_difference() -> None:
    first = ages()
    second = ages(threshold=4)
    second["cells.csv"] = turned_round(second["cells.csv"])
    files = after(first, [AGE_LOW, AGE_HIGH])
    forward, back = verify(files, [first, second]), verify(files, [second, first])
    assert forward.faults == back.faults == []


def test_the_same_release_beside_itself_tells_nothing_more() -> None:
    files, first = town(), ages()
    assert verify(files, [files]).faults == []
    assert verify(files, [files, files]).narrowest == 8
    twice = verify(after(first, [AGE_LOW, AGE_HIGH]), [first, first])
    assert (twice.faults, twice.earlier) == ([], 2)


def test_hierarchies_that_differ_are_held_together_by_their_codes() -> None:
    tree = {"town": "", "x": "town", "b1": "x", "b2": "x", "b3": "town", "b4": "town"}
    found = verify(town(), [release({"geo": tree, "work": WORK}, COUNTS, HIDDEN)])
    assert (found.faults, found.narrowest) == ([], 8)
    moved = release({"geo": {**GEO, "b2": "w2"}, "work": WORK}, COUNTS, (), [])
    assert "w1, _total: 31 counts something else than 42 elsewhere" in told(town(), moved)


def test_what_two_hierarchies_together_give_away_is_found() -> None:
    """The other division adds a hidden cell to an open one: less that one, it is known."""
    tree = {"town": "", "x": "town", "b1": "x", "b3": "x", "b2": "town", "b4": "town"}
    found = verify(town(), [release({"geo": tree, "work": WORK}, COUNTS, HIDDEN, [])])
    assert found.narrowest == 0
    assert found.notes[0].startswith(
        "earlier release 1: table 1 of the proof does not add up by geo at town, loon"
    )


def test_dimensions_may_stand_in_another_order() -> None:
    hidden = {(work, geo) for geo, work in HIDDEN}
    counts = {(work, geo): count for (geo, work), count in COUNTS.items()}
    other = release({"work": WORK, "geo": GEO}, counts, hidden)
    assert verify(town(), [other]).faults == []
    assert verify(town(), [release({"work": WORK, "geo": GEO}, counts, (), [])]).narrowest == 0


def test_an_earlier_release_is_checked_as_well() -> None:
    first = town()
    edit(first, "cells.csv", "b3,loon,12", "b3,loon,13")
    found = verify(town(), [first])
    assert "earlier release 1: w2, loon: does not add up by geo" in found.faults
    edit(first, "cells.csv", "b4,loon,8,open", "b4,loon,8,geheim")
    (fault,) = verify(town(), [first]).faults
    assert fault.startswith("earlier release 1: b4, loon: 8 with status geheim")


def test_what_is_wrong_with_an_earlier_release_alone_is_said_once() -> None:
    counts = {**COUNTS, ("b2", "scholing"): 3}
    found = verify(release(TREES, counts, HIDDEN), [release(TREES, counts, HIDDEN)])
    assert found.faults == [
        "b2, scholing: 3 is small, and open",
        "earlier release 1: b2, scholing: 3 is small, and open",
    ]


def test_of_an_earlier_release_the_proof_is_not_needed() -> None:
    first = town()
    del first["proof.json"]
    assert verify(town(), [first]).faults == []
    first["proof.json"] = b"\xff"
    assert verify(town(), [first]).faults == []


def test_what_open_cells_of_two_releases_together_cannot_be_is_said() -> None:
    """The second opens what the first hid, with other counts that its own totals allow."""
    first = town()
    moved = {**COUNTS, ("b1", "loon"): 5, ("b1", "scholing"): 19}
    second = release(TREES, moved, (), [])
    assert any("counts something else" in fault for fault in verify(second, [first]).faults)
    assert (
        "earlier release 1: b1, _total: does not add up by work" in verify(second, [first]).faults
    )


def test_noughts_that_one_rule_allows_and_the_other_does_not_are_no_witness() -> None:
    loose = release(TREES, dict.fromkeys(leaves(TREES), 9), HIDDEN, zero="hide")
    first = release(TREES, dict.fromkeys(leaves(TREES), 9), HIDDEN, zero="open")
    assert verify(loose).narrowest == 18
    both = verify(loose, [first])
    assert (both.narrowest, len(both.notes)) == (0, 2)
    assert "table 1 of the proof holds a number under 1" in both.notes[0]


# Whatever stands in the files


@settings(max_examples=150)
@given(data=st.data())
def test_a_release_is_right_when_the_true_interval_of_every_hidden_cell_is_wide_enough(
    data: st.DataObject,
) -> None:
    trees = data.draw(
        st.sampled_from(
            [
                {"a": flat("1", "2"), "b": flat("x", "y")},
                {"a": flat("1", "2", "3"), "b": flat("x", "y")},
                {"a": {"t": "", "p": "t", "1": "p", "2": "p", "3": "t"}, "b": flat("x", "y")},
                {"a": flat("1", "2"), "b": flat("x", "y"), "c": flat("k")},
                {"a": {"t": "", "p": "t", "1": "p", "2": "p", "3": "t"}},
            ]
        )
    )
    zero = data.draw(st.sampled_from(["open", "hide"]))
    threshold = data.draw(st.integers(2, 3))
    counts = {leaf: data.draw(st.integers(0, 4)) for leaf in leaves(trees)}
    cells = added_up(trees, counts)
    small = range(1 if zero == "open" else 0, threshold)
    hidden = {
        cell
        for cell, value in cells.items()
        if value in small or (value >= threshold and data.draw(st.integers(0, 2)) == 0)
    }
    top = next(iter(cells))
    hidden.discard(top)
    assume(cells[top] not in small and sum(counts[c] for c in counts if c in hidden) <= 10)
    every = possible(trees, counts, hidden, small[0])
    assert cells in every
    widths = [max(t[c] for t in every) - min(t[c] for t in every) for c in hidden]
    found = verify(release(trees, counts, hidden, threshold=threshold, zero=zero))
    assert found.narrowest == min(widths, default=None)
    assert (found.faults == []) == all(width >= threshold for width in widths)
    assert len(found.faults) == len([width for width in widths if width < threshold])


def answered(files: Files, *earlier: Files) -> Verification | None:
    """Whatever comes in, what comes out are lines that can be printed, or one reason."""
    try:
        found = verify(files, earlier)
    except CannotBeRead as error:
        return None if str(error).isprintable() else pytest.fail("This is more than one line.")
    lines = [found.summary, *found.faults, *found.notes]
    assert all(line.isprintable() for line in lines)
    return found


@given(st.sampled_from(sorted(town())), st.data())
def test_whatever_bytes_change_there_is_an_answer(name: str, data: st.DataObject) -> None:
    files = town()
    text = bytearray(files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    files[name] = bytes(text)
    first = answered(files)
    if first is not None and bytes(text) != town()[name]:
        assert first.faults != [] or proof_of(files) == proof_of(town())
    answered(town(), files)
    try:
        renew(files)
    except (ValueError, TypeError, RecursionError):
        return
    answered(files, files)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["cells", "tables", "x", "threshold"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=50)
@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_whatever_json_stands_in_a_proof_there_is_an_answer(
    tables: Any, earlier: Any, told: Any, rule: Any
) -> None:
    first = ages()
    own = digest(first["cells.csv"])
    for entry in (earlier, [earlier], [{"cells": own, "tables": earlier}], [{"cells": earlier}]):
        for given_tables in (tables, [tables, tables], [LOW, HIGH]):
            answered(with_tables(town(), given_tables, earlier=entry), first)
    files = town()
    files["proof.json"] = json.dumps(told).encode()
    answered(files)
    files = town()
    files["proof.json"] = json.dumps({**proof_of(files), "files": told, "seal": tables}).encode()
    answered(files)
    files = town()
    for text in (rule, {"threshold": rule, "zero": told}):
        files["rule.json"] = json.dumps(text).encode()
        answered(files, files)


@pytest.mark.parametrize("name", ["proof.json", "rule.json"])
@pytest.mark.parametrize(
    "text",
    [
        b"[" * 100_000,
        b'{"tables":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"threshold": ' + b"9" * 5000 + b', "zero": "open"}',
        b"",
        b"{",
        b"\xff{}",
        b"1 2",
    ],
    ids=["deep", "deep objects", "deep and closed", "long", "empty", "cut off", "bytes", "two"],
)
def test_what_is_no_json_cannot_be_read(name: str, text: bytes) -> None:
    with pytest.raises(CannotBeRead, match=name):
        verify({**town(), name: text})


@pytest.mark.parametrize(
    "text",
    [
        b"", b"\n\n", b"\xff\xfe", b"geo,work,value\n", b"geo,work,status\n", b"value,status\n",
        b"geo,geo,value,status\n", b"geo,value,value,status\n", 
        b"geo,value,status\n" + b"x" * 200_000,
    ],
    ids=[
        "empty", "lines", "bytes", "no status", "no value", "no dimension",
        "a dimension twice", "value twice", "a long field",
    ],
)  # fmt: skip
def test_cells_without_their_columns_cannot_be_read(text: bytes) -> None:
    with pytest.raises(CannotBeRead, match=r"cells\.csv"):
        verify({**town(), "cells.csv": text})


@pytest.mark.parametrize("text", [b"", b"code\n", b"parent\n", b"code,parent,code\n"])
def test_a_hierarchy_without_its_columns_cannot_be_read(text: bytes) -> None:
    with pytest.raises(CannotBeRead, match=r"hierarchies/geo\.csv"):
        verify({**town(), "hierarchies/geo.csv": text})


@pytest.mark.parametrize("name", ["cells.csv", "rule.json", "proof.json"])
def test_a_file_that_is_not_there_cannot_be_read(name: str) -> None:
    files = town()
    del files[name]
    with pytest.raises(CannotBeRead, match=f"^{name}: there is no such file$"):
        verify(files)


@pytest.mark.parametrize("name", ["cells.csv", "rule.json"])
def test_of_an_earlier_release_too_and_it_is_said_which(name: str) -> None:
    first = town()
    del first[name]
    with pytest.raises(CannotBeRead, match=f"^earlier release 2: {name}: there is no such file$"):
        verify(town(), [town(), first])


def test_codes_and_names_are_told_on_one_line_whatever_is_in_them() -> None:
    strange = "b1\r\nall is well\x1b[2J\u202e"
    trees = {"geo\nage": flat(strange, "b2")}
    counts = {(strange,): 3, ("b2",): 4}
    found = answered(release(trees, counts, {(strange,), ("b2",)}, [[4, 3], [3, 4]]))
    assert found is not None
    assert len(found.faults) == 2
    assert found.faults[0] == (
        "b1\\r\\nall is well\\x1b[2J\\u202e: too narrow, 1 wide (3 to 4), required 5"
    )
    files = release(trees, counts, (), [])
    files["hierarchies/geo\nage.csv"] = b"\xff"
    with pytest.raises(CannotBeRead) as said:
        verify(files)
    assert "geo\\nage.csv: this is no UTF-8" in str(said.value)


# A folder


def test_a_folder_gives_what_belongs_to_a_release_and_nothing_else(tmp_path: Path) -> None:
    beside = {"README.txt": b"?", "hierarchies/notes.txt": b"?", "other/geo.csv": b"?"}
    written(tmp_path, {**town(), **beside})
    assert read_folder(tmp_path) == town()


def test_a_folder_without_hierarchies_is_read_as_it_is(tmp_path: Path) -> None:
    files = {n: text for n, text in town().items() if not n.startswith("hierarchies")}
    assert read_folder(written(tmp_path, files)) == files


@pytest.mark.parametrize("there", [True, False])
def test_what_is_no_file_is_not_read(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "cells.csv").mkdir()
        os.mkfifo(tmp_path / "rule.json")
    assert read_folder(tmp_path) == {}


def test_a_folder_that_refuses_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, town())

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CannotBeRead, match=r"cells\.csv: Permission denied$"):
        read_folder(tmp_path)
