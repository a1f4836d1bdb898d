# SPDX-License-Identifier: EUPL-1.2
"""What a release shows stands in files that anybody can read, and reads back as it was."""

import hashlib
import json
from collections.abc import Mapping

import pytest

from meedoen.disclosure.folder import (
    ReleaseProof,
    as_csv,
    files_of,
    hidden_in_order,
    read_hierarchy,
    read_release,
    refuse_what_names_no_file,
)  # fmt: skip
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


def test_hidden_cells_are_numbered_in_the_order_of_their_codes() -> None:
    """The order in the table is town, north, south by _total, paid, free."""
    values = COUNTS.counts.copy()
    values[1, 2] = values[0, 1] = values[1, 1] = HIDDEN
    shown = Published((PLACES, FORMS), values, CountRule(5))
    assert hidden_in_order(shown) == [5, 4, 1]


def test_a_proof_holds_every_table_and_what_earlier_releases_hide_in_it_each_once() -> None:
    before = files_of(published(), ReleaseProof(((1, 2), (6, 7))))
    other = {**before, "cells.csv": before["cells.csv"] + b"\n"}
    proof = ReleaseProof(((1, 2), (6, 7)), (((3, 4),), ((3, 4),), ((5, 6),)))
    files = files_of(published(), proof, [before, before, other])
    told = json.loads(files["proof.json"])
    assert told["tables"] == [[1, 2], [6, 7]]
    assert told["earlier"] == [
        {"cells": hashlib.sha256(one["cells.csv"]).hexdigest(), "tables": tables}
        for one, tables in ((before, [[3, 4]]), (other, [[5, 6]]))
    ]
    seal = told.pop("seal")
    sealed = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    assert seal == hashlib.sha256(sealed).hexdigest()
    sealed_too = json.dumps({**told, "seal": seal}, sort_keys=True, separators=(",", ":"))
    assert files["proof.json"].decode() == sealed_too
    assert files["rule.json"] == b'{"threshold":5,"zero":"hide"}'
    with pytest.raises(ValueError, match="zip"):
        files_of(published(), proof, [before])


@pytest.mark.parametrize("name", ["a/b", "/", "é" * 126, "x" * 252])
def test_a_dimension_after_which_no_file_can_be_called_is_refused(name: str) -> None:
    with pytest.raises(NoTable, match="no file can be called after the dimension"):
        refuse_what_names_no_file([FORMS, Dimension.flat(name, "ab")])


def test_a_name_of_a_file_may_be_as_long_as_it_can_be() -> None:
    refuse_what_names_no_file([Dimension.flat("x" * 251, "ab"), Dimension.flat("a b", "ab")])


def test_lines_end_in_one_sign_and_a_return_of_the_carriage_is_quoted() -> None:
    rows = [("a", 'b"c'), ("d\re", "f"), ("", "g,h")]
    assert as_csv(("x", "y"), rows) == b'x,y\na,"b""c"\n"d\re","f"\n,"g,h"\n'


def changed(path: str, content: bytes | None) -> dict[str, bytes]:
    files = files_of(published(), ReleaseProof(((1, 2), (6, 7))))
    if content is None:
        del files[path]
        return files
    return {**files, path: content}


