# SPDX-License-Identifier: EUPL-1.2
"""Kept looks: listed, compared, and done again with the same rules."""

from collections.abc import Callable
from uuid import UUID

from django.test import Client

from meedoen.assessment.models import Look
from meedoen.journeys.glasses import current_rulebook
from meedoen.privacy.context import acting
from meedoen.privacy.models import Basis
from meedoen.privacy.operations import share, stop_sharing
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.web.professional.conftest import Workplace

PAGE = "/werk/inwoner/{}/brillen/"


def keep(client: Client, subject: UUID) -> Look:
    client.post(PAGE.format(subject) + "bewaren/")
    return Look.objects.latest("pk")


def answer(client: Client, subject: UUID, name: str, value: str) -> None:
    given = {"name": name, "value": value, "source": "resident"}
    client.post(PAGE.format(subject) + "antwoord/", given)


def test_without_a_kept_look_the_list_says_how_to_keep_one(worker: Client, resident: UUID) -> None:
    assert "Bewaar deze stand" in worker.get(PAGE.format(resident) + "bewaard/").text
    assert "bewaarde stand" not in worker.get(PAGE.format(resident)).text


def test_a_kept_look_is_listed_with_who_and_the_rules_of_which_day(
    worker: Client, resident: UUID
) -> None:
    keep(worker, resident)
    assert "1 bewaarde stand" in worker.get(PAGE.format(resident)).text
    shown = worker.get(PAGE.format(resident) + "bewaard/").text
    assert "Bewaard door Werker wijkteam" in shown
    assert "Regels van" in shown
    assert "Kijk opnieuw met dezelfde regels" in shown


def test_between_two_looks_it_shows_the_outcomes_and_answers_that_changed(
    worker: Client, resident: UUID
) -> None:
    keep(worker, resident)
    answer(worker, resident, "ingezetene_gemeente", "nee")
    keep(worker, resident)
    shown = worker.get(PAGE.format(resident) + "bewaard/").text
    assert "Dagbesteding (begeleiding groep)" in shown
    assert "Antwoorden die anders zijn" in shown
    fact = current_rulebook().facts["ingezetene_gemeente"]
    assert fact.professional_question in shown


def test_looking_again_gives_the_same_even_when_answers_changed_since(
    worker: Client, resident: UUID
) -> None:
    """A look of before can be checked."""
    kept = keep(worker, resident)
    answer(worker, resident, "ingezetene_gemeente", "nee")
    shown = worker.get(PAGE.format(resident) + f"bewaard/{kept.pk}/").text
    assert "Zelfde uitkomst. Elke wet is opnieuw gelezen" in shown


def test_looking_again_says_what_differs(worker: Client, resident: UUID) -> None:
    kept = keep(worker, resident)
    outcomes = {**kept.receipt["outcomes"], "pw.beschut_werk": "ja"}
    Look.objects.filter(pk=kept.pk).update(receipt={**kept.receipt, "outcomes": outcomes})
    shown = worker.get(PAGE.format(resident) + f"bewaard/{kept.pk}/").text
    assert "Er komt nu iets anders uit" in shown
    assert "Beschut werk" in shown


def test_a_law_file_that_is_not_what_it_was_is_named(worker: Client, resident: UUID) -> None:
    kept = keep(worker, resident)
    receipt = kept.receipt
    receipt["laws"][0]["laws"][0]["hash"] = "sha256:oud"
    Look.objects.filter(pk=kept.pk).update(receipt=receipt)
    shown = worker.get(PAGE.format(resident) + f"bewaard/{kept.pk}/").text
    assert "Deze regels zijn niet meer zoals ze toen in huis waren" in shown
    assert receipt["laws"][0]["laws"][0]["id"] in shown


def test_an_answer_that_is_not_shared_any_more_is_not_named(
    worker: Client, resident: UUID, front_door: Workplace, moment: Moment
) -> None:
    """A kept look may rest on health; who may not read health does not learn what changed."""
    fact = current_rulebook().facts["beperking_of_chronisch_psych"]
    herself = resident_viewer(resident)
    everything = {
        "subject": resident, "team_id": front_door.team.pk, "by": herself, "on": moment,
    }  # fmt: skip
    with acting(herself, purpose=Purpose.TAKING_PART, on=moment):
        share(domains=set(Domain), purposes=[Purpose.INTAKE], basis=Basis.CONSENT, **everything)
    answer(worker, resident, "ingezetene_gemeente", "ja")
    keep(worker, resident)
    with acting(herself, purpose=Purpose.TAKING_PART, on=moment):
        residents.keep_fact(
            subject=resident, name=fact.name, value=True, domain=fact.domain,
            source=FactSource.RESIDENT, by=herself, on=moment,
        )  # fmt: skip
    keep(worker, resident)
    assert fact.professional_question in worker.get(PAGE.format(resident) + "bewaard/").text
    with acting(herself, purpose=Purpose.TAKING_PART, on=moment):
        stop_sharing(**everything)
        share(
            domains=set(Domain) - {fact.domain}, purposes=[Purpose.INTAKE],
            basis=Basis.CONSENT, **everything,
        )  # fmt: skip
    shown = worker.get(PAGE.format(resident) + "bewaard/")
    assert shown.status_code == 200
    assert fact.professional_question not in shown.text
    first, second = Look.objects.order_by("pk")
    assert second.domains == sorted({*first.domains, fact.domain})
    assert worker.get(PAGE.format(resident) + f"bewaard/{first.pk}/").status_code == 200
    assert worker.get(PAGE.format(resident) + f"bewaard/{second.pk}/").status_code == 404


def test_a_look_of_somebody_else_is_not_there(worker: Client, resident: UUID, caller: UUID) -> None:
    kept = keep(worker, resident)
    assert worker.get(PAGE.format(caller) + f"bewaard/{kept.pk}/").status_code == 404


def test_a_team_elsewhere_sees_no_kept_look(
    worker: Client, resident: UUID, other_town: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    kept = keep(worker, resident)
    stranger = enter(other_town)
    assert stranger.get(PAGE.format(resident) + "bewaard/").status_code == 404
    assert stranger.get(PAGE.format(resident) + f"bewaard/{kept.pk}/").status_code == 404


def test_two_sources_that_disagree_are_both_in_sight(worker: Client, resident: UUID) -> None:
    """Nothing is merged; until somebody settles it, it counts as unknown."""
    for source, value in (("resident", "ja"), ("professional", "nee")):
        given = {"name": "vervoer_zelfstandig", "value": value, "source": source}
        worker.post(PAGE.format(resident) + "antwoord/", given)
    shown = worker.get(PAGE.format(resident)).text
    assert "Hier staan twee antwoorden" in shown
    panel = shown[shown.index("Hier staan twee antwoorden") :]
    assert "de inwoner zelf, opgeschreven door" in panel
    assert "een professional, opgeschreven door" in panel
