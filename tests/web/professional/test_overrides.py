# SPDX-License-Identifier: EUPL-1.2
"""Deciding otherwise on the screen: the rules stay in sight, with why, on what, and a way back."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from meedoen.accounts.roles import Role
from meedoen.assessment.models import Override
from meedoen.privacy.context import acting
from meedoen.privacy.models import Basis
from meedoen.privacy.operations import share
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, who_looked
from meedoen.residents.models import Fact
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.web.professional.conftest import Workplace, workplace

PAGE = "/werk/inwoner/{}/brillen/"
PROVISION = "wmo.begeleiding_groep"
WHY = "Een open plek is te druk. Samen gekeken naar een vaste groep."
GIVEN = {"decided": "ja", "ground": "wmo_maatwerk", "reason": WHY}


def form_of(subject: UUID, provision: str = PROVISION) -> str:
    return PAGE.format(subject) + f"anders/{provision}/"


def decide(client: Client, subject: UUID, **changed: str) -> Override:
    assert client.post(form_of(subject), GIVEN | changed).status_code == 302
    return Override.objects.latest("pk")


@pytest.fixture
def supporter(
    resident: UUID, towns: object, moment: Moment, enter: Callable[[Workplace], Client]
) -> Client:
    """An independent supporter with whom she shares the same."""
    place = workplace("naast", "GM9901", Role.CLIENT_SUPPORTER, {Purpose.INTAKE})
    herself = resident_viewer(resident)
    with acting(herself, purpose=Purpose.TAKING_PART, on=moment):
        share(
            subject=resident, team_id=place.team.pk, purposes=[Purpose.INTAKE],
            domains={Domain.IDENTITY, Domain.WISHES, Domain.ASSESSMENT},
            basis=Basis.CONSENT, by=herself, on=moment,
        )  # fmt: skip
    return enter(place)


def test_what_the_rules_say_stays_beside_what_was_decided(worker: Client, resident: UUID) -> None:
    decide(worker, resident)
    shown = worker.get(PAGE.format(resident)).content.decode()
    assert "De regels zeggen: Onbekend. Anders besloten: Ja" in shown
    assert WHY in shown
    assert "Wmo 2015, art. 2.3.5 lid 3" in shown
    assert "Werker wijkteam, Team wijkteam" in shown
    assert "Dit is geen beschikking" in shown


def test_what_was_decided_is_never_folded_away(worker: Client, resident: UUID) -> None:
    decide(worker, resident)
    shown = worker.get(PAGE.format(resident)).content.decode()
    folds = shown.split('<details class="wk-missing">')
    assert all("Anders besloten" not in fold.split("</details>")[0] for fold in folds[1:])


@pytest.mark.parametrize("missing", ["decided", "ground", "reason"])
def test_each_part_is_needed_and_nothing_is_chosen_beforehand(
    worker: Client, resident: UUID, missing: str
) -> None:
    """Also a no needs a reason."""
    assert " checked" not in worker.get(form_of(resident)).content.decode()
    given = {**GIVEN, "decided": "nee_op_deze_grond"}
    answer = worker.post(form_of(resident), {**given, missing: ""})
    assert answer.status_code == 422
    assert not Override.objects.exists()


@pytest.mark.parametrize(("words", "kept"), [("Pw, artikel 16", True), ("omdat het moet", False)])
def test_a_ground_in_own_words_names_an_article(
    worker: Client, resident: UUID, words: str, kept: bool
) -> None:
    given = {**GIVEN, "ground": "own", "own_ground": words}
    answer = worker.post(form_of(resident), given)
    assert answer.status_code == (302 if kept else 422)
    assert Override.objects.filter(legal_ground=words).exists() is kept
    assert kept or "Noem de wet en het artikel" in answer.content.decode()


def test_an_open_door_has_no_form_and_cannot_be_closed(worker: Client, resident: UUID) -> None:
    for provision in ("wmo.algemene_voorziening", "wmo.melding", "wmo.bestaat_niet"):
        assert worker.get(form_of(resident, provision)).status_code == 404
        assert worker.post(form_of(resident, provision), GIVEN).status_code == 404
    shown = worker.get(PAGE.format(resident)).content.decode()
    assert "anders/wmo.algemene_voorziening/" not in shown
    assert f"anders/{PROVISION}/" in shown


def test_when_the_rules_say_something_else_by_now_it_asks_to_look_again(
    worker: Client, resident: UUID
) -> None:
    decide(worker, resident)
    assert "De regels zeggen nu iets anders" not in worker.get(PAGE.format(resident)).text
    answer = {"name": "ingezetene_gemeente", "value": "nee", "source": "resident"}
    worker.post(PAGE.format(resident) + "antwoord/", answer)
    assert Fact.objects.filter(name="ingezetene_gemeente", value=False).exists()
    shown = worker.get(PAGE.format(resident)).text
    assert "De regels zeggen nu iets anders" in shown
    assert "Toen: Onbekend. Nu: Nee op deze grond." in shown


def test_a_no_keeps_its_way_on(worker: Client, resident: UUID) -> None:
    answer = {"name": "ingezetene_gemeente", "value": "nee", "source": "resident"}
    worker.post(PAGE.format(resident) + "antwoord/", answer)
    decide(worker, resident, decided="vraagt_oordeel")
    shown = worker.get(PAGE.format(resident)).text
    part = shown[: shown.index("Anders besloten: Vraagt oordeel")]
    assert "Wel mogelijk" in part[part.rindex("wk-outcome__name") :]


def test_it_can_be_taken_back_put_back_and_the_history_stays(
    worker: Client, resident: UUID
) -> None:
    address = PAGE.format(resident) + f"besluit/{decide(worker, resident).pk}/"
    after = worker.post(address, follow=True).text
    assert "Anders besloten" not in after
    assert "Zet terug" in after
    assert "teruggenomen op" in worker.get(form_of(resident)).text
    worker.post(address, {"do": "put_back"})
    assert "Anders besloten: Ja" in worker.get(PAGE.format(resident)).text


def test_the_resident_reads_that_it_was_decided(
    worker: Client, resident: UUID, moment: Moment
) -> None:
    decide(worker, resident)
    with acting(resident_viewer(resident), purpose=Purpose.TAKING_PART, on=moment):
        looks = [look.what for look in who_looked(resident).by_others]
    assert 'besloot anders dan de regels over "Een vaste plek overdag"' in looks


def test_a_refused_decision_is_not_in_her_log(
    worker: Client, resident: UUID, moment: Moment
) -> None:
    given = {**GIVEN, "ground": "own", "own_ground": "omdat het moet"}
    worker.post(form_of(resident), given)
    with acting(resident_viewer(resident), purpose=Purpose.TAKING_PART, on=moment):
        assert not [look for look in who_looked(resident).by_others if "besloot" in look.what]


def test_who_stands_beside_the_resident_reads_it_and_decides_nothing(
    worker: Client, supporter: Client, resident: UUID
) -> None:
    pk = decide(worker, resident).pk
    shown = supporter.get(PAGE.format(resident)).text
    assert WHY in shown
    assert "Besluit anders" not in shown
    assert supporter.get(form_of(resident)).status_code == 403
    assert supporter.post(PAGE.format(resident) + f"besluit/{pk}/").status_code == 403


def test_a_team_elsewhere_can_neither_decide_nor_take_back(
    worker: Client, resident: UUID, other_town: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    pk = decide(worker, resident).pk
    stranger = enter(other_town)
    assert stranger.post(form_of(resident), GIVEN).status_code == 404
    assert stranger.post(PAGE.format(resident) + f"besluit/{pk}/").status_code == 404
    assert Override.objects.get().withdrawn_at is None


def test_independent_support_records_no_judgement_in_the_name_of_a_body(
    supporter: Client, worker: Client, resident: UUID
) -> None:
    """Rules 2.1: a judgement may be given only by the competent party."""
    weighed = {
        "name": "sociale_activering_past", "value": "ja", "source": "judgement",
        "motivation": "Dit past bij haar.",
    }  # fmt: skip
    facts = Fact.objects.filter(name="sociale_activering_past")
    answer = supporter.post(PAGE.format(resident) + "antwoord/", weighed, follow=True)
    assert "Dit oordeel is van" in answer.text
    assert not facts.exists()
    worker.post(PAGE.format(resident) + "antwoord/", weighed)
    assert facts.exists()
