# SPDX-License-Identifier: EUPL-1.2
"""Every registered page, as everybody who may open it: named, whole, and no way leads nowhere."""

import pytest

from meedoen.accounts.roles import Role
from tests.web.pages.checks import words_of_the_office, wrong_with
from tests.web.pages.forms import forms_on, ways_to_fill
from tests.web.pages.town import EVERYBODY, PLACED, SILENT, TOLD, VISITOR, Town
from tests.web.pages.walk import Seen, walk

pytestmark = pytest.mark.django_db

# Together they meet each form of the product; those who meet most of them, on the long walk.
SENDERS = (
    VISITOR, TOLD, SILENT, Role.PROVIDER_WORKER.value, Role.POLICY_ADVISER.value,
    pytest.param(PLACED, marks=pytest.mark.walk),
    pytest.param(Role.NEIGHBOURHOOD_WORKER.value, marks=pytest.mark.walk),
)  # fmt: skip

# Shows what a law calls things beside what we make of it, for a jurist; nobody is spoken to.
IN_WORDS_OF_THE_LAW = {"web:law", "web:article"}


def not_right(pages: list[Seen]) -> list[str]:
    wrong = [f"{page}: {said}" for page in pages for said in wrong_with(page.tree)]
    for page in pages:
        if page.person.account is None and page.name not in IN_WORDS_OF_THE_LAW:
            wrong += [f"{page}: says '{word}'" for word in words_of_the_office(page.tree)]
    return wrong


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_is_whole_and_leads_somewhere(town: Town, who: str) -> None:
    found = walk(town, who)
    assert found.findings == []
    assert not_right(found.pages) == []


@pytest.mark.parametrize("who", SENDERS)
def test_every_form_answers_nothing_and_nonsense_with_a_whole_page(town: Town, who: str) -> None:
    person, found = town.people[who], walk(town, who)
    wrong = []
    for page, form, target in forms_on(found.pages):
        for filled in ways_to_fill(page, form, target):
            came = filled.send(person)
            if came.status not in (200, 422):
                wrong.append(f"{page}: {target} answers {came.status}")
            elif came.html:
                wrong += not_right([came])
    assert wrong == []


def test_each_kind_of_title_stands_on_one_page(town: Town) -> None:
    """In a list of tabs or in the history one page can be told from another."""
    faces = {
        PLACED: "resident:", Role.NEIGHBOURHOOD_WORKER.value: "professional:",
        Role.POLICY_ADVISER.value: "policy:",
    }  # fmt: skip
    for who, face in faces.items():
        titles: dict[str, set[str]] = {}
        for page in walk(town, who).pages:
            if page.status == 200 and page.name.startswith(face):
                titles.setdefault(page.tree.findtext(".//head/title"), set()).add(page.name)
        assert len(titles) > 2
        assert {title: names for title, names in titles.items() if len(names) > 1} == {}
