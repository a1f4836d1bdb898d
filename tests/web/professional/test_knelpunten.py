# SPDX-License-Identifier: EUPL-1.2
"""A knelpunt goes to the register without a name, and its way out into the plan."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from meedoen.accounts.roles import Role
from meedoen.journeys import participation
from meedoen.journeys.glasses import current_rulebook
from meedoen.journeys.reading import read_dossier
from meedoen.knelpunten.models import Draft
from meedoen.plans.models import Step
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, who_looked
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.web.professional.conftest import Workplace, workplace

PAGE = "/werk/inwoner/{}/brillen/"
LIST = "/werk/knelpunten/"
TOLD = {
    "title": "Meer doen kan hulp kosten",
    "happens": "Wie meer doet, krijgt minder uren hulp.",
    "laws": "Wmo art. 2.3.9\nPw art. 31",
    "type": "regeling",
    "effect": "",
}
HELPED = {"krijgt_begeleiding": True, "doet_vrijwilligerswerk": True}
LET_DOWN = {
    "geboortedatum": "1978-06-06", "ingezetene_gemeente": False, "uitkering_soort": ["GEEN"],
    "ingeschreven_werkzoekende_uwv": False, "eerder_met_loonkostensubsidie": False,
    "afspraak_college_uwv": False, "gevolg_participatie": "geen",
    "gevolg_zelfredzaamheid": "geen", "mantelzorger": False, "krijgt_mantelzorg": False,
}  # fmt: skip


def told(subject: UUID, facts: dict[str, object], on: Moment) -> None:
    herself = resident_viewer(subject)
    with acting(herself, purpose=Purpose.TAKING_PART, on=on):
        for name, value in facts.items():
            residents.keep_fact(
                subject=subject, name=name, value=value, domain=Domain.DAILY_LIFE,
                source=FactSource.RESIDENT, by=herself, on=on,
            )  # fmt: skip


@pytest.fixture
def helped(resident: UUID, moment: Moment) -> UUID:
    """A resident for whom doing more may cost her help (K06)."""
    told(resident, HELPED, moment)
    return resident


def form_of(subject: UUID, code: str = "K06") -> str:
    return PAGE.format(subject) + f"knelpunt/{code}/"


@pytest.mark.proves("S0-21", "a colleague begins at the collision")
@pytest.mark.proves("S2-03", "on the page of the glasses")
def test_a_knelpunt_can_be_told_of_without_a_name(worker: Client, helped: UUID) -> None:
    """One click from the collision to a draft."""
    assert form_of(helped) in worker.get(PAGE.format(helped)).text
    shown = worker.get(form_of(helped)).text
    assert "Een nieuw onderzoek kan de hulp lager maken" in shown
    after = worker.post(form_of(helped), TOLD, follow=True)
    assert after.redirect_chain[-1][0] == LIST
    assert TOLD["happens"] in after.text
    assert str(helped) not in after.text


@pytest.mark.proves("S0-13", "on the page of the draft")
def test_the_words_that_could_tell_who_it_is_are_marked_and_asked_about(
    worker: Client, helped: UUID
) -> None:
    named = {**TOLD, "happens": "Noor krijgt minder hulp sinds 3 maart."}
    answer = worker.post(form_of(helped), named)
    assert answer.status_code == 422
    assert "<mark>Noor</mark>" in answer.text
    assert "<mark>3 maart</mark>" in answer.text
    assert not Draft.objects.exists()
    partly = worker.post(form_of(helped), {**named, "may_stay": ["date:3 maart"]})
    assert partly.status_code == 422
    assert "<mark>3 maart</mark>" not in partly.text
    both = {**named, "may_stay": ["date:3 maart", "perhaps_name:noor"]}
    assert worker.post(form_of(helped), both).status_code == 302
    assert Draft.objects.get().happens == named["happens"]


def test_a_bsn_cannot_be_said_to_be_harmless(worker: Client, helped: UUID) -> None:
    given = {**TOLD, "happens": "Over 111222333.", "may_stay": ["bsn:111222333"]}
    answer = worker.post(form_of(helped), given)
    assert answer.status_code == 422
    assert "Dat mag nooit blijven staan" in answer.text


@pytest.mark.proves("S0-20", "her own words, with her yes")
def test_her_own_words_need_her_yes(worker: Client, helped: UUID) -> None:
    words = {**TOLD, "effect": "Ik durf niets meer te doen."}
    assert worker.post(form_of(helped), words).status_code == 422
    assert worker.post(form_of(helped), {**words, "effect_agreed": "on"}).status_code == 302


def test_a_collision_that_is_not_hers_cannot_be_told_of(worker: Client, helped: UUID) -> None:
    for code in ("K01", "K99", "wal-en-schip"):
        assert worker.get(form_of(helped, code)).status_code == 404


@pytest.mark.proves("S1-16", "who helps her sees it and can tell of it")
@pytest.mark.proves("I3", "between two laws")
def test_who_falls_between_two_laws_can_always_be_told_of(
    worker: Client, resident: UUID, moment: Moment
) -> None:
    """Never a dead end."""
    told(resident, LET_DOWN, moment)
    shown = worker.get(PAGE.format(resident)).text
    card = shown[shown.index("Nog geen wet die nu iets biedt") :]
    assert "Dat is geen eindpunt" in card
    assert "Meld zonder naam" in card[: card.index("wk-matrix")]
    given = {**TOLD, "title": "Tussen wal en schip", "laws": "Wmo 2015\nParticipatiewet"}
    assert worker.post(form_of(resident, "wal-en-schip"), given).status_code == 302
    assert set(Draft.objects.get().frames) == {"wmo", "participatiewet"}
    assert Draft.objects.get().code == ""


def test_the_resident_reads_that_something_was_told_without_her(
    worker: Client, helped: UUID, moment: Moment
) -> None:
    worker.post(form_of(helped), TOLD)
    with acting(resident_viewer(helped), purpose=Purpose.TAKING_PART, on=moment):
        assert "meldde een knelpunt, zonder jou erin" in [
            x.what for x in who_looked(helped).by_others
        ]


@pytest.mark.proves("S0-06", "on the page of the list")
def test_both_laws_can_be_counted_and_chosen(worker: Client, helped: UUID) -> None:
    worker.post(form_of(helped), TOLD)
    worker.post(form_of(helped), {**TOLD, "title": "Alleen de Wmo", "laws": "Wmo art. 2.3.9"})
    shown = worker.get(LIST).text
    assert "Alle (2)" in shown
    assert "Raakt Wmo én Participatiewet (1)" in shown
    both = worker.get(LIST + "?raakt=beide").text
    assert TOLD["title"] in both
    assert "Alleen de Wmo" not in both


def test_a_draft_can_be_changed_removed_and_put_back(worker: Client, helped: UUID) -> None:
    worker.post(form_of(helped), TOLD)
    pk = Draft.objects.get().pk
    named = worker.post(f"{LIST}{pk}/", {**TOLD, "title": "Over mevrouw Puk"})
    assert named.status_code == 422
    worker.post(f"{LIST}{pk}/", {**TOLD, "title": "Hulp die minder wordt"})
    assert "Hulp die minder wordt" in worker.get(LIST).text
    after = worker.post(f"{LIST}{pk}/weg/", follow=True).text
    assert "Hulp die minder wordt" not in after
    assert "Zet terug" in after
    assert (
        "Hulp die minder wordt"
        in worker.post(f"{LIST}{pk}/weg/", {"do": "put_back"}, follow=True).text
    )


def test_an_empty_list_says_where_to_begin(worker: Client) -> None:
    assert "Nog geen knelpunten opgeschreven" in worker.get(LIST).text


@pytest.mark.proves("S0-08", "nobody else finds it")
def test_another_organisation_sees_no_draft_by_any_door(
    worker: Client, helped: UUID, towns: object, enter: Callable[[Workplace], Client]
) -> None:
    """Other organisations get nothing."""
    worker.post(form_of(helped), TOLD)
    pk = Draft.objects.get().pk
    from_here = workplace("verderop", "GM9901", Role.WMO_CONSULTANT, {Purpose.INTAKE})
    stranger = enter(from_here)
    assert TOLD["title"] not in stranger.get(LIST).text
    assert stranger.get(f"{LIST}{pk}/").status_code == 404
    assert stranger.post(f"{LIST}{pk}/", TOLD).status_code == 404
    assert stranger.post(f"{LIST}{pk}/weg/").status_code == 404
    assert Draft.objects.get().removed_on is None


def test_the_way_out_goes_into_the_plan_in_words_that_can_change(
    worker: Client, helped: UUID, front_door: Workplace, moment: Moment
) -> None:
    herself = resident_viewer(helped)
    with acting(herself, purpose=Purpose.TAKING_PART, on=moment):
        known = read_dossier(
            subject=helped, purpose=Purpose.TAKING_PART, what="keek", by=herself, on=moment
        ).dossier
        participation.begin_plan(known=known, by=herself, on=moment)
    plan = f"/werk/inwoner/{helped}/plan/"
    assert f"{plan}?uitweg=K06" in worker.get(PAGE.format(helped)).text
    shown = worker.get(plan + "?uitweg=K06").text
    assert 'value="Minder hulp kan alleen met een nieuw besluit.' in shown
    assert "brillen/#knelpunt-K06" in shown
    worker.post(plan + "stap/", {"words": "Eerst samen afspreken dat hulp blijft."})
    assert Step.objects.filter(words="Eerst samen afspreken dat hulp blijft.").exists()
    assert "uitweg bij het knelpunt" not in worker.get(plan + "?uitweg=K99").text


def test_without_a_plan_the_way_out_is_not_lost(worker: Client, helped: UUID) -> None:
    shown = worker.get(f"/werk/inwoner/{helped}/plan/?uitweg=K06").text
    assert "Minder hulp kan alleen met een nieuw besluit" in shown
    assert "Er is nog geen plan" in shown


def test_every_way_out_fits_in_a_step() -> None:
    from_rulebook = [k.way_out for k in current_rulebook().knelpunten]
    assert max(map(len, from_rulebook)) <= Step._meta.get_field("words").max_length
