# SPDX-License-Identifier: EUPL-1.2
"""Whatever people are called and whatever they say: each page stays whole, and says who it is."""

from collections.abc import Iterator

import pytest

from meedoen.accounts.roles import Role
from tests.web.pages.checks import visible, wrong_with
from tests.web.pages.hostile import MACHINE, SAID, UNSEEN, columns_of_words, make_hostile
from tests.web.pages.town import PLACED, TOLD, VISITOR, Town, undone
from tests.web.pages.walk import walk

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(town: Town) -> Iterator[Town]:
    """The demonstration, in which everybody has a name nobody thought of."""
    with undone():
        make_hostile(town.subjects)
        yield town


def test_every_column_is_known_to_hold_words_of_people_or_of_the_machine() -> None:
    """A new column: say in `hostile.py` which of the two, so that its pages are tried as well."""
    known = {
        label: set(SAID.get(label, ())) | set(MACHINE.get(label, ())) for label in {*SAID, *MACHINE}
    }
    found = {label: names for label, names in columns_of_words().items() if names}
    assert found == known


@pytest.mark.parametrize(
    "who",
    [VISITOR, PLACED, TOLD, Role.NEIGHBOURHOOD_WORKER.value, Role.PROVIDER_WORKER.value,
     Role.POLICY_ADVISER.value],
)  # fmt: skip
def test_every_page_stays_whole_whatever_people_are_called(town: Town, who: str) -> None:
    found = walk(town, who)
    wrong = [f"{page}: {said}" for page in found.pages for said in wrong_with(page.tree)]
    assert found.findings + wrong == []


def test_a_name_that_nobody_sees_is_no_name(town: Town) -> None:
    """element-web #6896: somebody without a visible name could not be opened by anyone."""
    assert visible(UNSEEN) == ""
    worker = town.at_work(Role.NEIGHBOURHOOD_WORKER).browser()
    page = worker.get(f"/werk/inwoner/{town.subjects[1]}/").content.decode()
    assert UNSEEN not in page
    assert "een inwoner" in page
