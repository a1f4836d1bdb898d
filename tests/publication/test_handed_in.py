# SPDX-License-Identifier: EUPL-1.2
"""Files that are handed in come out as they went in."""

from hypothesis import given
from hypothesis import strategies as st

from meedoen.publication.handed_in import CountFiles

TREES = st.dictionaries(st.text(), st.binary())


@given(st.binary(), TREES)
def test_files_come_out_byte_for_byte_whatever_they_are_called(
    counts: bytes, trees: dict[str, bytes]
) -> None:
    files = CountFiles(counts, trees)
    assert CountFiles.of_text(files.as_text()) == files


@given(st.binary(), TREES)
def test_the_same_files_are_one_text_and_others_another(
    counts: bytes, trees: dict[str, bytes]
) -> None:
    text = CountFiles(counts, trees).as_text()
    assert CountFiles(counts, dict(reversed(trees.items()))).as_text() == text
    assert CountFiles(counts + b"x", trees).as_text() != text
    assert CountFiles(counts, {**trees, "nog een": b"x" * 9, "en": b""}).as_text() != text


def test_a_file_of_counts_is_packed() -> None:
    assert len(CountFiles(b"noord;werk;12\n" * 10_000).as_text()) < 5_000
