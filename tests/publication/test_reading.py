# SPDX-License-Identifier: EUPL-1.2
"""A file of counts is read whole, or not at all, and says per row what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.publication.reading import (
    MOST_PROBLEMS,
    Counted,
    NotReadable,
    RowProblem,
    Tree,
    read_counts,
    read_tree,
    table_of,
)

TREE = b"code,parent,name\nstad,,De stad\nnoord,stad,Noord\nn1,noord,\n"


def problems(content: str | bytes) -> list[str]:
    given_bytes = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(NotReadable) as sorry:
        read_counts(given_bytes)
    return [str(one) for one in sorry.value.problems]


@pytest.mark.parametrize(
    "content",
    [
        "buurt,vorm,aantal\nn1,werk,12\nn2,hulp,0\n",
        "buurt;vorm;aantal\r\nn1;werk;12\r\n\r\nn2;hulp;0",
        "\ufeffBuurt, Vorm ,Count\n n1 ,werk, 12\nn2,hulp,0\n",
        'aantal,buurt,vorm\n12,"n1","werk"\n0,n2,hulp\n',
    ],
    ids=["commas", "semicolons", "marked, in English, with spaces", "another order"],
)
def test_a_file_is_read_as_spreadsheets_write_it(content: str) -> None:
    counted = read_counts(content.encode())
    assert counted.names == ("buurt", "vorm")
    assert [(codes, count) for _, codes, count in counted.rows] == [
        (("n1", "werk"), 12), (("n2", "hulp"), 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("n1,werk,-1", "Regel 3: een aantal is nul of meer."),
        ("n1,werk,1.200", "Regel 3: “1.200” is geen heel aantal."),
        ("n1,werk,twee", "Regel 3: “twee” is geen heel aantal."),
        ("n1,werk,", "Regel 3: “” is geen heel aantal."),
        ("n1,werk,٣", "Regel 3: “٣” is geen heel aantal."),
        ("n1,werk,99999999999", "Regel 3: “99999999999” is geen heel aantal."),
        ("n0,werk,4", "Regel 3: deze groep staat ook in regel 2."),
        ("n1,,4", "Regel 3: er ontbreekt een groep."),
        ("n1,werk", "Regel 3: hier staan 2 kolommen, bovenaan 3."),
        ("=1+1,werk,4", "Regel 3: een groep begint met “=”."),
        ("n\u202e1,werk,4", "Regel 3: in de naam van een groep staat een teken dat je niet ziet."),
        ("n" * 81 + ",werk,4", "Regel 3: de naam van een groep is langer dan 80 tekens."),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_line(row: str, said: str) -> None:
    (told,) = problems(f"buurt,vorm,aantal\nn0,werk,9\n{row}\n")
    assert told.startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "Er is geen kolom “aantal”."),
        ("buurt,vorm\nn1,werk\n", "Er is geen kolom “aantal”."),
        ("aantal\n3\n", "Er staat alleen een kolom met aantallen."),
        ("buurt,buurt,aantal\nn1,n1,3\n", "Twee kolommen hebben dezelfde naam."),
        ("../buurt,aantal\nn1,3\n", "De kolom “../buurt” heeft geen naam die kan"),
        ("status,aantal\nn1,3\n", "De kolom “status” heeft geen naam die kan"),
        ("buurt,aantal\n", "Er staan geen aantallen in dit bestand."),
        (b"buurt,aantal\ncaf\xe9,3\n", "Dit bestand is geen UTF-8."),
        (b"PK\x03\x04\x00\x00", "Dit is geen CSV-bestand."),
        ('buurt,aantal\n"n1"x,3\n', "Regel 2: deze regel is niet te lezen."),
    ],
)
def test_what_is_wrong_with_the_file_as_a_whole_is_said(content: str | bytes, said: str) -> None:
    assert problems(content)[0].startswith(said)


def test_all_rows_that_are_wrong_are_said_up_to_twenty() -> None:
    with pytest.raises(NotReadable) as sorry:
        read_counts(("buurt,aantal\n" + "".join(f"n{i},x\n" for i in range(25))).encode())
    assert len(sorry.value.problems) == MOST_PROBLEMS
    assert sorry.value.more == 5


def test_a_tree_says_what_lies_under_what_and_how_it_is_called() -> None:
    tree = read_tree("buurt", TREE)
    assert tree.dimension.codes == ("stad", "noord", "n1")
    assert tree.names == {"stad": "De stad", "noord": "Noord", "n1": ""}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("code\nn1\n", "heeft geen kolommen code en parent"),
        ("parent,name\nn1,x\n", "heeft geen kolommen code en parent"),
        ("code,parent\na,\na,\n", "“a” staat er 2 keer in"),
        ("code,parent\na,\nb,\n", "één code heeft geen parent, het totaal; hier zijn dat er 2"),
        ("code,parent\na,\nb,c\n", "“b” ligt onder “c”, en die staat er niet in"),
        ("code,parent\na,\nb,c\nc,b\n", "er zit een kring in"),
        ("code,parent\na\n", "Regel 2: hier staan 1 kolommen, bovenaan 2"),
        ("code,parent\n@a,\n", "Regel 2: een groep begint met “@”"),
    ],
)
def test_what_is_wrong_with_a_tree_is_said(content: str, said: str) -> None:
    with pytest.raises(NotReadable) as sorry:
        read_tree("buurt", content.encode())
    assert said in str(sorry.value)


def test_a_count_stands_at_a_smallest_part_that_is_there() -> None:
    trees = {"buurt": read_tree("buurt", TREE)}
    table = table_of(read_counts(b"buurt,vorm,aantal\nn1,werk,7\n"), trees)
    assert table.counts.tolist() == [[7, 7], [7, 7], [7, 7]]
    for code, said in (("n9", "staat niet in de indeling"), ("noord", "bestaat zelf uit delen")):
        with pytest.raises(NotReadable, match=f"Regel 2: “{code}” {said}"):
            table_of(read_counts(f"buurt,vorm,aantal\n{code},werk,7\n".encode()), trees)


def test_a_name_that_is_for_the_total_is_refused() -> None:
    with pytest.raises(NotReadable, match="een naam die voor het totaal is"):
        table_of(read_counts(b"vorm,aantal\n_total,7\n"), {})


written = st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))


@given(st.binary(max_size=300) | written)
def test_whatever_is_handed_in_it_is_read_or_answered(content: bytes) -> None:
    for read in (read_counts, lambda given_bytes: read_tree("buurt", given_bytes)):
        found: object = None
        try:
            found = read(content)
        except NotReadable as sorry:
            found = sorry.problems[0]
        assert isinstance(found, Counted | Tree | RowProblem)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["n1", "n2", "z1"]), st.sampled_from(["werk", "hulp"])),
        st.integers(0, 500), min_size=1,
    )
)  # fmt: skip
def test_nothing_that_was_counted_is_lost_in_the_table(cells: dict[tuple[str, str], int]) -> None:
    lines = [f"{buurt},{form},{count}" for (buurt, form), count in cells.items()]
    table = table_of(read_counts("\n".join(["buurt,vorm,aantal", *lines]).encode()), {})
    assert table.counts[0, 0] == sum(cells.values())
