# SPDX-License-Identifier: EUPL-1.2
"""Counts as they come in: what is a table of people per part, and what is not."""

import pytest

from meedoen.disclosure.cells import read_table
from meedoen.disclosure.folder import read_hierarchy
from meedoen.disclosure.tables import Dimension, NoTable

PLACES = Dimension.of("place", [("b1", "w1"), ("town", None), ("w1", "town"), ("b2", "town")])


def test_columns_and_rows_stand_in_any_order_and_what_is_absent_is_nought() -> None:
    table = read_table("count,form,place\n3,paid,b2\n4,free,b1\n", {"place": PLACES})
    cells = dict(zip(table.keys(), table.counts.ravel().tolist(), strict=True))
    assert [dimension.name for dimension in table.dimensions] == ["form", "place"]
    assert cells["_total", "town"] == 7
    assert (cells["paid", "w1"], cells["free", "w1"]) == (0, 4)


def test_codes_are_compared_as_they_stand() -> None:
    table = read_table("form,count\n01,1\n1,2\n1 ,3\n 1,4\n", {})
    assert table.dimensions[0].codes == ("_total", "01", "1", "1 ", " 1")


def test_a_row_with_nought_makes_a_code_known() -> None:
    assert "paid" in read_table("form,count\nfree,9\npaid,0\n", {}).dimensions[0].codes


def test_a_code_without_children_is_a_part_even_when_it_is_called_as_a_total() -> None:
    alone = Dimension.of("place", [("_total", None)])
    assert read_table("place,count\n_total,9\n", {"place": alone}).counts.tolist() == [9]


@pytest.mark.parametrize(
    "count",
    ["-1", "", "x", "1.0", "1_000", "٣", "²", "+5", " 5", "5 ", "1e3", "1000000001", "9" * 5000],
)
def test_what_is_no_whole_number_of_people_is_refused_with_its_line(count: str) -> None:
    with pytest.raises(NoTable, match=r"^line 3: count is ") as said:
        read_table(f"form,count\nfree,9\npaid,{count}\n", {})
    assert len(str(said.value)) < 120


def test_of_what_is_wrong_forty_signs_are_repeated() -> None:
    with pytest.raises(NoTable, match=f"not '{'x' * 40}'$"):
        read_table(f"form,count\nfree,{'x' * 41}\n", {})
    with pytest.raises(NoTable, match=f"not {'9' * 40}$"):
        read_table(f"form,count\nfree,{'9' * 41}\n", {})


def test_twenty_dimensions_and_a_million_cells_can_be_read() -> None:
    named = ",".join(f"d{number}" for number in range(20))
    alone = {f"d{number}": Dimension.of(f"d{number}", [("x", None)]) for number in range(20)}
    assert read_table(f"{named},count\n{'x,' * 20}7\n", alone).counts.ravel().tolist() == [7]
    codes = [f"c{number}" for number in range(999)]
    trees = {name: Dimension.flat(name, codes) for name in ("one", "other")}
    assert read_table("one,other,count\nc0,c998,7\n", trees).counts.size == 10**6


@pytest.mark.parametrize("count", ["007", "0", "1000000000", "0000000000000005"])
def test_noughts_in_front_and_a_thousand_million_are_numbers(count: str) -> None:
    assert read_table(f"form,count\nfree,{count}\n", {}).counts[0] == int(count)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("", "line 1: a header with a column per dimension and count is needed"),
        ("place,form\nb1,paid\n", "line 1: a header with a column per dimension and count"),
        ("count\n3\n", "line 1: there is no dimension, only a count"),
        ("form,form,place,count\n", "line 1: the column 'form' stands twice"),
        ("place,value,count\n", "line 1: a dimension cannot be called 'value'"),
        ("form,count\nfree,9\n", "line 1: there is no dimension 'place', for which a hierarchy"),
        ("place,form,count\n", "form: without a hierarchy or a row this dimension has no codes"),
        ("place,count\nb1,3\nb1,3\n", "line 3: b1 stands in line 2 as well"),
        ("place,count\nw1,3\n", "line 2: place: 'w1' is a total; counts stand per part"),
        ("place,count\ntown,0\n", "line 2: place: 'town' is a total; counts stand per part"),
        ("place,form,count\nb1,_total,0\n", "line 2: form: '_total' is a total"),
        ("place,count\n\n\nb9,3\n", "line 4: place: there is no code 'b9'"),
        ("place,count\nb1 ,3\n", "line 2: place: there is no code 'b1 '"),
        ("place,form,count\nb1,,3\n", "line 2: form: a code cannot be empty"),
        ("place,count\nb1\n", "line 2: 1 columns, where the header has 2"),
        ("place,count\nb1,3,4\n", "line 2: 3 columns, where the header has 2"),
        ('place,count\n"b1,3\n', "line 2: this is no CSV"),
        ("place,count\nb\0,3\n", "line 2: there is a sign in it that is no text"),
        (f"place,{','.join(map(str, range(20)))},count\n", "line 1: at most 20 dimensions, not 21"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(cells: str, said: str) -> None:
    with pytest.raises(NoTable) as wrong:
        read_table(cells, {"place": PLACES})
    assert str(wrong.value).startswith(said)


def test_a_table_that_fits_in_no_memory_is_refused_before_it_is_made() -> None:
    rows = "".join(f"{row},{row},{row},{row},7\n" for row in range(2000))
    with pytest.raises(NoTable, match="more than 1000000 cells"):
        read_table("a,b,c,d,count\n" + rows, {})


@pytest.mark.parametrize("rows", ["town\nb1,town\n", "b1,town\ntown\n", "\n\nb1,town\ntown,\n\n"])
def test_a_root_may_leave_out_the_parent_it_does_not_have(rows: str) -> None:
    read = read_hierarchy("place", f"code,parent\n{rows}", "h.csv")
    assert read == Dimension.of("place", [("town", None), ("b1", "town")])


@pytest.mark.parametrize("header", ["", "code,ouder", "code,parent,code"])
def test_a_hierarchy_without_its_columns_each_once_is_refused(header: str) -> None:
    with pytest.raises(NoTable, match=r"^h\.csv: a header with code and parent is needed"):
        read_hierarchy("place", f"{header}\ntown,,\n", "h.csv")


def test_a_row_of_a_hierarchy_that_is_too_long_is_refused() -> None:
    with pytest.raises(NoTable, match=r"^h\.csv, line 2: 3 columns, not 2$"):
        read_hierarchy("place", "code,parent\nb1,town,x\n", "h.csv")
