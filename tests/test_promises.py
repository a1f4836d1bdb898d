# SPDX-License-Identifier: EUPL-1.2
"""Which promise is proven by which test: said by markers, and told on a page that is up to date."""

import ast
import re
from pathlib import Path

import pytest

from meedoen.privacy.endpoints import all_endpoints
from scripts.promises import (
    LIST,
    PAGE,
    Marker,
    Promise,
    WrongMarker,
    all_markers,
    find_markers,
    read_promises,
    write_page,
)

ROOT = Path(__file__).resolve().parent.parent
PROMISES = read_promises(LIST.read_text(encoding="utf-8"))
TWO = [Promise("S1-01", "One desk", "Found.", "network"), Promise("I1", "Always", "Same.", "/a/")]
# Also in a title that stands alone ("I7.") and in a range ("S2-01 … S2-04").
CITATION = re.compile(r"\bS[0-4]-\d\d\b|\bI\d{1,2}\b|\bI-promise")


def marked(marker: str, line: str = "def test_it(): pass") -> str:
    return f"import pytest\n\n@pytest.mark.proves({marker})\n{line}\n"


def test_the_page_in_the_docs_is_what_the_markers_say_now() -> None:
    made = write_page(PROMISES, all_markers())
    assert PAGE.read_text(encoding="utf-8") == made, "it is stale: make promises"


def test_every_promise_has_a_place_in_the_product() -> None:
    addresses = {listed.pattern for listed in all_endpoints()}
    rooms = {folder.name for folder in (ROOT / "src" / "meedoen").iterdir()}
    assert [p for p in PROMISES if p.where not in addresses | rooms] == []


def test_every_promise_is_one_sentence_with_a_name_of_its_own() -> None:
    names = [promise.id for promise in PROMISES]
    assert len(names) == len(set(names))
    assert [p.id for p in PROMISES if not re.fullmatch(r"S[0-4]-\d\d|I\d{1,2}", p.id)] == []
    assert [p.id for p in PROMISES if not p.says.endswith(".") or "|" in p.says] == []


def test_no_test_cites_a_promise_in_its_words() -> None:
    """A word in a docstring proves nothing, and nobody sees it when it is wrong."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    said = [
        (path.name, ast.get_docstring(node) or "")
        for path in (ROOT / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, kinds)
    ]
    assert [words for words in said if CITATION.search(words[1])] == []


@pytest.mark.parametrize("words", ["I7.", "One plan (S2-18).", "S0-23, I5.", "I-promises: no."])
def test_a_citation_is_seen(words: str) -> None:
    assert CITATION.search(words)


def test_a_proof_of_all_and_a_proof_of_a_part_are_told_apart() -> None:
    whole, part = find_markers(marked('"I1"'), "a.py"), find_markers(marked('"I1", "half"'), "b.py")
    assert whole == [Marker("I1", "a.py::test_it", "")]
    assert part == [Marker("I1", "b.py::test_it", "half")]
    assert "**1** are proven, **0** in part, **1** not yet" in write_page(TWO, whole + part)
    assert "**0** are proven, **1** in part, **1** not yet" in write_page(TWO, part)


def test_a_marker_may_stand_on_a_class_and_on_a_file() -> None:
    inside = "class TestIt:\n    @pytest.mark.proves('S1-01')\n    def test_one(self): pass\n"
    file = "pytestmark = [pytest.mark.django_db, pytest.mark.proves('I1')]\n"
    assert [marker.test for marker in find_markers(file + marked('"I1"', inside), "a.py")] == [
        "a.py",
        "a.py::TestIt",
        "a.py::TestIt::test_one",
    ]


@pytest.mark.parametrize(
    "source",
    [
        marked(""),
        marked('""'),
        marked('"I1", ""'),
        marked('"I1", part="half"'),
        marked("NAME"),
        marked('"I1"', "def helper(): pass"),
        "import pytest\nCASES = [pytest.param(1, marks=pytest.mark.proves('I1'))]\n",
    ],
)
def test_a_marker_that_says_nothing_or_stands_on_no_test_is_refused(source: str) -> None:
    with pytest.raises(WrongMarker, match=r"a\.py"):
        find_markers(source, "a.py")


def test_a_promise_that_does_not_exist_cannot_be_proven() -> None:
    with pytest.raises(WrongMarker, match="S9-99"):
        write_page(TWO, [Marker("S9-99", "a.py::test_it", "")])


def test_what_nothing_proves_is_listed_at_the_end() -> None:
    page = write_page(TWO, [Marker("I1", "a.py::test_it", "")])
    _, _, end = page.partition("## Not proven yet")
    assert "| **S1-01** Found. | `network` |" in end
    assert "I1" not in end
    assert "| **I1** Same. | whole | `a.py` `test_it` | `/a/` |" in page
