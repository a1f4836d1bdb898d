# SPDX-License-Identifier: EUPL-1.2
"""Coming back, leaving and being called."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Organisation
from meedoen.privacy import return_tries
from meedoen.privacy.context import acting
from meedoen.privacy.models import Basis, SecurityEvent
from meedoen.privacy.operations import hand_out_return_words, share
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, shared_with
from meedoen.residents.models import Resident
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.signing import SIGNED
from tests.web.resident.conftest import WISH, as_resident, known, tell, text

WRONG = "appel anker bakker balkon beker"
BACK, CALL = reverse("resident:come_back"), reverse("resident:callback")


def words_of(subject: UUID) -> str:
    me, on = resident_viewer(subject), Moment.now()
    with acting(me, purpose=Purpose.TAKING_PART, on=on):
        return hand_out_return_words(subject=subject, by=me, on=on)


def test_return_words_open_the_dossier_under_a_new_session_key(
    visitor: Client, subject: UUID
) -> None:
    visitor.post(BACK, {"words": "geen idee"})
    before = visitor.session.session_key
    typed = words_of(subject).upper().replace(" ", ", ")
    answer = visitor.post(BACK, {"words": typed})
    assert answer["Location"] == reverse("resident:plan")
    assert visitor.session[SUBJECT_IN_SESSION] == str(subject)
    assert visitor.session.session_key != before


@pytest.mark.parametrize(
    ("verder", "lands"),
    [
        ("/mijn-keuzes/?weg=3", "/mijn-keuzes/?weg=3"),
        ("/mijn-verhaal/2/", "/mijn-verhaal/2/"),
        ("/mijn-plan/stap/", "/mijn-plan/"),
        ("/account/login/", "/mijn-plan/"),
        ("/werk/", "/mijn-plan/"),
        ("//elders.example/mijn-keuzes/", "/mijn-plan/"),
        ("https://elders.example/mijn-keuzes/", "/mijn-plan/"),
        ("javascript:alert(1)", "/mijn-plan/"),
        ("", "/mijn-plan/"),
    ],
)
def test_return_words_lead_on_to_a_page_of_hers_only(
    visitor: Client, subject: UUID, verder: str, lands: str
) -> None:
    answer = visitor.post(BACK, {"words": words_of(subject)}, query_params={"verder": verder})
    assert answer.status_code == 302
    assert answer["Location"] == lands


def test_wrong_words_open_nothing_and_say_what_to_do(visitor: Client, subject: UUID) -> None:
    page = visitor.post(BACK, {"words": WRONG})
    assert page.status_code == 200
    assert "Deze woorden kennen we niet" in text(page)
    assert SUBJECT_IN_SESSION not in visitor.session


def test_no_words_at_all_is_pointed_out_at_the_field(visitor: Client) -> None:
    assert "Typ de woorden die je hebt opgeschreven" in text(visitor.post(BACK, {"words": ""}))


def test_after_five_wrong_tries_even_the_right_words_must_wait(
    visitor: Client, subject: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = words_of(subject)
    for _ in range(return_tries.FREE_TRIES):
        assert "Deze woorden kennen we niet" in text(visitor.post(BACK, {"words": WRONG}))
    page = text(visitor.post(BACK, {"words": right}))
    assert "Wacht een minuut" in page
    assert right in page, "what was typed stays in the field"
    assert SUBJECT_IN_SESSION not in visitor.session
    later = Moment.now() + timedelta(minutes=3)
    monkeypatch.setattr(Moment, "now", lambda: later)
    assert visitor.post(BACK, {"words": right}).status_code == 302


def test_a_wrong_try_is_noted_without_the_words(visitor: Client, subject: UUID) -> None:
    visitor.post(BACK, {"words": WRONG})
    event = SecurityEvent.objects.get(event="return_words_unknown")
    assert "balkon" not in f"{event.reason}{event.endpoint}"
    assert event.municipality_codes == ["GM9901", "GM9902"], "an officer of each can read it"


def test_leaving_closes_the_dossier_on_this_machine(kim: Client) -> None:
    assert "Sluit af" in text(kim.get("/"))
    kim.post(reverse("resident:leave"))
    assert SUBJECT_IN_SESSION not in kim.session
    page = text(kim.get(reverse("resident:plan")))
    assert WISH not in page
    assert "Sluit af" not in page


def test_leaving_is_never_done_by_a_link(kim: Client) -> None:
    assert kim.get(reverse("resident:leave")).status_code == 405
    assert SUBJECT_IN_SESSION in kim.session


@pytest.mark.proves("S1-18", "a number is enough to be called")
def test_a_number_is_enough_to_be_called_and_only_name_and_number_are_shared(
    visitor: Client,
) -> None:
    answer = visitor.post(CALL, {"telephone": "06-12 34 56 78", "moment": "liefst in de middag"})
    assert answer["Location"] == reverse("resident:callback_done")
    subject = UUID(visitor.session[SUBJECT_IN_SESSION])
    call = known(subject).call_me
    assert call is not None
    assert call.words == "+31612345678 · liefst in de middag"
    on = Moment.now()
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=on):
        shared = {domain for share in shared_with(subject, on=on) for domain in share.domains}
    assert shared == {Domain.IDENTITY, Domain.CONTACT}
    page = text(visitor.get(answer["Location"]))
    assert "Wijkteam Noord" in page
    assert "06 12 34 56 78" in page


NUMBERS = [
    "+31 6 12 34 56 78", "(0341) 12 34 56", "06.12345678", "+31 (0)6 12345678",
    "0031(0)6 12345678", "\u202a+31 6 12345678\u202c", "06\u201112345678", "06 1234 5678\u200b",
    "\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "tel: 0612345678",
    "+48 512 345 678",
]  # fmt: skip


@pytest.mark.parametrize("typed", NUMBERS)
def test_a_number_may_be_typed_as_people_write_it(visitor: Client, typed: str) -> None:
    assert visitor.post(CALL, {"telephone": typed}).status_code == 302


@pytest.mark.parametrize(
    "typed",
    ["", "12", "bel me maar", "0612345678 of 0698765432 of zo", "0000000000", "112", "0900-8844",
     "123456789", "\u200b", "9" * 5_000],
)  # fmt: skip
def test_a_number_that_cannot_be_called_is_asked_again(visitor: Client, typed: str) -> None:
    page = visitor.post(CALL, {"telephone": typed})
    assert page.status_code == 200
    assert "nummer" in text(page)
    assert not Resident.objects.exists()


def test_words_beside_the_number_go_to_the_moment_and_the_number_is_shown_back(
    visitor: Client,
) -> None:
    typed = "+31 (0)6 12345678 (na 17 u)"
    page = text(visitor.post(CALL, {"telephone": typed, "moment": ""}, follow=True))
    assert "We bellen 06 12 34 56 78 · na 17 u. Klopt dat?" in page
    assert "Nee, verander het" in page


def test_a_number_with_more_behind_it_is_asked_about_and_one_press_answers(
    visitor: Client,
) -> None:
    said = {"telephone": "06 12 34 56 78 17"}
    page = text(visitor.post(CALL, said))
    assert "Bedoel je 06 12 34 56 78?" in page
    assert 'name="telephone-bedoeld" value="06 12 34 56 78"' in page
    yes = visitor.post(CALL, said | {"telephone-bedoeld": "06 12 34 56 78"}, follow=True)
    assert "We bellen 06 12 34 56 78" in text(yes)


@pytest.mark.proves("S1-24", "who calls her may write along")
def test_who_says_so_lets_the_caller_write_along_so_that_it_is_told_once(
    visitor: Client,
) -> None:
    """Health, care, work and money stay hers until she says so herself."""
    visitor.post(CALL, {"telephone": "0612345678", "write_along": "yes"})
    me = resident_viewer(Resident.objects.get().pk)
    with acting(me, purpose=Purpose.TAKING_PART, on=Moment.now()):
        seen = {domain for s in shared_with(me.subject, on=Moment.now()) for domain in s.domains}  # type: ignore[arg-type]
    assert {Domain.WISHES, Domain.DAILY_LIFE, Domain.CAPACITY} <= seen
    assert not seen & {Domain.HEALTH, Domain.CARE, Domain.MONEY, Domain.WORK_INCOME}
    assert "mag opschrijven en lezen" in text(visitor.get(reverse("resident:callback_done")))


@pytest.mark.parametrize("answer", ["no", ""])
def test_no_and_no_answer_both_mean_only_a_call(visitor: Client, answer: str) -> None:
    visitor.post(CALL, {"telephone": "0612345678", "write_along": answer})
    page = text(visitor.get(reverse("resident:callback_done")))
    assert "schrijft niets op" in page


def test_who_told_her_story_keeps_her_one_dossier_when_she_asks_to_be_called(
    kim: Client, subject: UUID
) -> None:
    kim.post(CALL, {"telephone": "0612345678", "chosen_name": "Kimmie", "about": "regisseur"})
    told = known(subject)
    assert told.chosen_name == "Kimmie"
    assert told.buurt_code == "BU99010101"
    assert told.call_me is not None
    assert told.call_me.words.endswith("wil praten over wie helpt")
    assert kim.session[SUBJECT_IN_SESSION] == str(subject)


def test_without_a_team_nobody_is_promised_a_call(region: None, client: Client) -> None:
    client.post(CALL, {"telephone": "0612345678"})
    page = text(client.get(reverse("resident:callback_done")))
    assert "We bellen je" not in page
    assert "Bel ons liever zelf" in page


def test_without_a_municipality_no_number_is_taken(client: Client, db: None) -> None:
    page = text(client.post(CALL, {"telephone": "0612345678"}))
    assert "nog niet klaar" in page
    assert SUBJECT_IN_SESSION not in client.session


def test_the_request_to_be_called_is_still_there_for_who_only_reads_herself(
    worker: object,
) -> None:
    mine = as_resident(tell(team_may_read=False, wish=WISH))
    assert "De rest alleen als je ja zegt" in text(mine.get(CALL))


def test_more_than_one_reader_is_said_in_the_plural(
    visitor: Client, subject: UUID, welfare: Organisation
) -> None:
    kim = as_resident(subject)
    pages = [reverse(f"resident:{name}") for name in ("return_words", "later")]
    assert all("mag meelezen." in text(kim.get(page)) for page in pages)
    me, on = resident_viewer(subject), Moment.now()
    other = accounts.add_team(organisation=welfare, name="Buurtzaak", wijk_codes=[], **SIGNED)
    with acting(me, purpose=Purpose.TAKING_PART, on=on):
        share(
            subject=subject, domains=[Domain.WISHES], team_id=other.pk,
            purposes=[Purpose.INTAKE], basis=Basis.CONSENT, by=me, on=on,
        )  # fmt: skip
    assert all("mogen meelezen." in text(kim.get(page)) for page in pages)
