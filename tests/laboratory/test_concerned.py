# SPDX-License-Identifier: EUPL-1.2
"""Which values of a municipality a knelpunt is about, by the laws as people write them."""

from datetime import date

import pytest

from meedoen.journeys.glasses import current_rulebook
from meedoen.laboratory.concerned import concerned
from meedoen.laboratory.drafts import Term, terms_of


@pytest.fixture(scope="module")
def terms() -> tuple[Term, ...]:
    return terms_of(current_rulebook().corpus, "GM9901", date(2026, 11, 23))


def names(terms: tuple[Term, ...], *laws: str) -> set[str]:
    return {key.rpartition(":")[2] for key in concerned(terms, laws)}


def test_an_article_of_a_law_finds_the_values_that_fill_it(terms: tuple[Term, ...]) -> None:
    found = {"maatschappelijk_meedoen_vooruit"}
    assert names(terms, "Pw art. 9") == found
    assert names(terms, "Participatiewet, artikel 9") == found
    assert names(terms, "Ziektewet art. 30", "Pw art. 9 lid 2") == found


def test_what_fills_a_local_rule_belongs_to_the_law_above_it_too(terms: tuple[Term, ...]) -> None:
    asked = names(terms, "Wmo art. 2.1.4a")
    assert {"abonnementstarief_gevraagd", "bijdrage_nihil_minima"} <= asked
    # The ordinance leaves the limit to further rules; it decides on the same article of the law.
    assert "minimagrens" in asked


def test_a_local_rule_is_found_by_its_name_with_or_without_the_municipality(
    terms: tuple[Term, ...],
) -> None:
    assert names(terms, "Participatieverordening art. 9") == {"proefplaats_maanden"}
    assert names(terms, "Participatieverordening Lindewaard art. 9.") == {"proefplaats_maanden"}
    assert names(terms, "Participatie art. 9") == set()


def test_a_law_without_an_article_or_without_room_is_about_no_value(
    terms: tuple[Term, ...],
) -> None:
    for law in ("Pw", "Wmo art. 2.3.9", "artikel 9", "Ziektewet art. 9", ""):
        assert names(terms, law) == set(), law
