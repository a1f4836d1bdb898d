# SPDX-License-Identifier: EUPL-1.2
""" "Ben je het er niet mee eens?" on her pages: one press, half answers, and a receipt at once."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account, Membership, Team
from meedoen.accounts.roles import Role
from meedoen.catalogue.models import Offer
from meedoen.knelpunten.models import Ticket
from meedoen.plans.models import Disagreement
from meedoen.residents.models import Hindrance
from meedoen.rules.terms import objecting_until
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.moment import Moment
from tests.signing import SIGNED
from tests.web.resident.conftest import text, tree

PAGE = reverse("resident:disagree")
WORDS = "Ik moest alles drie keer vertellen."


@pytest.fixture
def planned(kim: Client, workshop: Offer, team: Team) -> Client:
    """Her browser, after she said yes to the workshop; her regisseur has a colleague."""
    accounts.add_professional(
        email="bo@brink.example", name="Bo Wijkteam", password="een-lang-wachtwoord", team=team,
        role=Role.WMO_CONSULTANT, valid_from=Moment.now().day, **SIGNED,
    )  # fmt: skip
    kim.post(reverse("resident:answer", args=[workshop.pk]), {"answer": "yes"})
    return kim


def links_on(client: Client, address: str) -> list[str]:
    found = tree(client.get(address)).xpath("//a[contains(@href, $page)]/@href", page=PAGE)
    return [str(one) for one in found]


def sent(client: Client, **said: str) -> str:
    """Press, and give what stands on the page where she comes."""
    return text(client.post(PAGE, said, follow=True))


class TestTheWayThere:
    """One quiet link on a page, and not more."""

    def test_one_link_on_her_plan_a_place_a_press_and_her_messages(
        self, planned: Client, workshop: Offer
    ) -> None:
        planned.post(reverse("resident:press"), {"at": "plan"})
        pressed = reverse("resident:hindrance", args=[Hindrance.objects.get().pk])
        found = {
            reverse("resident:plan"): f"{PAGE}?bij=plan",
            reverse("resident:offer", args=[workshop.pk]): f"{PAGE}?bij=place&welke={workshop.pk}",
            reverse("resident:my_messages"): f"{PAGE}?bij=messages",
        }
        for address, link in found.items():
            assert links_on(planned, address) == [link]
        [link] = links_on(planned, pressed)
        assert "Wat je hindert: Mijn plan" in text(planned.get(link))

    def test_who_only_looks_round_finds_no_link_at_a_place(
        self, client: Client, workshop: Offer
    ) -> None:
        assert links_on(client, reverse("resident:offer", args=[workshop.pk])) == []

    @pytest.mark.parametrize("asked", ["bij=place&welke=x", "bij=press&welke=999"])
    def test_beside_what_is_not_hers_or_not_there_is_not_found(
        self, planned: Client, asked: str
    ) -> None:
        assert planned.get(f"{PAGE}?{asked}").status_code == 404

    def test_it_says_what_is_what_with_its_terms(self, planned: Client) -> None:
        shown = text(planned.get(PAGE))
        for said in ("binnen 6 weken", "binnen 10 weken", "binnen 12 weken", "binnen een jaar"):
            assert said in shown
        for article in ("9:11", "6:7", "6:11", "7:10"):
            assert article in shown


class TestOnePress:
    """Nothing has to be filled in."""

    def test_pressing_without_a_word_is_asking_to_talk(
        self, planned: Client, worker: Account
    ) -> None:
        shown = sent(planned)
        made = Disagreement.objects.get()
        assert (made.way, made.words) == ("talk", "")
        assert "Je vraag om te praten is binnen" in shown
        assert made.reference in shown
        assert f"Bij {worker.name}" in shown

    def test_a_complaint_gets_a_receipt_with_time_number_and_day(self, planned: Client) -> None:
        shown = sent(planned, way="complaint", words=WORDS, bij="plan")
        made = Disagreement.objects.get()
        assert "Je klacht is binnen" in shown
        assert f"Het nummer is {made.reference}" in shown
        assert "Awb 9:11" in shown
        assert f"“{WORDS}”" in shown
        assert "Het gaat over: Mijn plan" in shown
        assert "Puk Wijkteam ziet dit niet" in shown

    def test_it_goes_to_her_regisseur_when_she_says_so(self, planned: Client) -> None:
        assert "Bij Puk Wijkteam" in sent(planned, way="complaint", to_regisseur="yes")

    def test_she_sees_until_which_day_she_can_object(self, planned: Client) -> None:
        letter = Moment.now().day - timedelta(days=10)
        shown = sent(planned, way="objection", letter_day=letter.isoformat())
        assert f"Bezwaar kan tot en met {day_in_words(objecting_until(letter))}" in shown

    def test_later_is_never_the_end(self, planned: Client) -> None:
        letter = Moment.now().day - timedelta(days=200)
        shown = sent(planned, way="objection", letter_day=letter.isoformat())
        assert "Je bezwaar is toch binnen" in shown
        assert "te laat" not in shown

    def test_who_does_not_know_the_day_hears_what_to_do(self, planned: Client) -> None:
        assert "Kijk als je kunt bovenaan de brief" in sent(planned, way="objection")

    def test_it_is_a_knelpunt_only_when_she_ticks_it(self, planned: Client) -> None:
        sent(planned, way="complaint", words=WORDS)
        assert not Ticket.objects.exists()
        sent(planned, way="complaint", words="Nog iets.", hinders="on")
        assert Ticket.objects.count() == 1

    def test_without_a_plan_the_team_at_the_front_door_hears_it(self, kim: Client) -> None:
        assert "Bij Wijkteam Noord" in sent(kim, way="complaint")

    def test_where_nobody_can_hear_it_she_reads_what_to_do_instead(self, kim: Client) -> None:
        Membership.objects.update(valid_to=date(2026, 1, 2))
        assert "Bel ons, dan wel" in sent(kim, way="talk")
        assert not Disagreement.objects.exists()


class TestHerCopy:
    """What she sent is hers, to keep and to print."""

    @pytest.mark.parametrize("asked", ["", "?groot=ja", "?als=brief"])
    def test_she_gets_her_copy_as_a_pdf(self, planned: Client, asked: str) -> None:
        sent(planned, way="objection", words=WORDS)
        copy = reverse("resident:disagreement_copy", args=[Disagreement.objects.get().pk])
        answer = planned.get(f"{copy}{asked}")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        name = "bezwaar.pdf" if "brief" in asked else "exemplaar.pdf"
        assert name in answer["Content-Disposition"]

    def test_a_message_says_that_it_came_in(self, planned: Client) -> None:
        sent(planned, way="complaint", words=WORDS)
        assert "Je klacht is binnen" in text(planned.get(reverse("resident:my_messages")))

    def test_she_takes_it_back_and_lets_it_stand_again(self, planned: Client) -> None:
        sent(planned, way="complaint", words=WORDS)
        back = reverse("resident:disagreement_back", args=[Disagreement.objects.get().pk])
        shown = text(planned.post(back, {"do": "take_back"}, follow=True))
        assert "Niemand anders ziet het nog" in shown
        assert "Teruggenomen" in text(planned.get(PAGE))
        planned.post(back, {"do": "put_back"})
        assert Disagreement.objects.get().removed_at is None
        assert planned.post(back, {"do": "iets"}).status_code == 404

    @pytest.mark.parametrize("part", ["disagreement", "disagreement_copy"])
    def test_what_is_of_nobody_is_not_found(self, planned: Client, part: str) -> None:
        assert planned.get(reverse(f"resident:{part}", args=[999])).status_code == 404
