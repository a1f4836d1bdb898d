# SPDX-License-Identifier: EUPL-1.2
"""The conversation through two glasses: unknown is never no, and nothing is forced."""

import re
from uuid import UUID

import pytest
from django.test import Client

from meedoen.assessment.models import Look
from meedoen.residents.models import Fact

DIRECT = "/werk/inwoner/{}/brillen/"


def page(client: Client, subject: UUID, asked: str = "") -> str:
    query = f"?vraag={asked}" if asked else ""
    return client.get(DIRECT.format(subject) + query).content.decode()


def outcomes(shown: str) -> list[str]:
    """The outcome of each card, without the four that are explained on the page."""
    return re.findall(r'data-outcome="([a-z_]+)"', shown)


def test_a_missing_fact_is_unknown_and_never_no(worker: Client, resident: UUID) -> None:
    found = outcomes(page(worker, resident))
    assert "onbekend" in found
    assert "nee_op_deze_grond" not in found


def test_what_misses_a_fact_is_named_while_its_fold_is_shut(worker: Client, resident: UUID) -> None:
    """Folding may shorten the page; it may never hide a provision or make it look like a no."""
    shown = page(worker, resident)
    folds = re.findall(r'<details class="wk-missing">(.*?)</details>\s*</div>', shown, re.DOTALL)
    folded = sum(fold.count('class="wk-outcome"') for fold in folds)
    assert folded == outcomes(shown).count("onbekend") > 0
    for fold in folds:
        shut, opened = fold.split("</summary>", 1)
        assert "er mist een feit" in shut
        for name in re.findall(r'wk-outcome__name">([^<]+)<', opened):
            assert name in shut


@pytest.mark.proves("S2-11", "with article and local rule")
def test_both_laws_stand_beside_each_other_with_article_and_sentence(
    worker: Client, resident: UUID
) -> None:
    """The two glasses, whatever desk."""
    shown = page(worker, resident)
    assert "Wmo 2015, art. 1.1.1, 1.2.1 en 2.3.5 lid 3" in shown
    assert "Pw, art." in shown
    assert "Zo werkt het door" in shown


def test_doors_without_indication_always_stand_open(worker: Client, resident: UUID) -> None:
    shown = page(worker, resident)
    assert shown.index("Een open plek") < shown.index("Beide wetten naast elkaar")


def test_a_question_says_why_it_is_asked(worker: Client, resident: UUID) -> None:
    assert "Waarom we dit vragen" in page(worker, resident)


def test_an_answer_is_kept_with_who_said_it(worker: Client, resident: UUID) -> None:
    answer = {"name": "wil_pgb", "value": "ja"}
    worker.post(DIRECT.format(resident) + "antwoord/", answer)
    shown = page(worker, resident)
    assert Fact.objects.get(name="wil_pgb").value is True
    assert "de inwoner zelf, opgeschreven door Werker wijkteam" in shown


@pytest.mark.proves("I9", "no fact is forced")
@pytest.mark.parametrize("value", ["liever_niet", "onbekend"])
def test_not_knowing_and_rather_not_saying_stay_open(
    worker: Client, resident: UUID, value: str
) -> None:
    worker.post(DIRECT.format(resident) + "antwoord/", {"name": "wil_pgb", "value": value})
    fact = Fact.objects.get(name="wil_pgb")
    assert fact.skipped
    assert fact.value is None


def test_a_skipped_question_does_not_come_back_by_itself(worker: Client, resident: UUID) -> None:
    asked = re.search(r'name="name" value="([a-z_]+)"', page(worker, resident))
    assert asked
    worker.post(DIRECT.format(resident) + "overslaan/", {"name": asked[1]})
    shown = page(worker, resident)
    next_asked = re.search(r'name="name" value="([a-z_]+)"', shown)
    assert next_asked
    assert next_asked[1] != asked[1]
    assert "Overgeslagen" in shown
    assert "we vragen het niet opnieuw" in shown


def test_nothing_is_asked_about_what_the_resident_does_not_share(
    worker: Client, resident: UUID
) -> None:
    shown = page(worker, resident, "uitkering_soort")
    assert "Dat deelt de inwoner niet met jouw team" in shown
    worker.post(
        DIRECT.format(resident) + "antwoord/",
        {"name": "uitkering_soort", "value": ["PW"], "source": "resident"},
    )
    assert not Fact.objects.exists()