CELLS = files_of(published(), ReleaseProof(()))["cells.csv"]
LINES = CELLS.decode().splitlines()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (changed("cells.csv", None), "cells.csv: this file is not there"),
        (changed("cells.csv", b"\xff"), "cells.csv: this file is not UTF-8"),
        (changed("cells.csv", b""), "cells.csv: a header with value and status is needed"),
        (changed("cells.csv", b"\n"), "cells.csv: a header with value and status is needed"),
        (changed("cells.csv", CELLS.replace(b",value,", b",x,")), "cells.csv: a header with value"),
        (
            changed("cells.csv", CELLS.replace(b"place,form,", b"form,form,")),
            "cells.csv: a column stands twice",
        ),
        (
            changed("cells.csv", CELLS + b"town,paid,7\n"),
            "cells.csv, line 11: 3 columns, not 4",
        ),
        (
            changed("cells.csv", CELLS + LINES[1].encode()),
            "cells.csv, line 11: town/_total stands twice",
        ),
        (changed("cells.csv", CELLS + b'"\n'), "cells.csv, line 11: this is no CSV"),
        (
            changed("cells.csv", CELLS + b"west,paid,7,open\n"),
            "cells.csv: place: there is no code 'west'",
        ),
        (
            changed("cells.csv", "\n".join(LINES[:-1]).encode()),
            "cells.csv: not every combination of codes is there",
        ),
        (
            changed("cells.csv", b"value,status\n7,open\n"),
            "cells.csv: not every combination of codes is there",
        ),
        (
            changed("cells.csv", b"value,status\n"),
            "cells.csv: not every combination of codes is there",
        ),
        (changed("hierarchies/place.csv", b"\xff"), "hierarchies/place.csv: this file is not UTF"),
        (
            changed("hierarchies/place.csv", b"code,parent\na,a\n"),
            "hierarchies/place.csv: place: one code has no parent, the total of all; here 0",
        ),
    ],
)
def test_what_is_no_release_is_refused_with_the_file_and_the_line(
    files: Mapping[str, bytes], said: str
) -> None:
    with pytest.raises(NoTable) as wrong:
        read_release(files)
    assert str(wrong.value).startswith(said)


def test_what_is_no_rule_in_a_release_is_refused_with_its_file() -> None:
    with pytest.raises(NoRule, match=r"^rule\.json: threshold: "):
        read_release(changed("rule.json", b'{"threshold": 1}'))


@pytest.mark.parametrize(
    "cell",
    ["7,hidden", ",open", "7,shut", ",", "-7,open", "7.0,open", "x,open", "²,open", "٣,open",
     f"{10**18},open"],
)  # fmt: skip
def test_what_is_no_cell_is_refused_with_its_line(cell: str) -> None:
    place = LINES.index("north,_total,7,open")
    lines = [*LINES[:place], f"north,_total,{cell}", *LINES[place + 1 :]]
    with pytest.raises(NoTable, match=f"^cells.csv, line {place + 1}: .* is no cell$"):
        read_release(changed("cells.csv", "\n".join(lines).encode()))


def test_a_value_may_be_as_large_as_surely_fits() -> None:
    most = 10**18 - 1
    cells = CELLS.replace(b"north,_total,7,open", f"north,_total,{most},open".encode())
    assert read_release(changed("cells.csv", cells)).value("north", "_total") == most


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("town\n,town\n", "h.csv, line 3: a code cannot be empty"),
        ("town\n\n\nb1,town\nb1,town\n", "h.csv, line 6: 'b1' stands in line 5 as well"),
        ("town\nb1,town\nb2,\n", "h.csv, line 4: 'b2' has no parent, and nor has 'town'"),
        ("town\nb1,west\n", "h.csv, line 3: 'b1' lies under 'west', which is not there"),
        ("town\nb1,b2\nb2,b1\n", "h.csv: place: 'b1' does not come under 'town', but in a"),
    ],
)
def test_what_is_no_tree_in_a_file_is_refused_with_the_line(rows: str, said: str) -> None:
    with pytest.raises(NoTable) as wrong:
        read_hierarchy("place", f"code,parent\n{rows}", "h.csv")
    assert str(wrong.value).startswith(said)


def test_of_a_hierarchy_columns_that_nobody_asked_for_may_be_left_out_of_a_row() -> None:
    read = read_hierarchy("place", "name,code,parent,x,y\nStad,town\nNoord,n,town\n", "h.csv")
    assert dict(read.parents) == {"town": None, "n": "town"}


def test_a_hierarchy_that_is_no_csv_is_refused_with_the_line() -> None:
    with pytest.raises(NoTable, match=r"^h\.csv, line 1: this is no CSV"):
        read_hierarchy("place", '"code,parent\ntown,\n', "h.csv")


def test_a_line_that_ends_in_a_return_alone_ends() -> None:
    read = read_hierarchy("place", "code,parent\rtown,\rn,town\r", "h.csv")
    assert read.codes == ("town", "n")