def test_a_judgement_without_a_reason_is_refused(worker: Client, resident: UUID) -> None:
    """Awb art. 3:46: a decision rests on a reason."""
    name = "oplosbaar_eigen_kracht"
    answer = worker.post(DIRECT.format(resident) + "antwoord/", {"name": name, "value": "nee"})
    assert answer.status_code == 422
    assert "Een oordeel heeft een reden" in answer.content.decode()
    assert not Fact.objects.exists()


def test_a_judgement_with_a_reason_is_kept_and_names_its_body(
    worker: Client, resident: UUID
) -> None:
    name = "oplosbaar_eigen_kracht"
    assert "college" in page(worker, resident, name)
    worker.post(
        DIRECT.format(resident) + "antwoord/",
        {"name": name, "value": "nee", "motivation": "Samen besproken, het lukt niet alleen."},
    )
    fact = Fact.objects.get(name=name)
    assert (fact.source, fact.value) == ("judgement", False)
    assert "Samen besproken" in page(worker, resident)


def test_two_sources_that_disagree_are_shown_and_count_as_unknown(
    worker: Client, resident: UUID
) -> None:
    for source, value in (("resident", "ja"), ("register", "nee")):
        worker.post(
            DIRECT.format(resident) + "antwoord/",
            {"name": "ingezetene_gemeente", "value": value, "source": source},
        )
    shown = page(worker, resident)
    assert "Hier staan twee antwoorden" in shown
    assert "een register, opgeschreven door" in shown
    assert "nee_op_deze_grond" not in outcomes(shown)


def test_a_fact_can_be_taken_back_and_put_back(worker: Client, resident: UUID) -> None:
    worker.post(DIRECT.format(resident) + "antwoord/", {"name": "wil_pgb", "value": "ja"})
    away = worker.post(DIRECT.format(resident) + "terugnemen/", {"name": "wil_pgb"})
    assert not Fact.objects.filter(replaced_at__isnull=True).exists()
    shown = worker.get(away["Location"]).content.decode()
    then = re.search(r'name="then" value="([^"]+)"', shown)
    assert then
    worker.post(DIRECT.format(resident) + "terugzetten/", {"name": "wil_pgb", "then": then[1]})
    assert Fact.objects.get(replaced_at__isnull=True).value is True


def test_putting_back_never_overwrites_what_was_said_since(worker: Client, resident: UUID) -> None:
    """The same source spoke again in between; the newest words stay."""
    base, name = DIRECT.format(resident), "wil_pgb"
    worker.post(base + "antwoord/", {"name": name, "value": "ja"})
    away = worker.post(base + "terugnemen/", {"name": name})
    then = re.search(r'name="then" value="([^"]+)"', worker.get(away["Location"]).content.decode())
    assert then
    worker.post(base + "antwoord/", {"name": name, "value": "nee"})
    worker.post(base + "terugzetten/", {"name": name, "then": then[1]})
    assert Fact.objects.get(replaced_at__isnull=True).value is False


def test_a_birthday_in_words_that_are_no_date_is_explained(worker: Client, resident: UUID) -> None:
    answer = worker.post(
        DIRECT.format(resident) + "antwoord/",
        {"name": "geboortedatum", "value": "ooit", "source": "resident"},
    )
    assert answer.status_code == 422
    assert "Dit lezen we niet als een dag" in answer.content.decode()


def test_a_question_the_rulebook_does_not_know_is_not_found(worker: Client, resident: UUID) -> None:
    assert worker.get(DIRECT.format(resident) + "?vraag=bestaat_niet").status_code == 404
    assert worker.post(DIRECT.format(resident) + "antwoord/", {"name": "x"}).status_code == 404


def test_what_was_seen_can_be_kept_with_its_receipt(worker: Client, resident: UUID) -> None:
    worker.post(DIRECT.format(resident) + "bewaren/")
    assert Look.objects.get().receipt["municipality"] == "GM9901"


@pytest.mark.proves("I2", "no money on the page of the glasses")
def test_no_money_stands_on_the_glasses(worker: Client, resident: UUID) -> None:
    """The funding source never decides."""
    shown = page(worker, resident)
    assert "€" not in shown
    assert "eigen bijdrage" not in shown.lower()
