# SPDX-License-Identifier: EUPL-1.2
""" "Dit hindert mij" on her pages: one press, nothing forced, and the answer stands there."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.accounts.models import Account
from meedoen.accounts.roles import Role
from meedoen.catalogue.models import Offer
from meedoen.journeys.tasks import tell_who_waits
from meedoen.knelpunten.models import Knelpunt, Ticket
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.states import RegisterState, Solved
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.privacy.queries import viewer_for_account
from meedoen.residents.models import Hindrance
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import Desks, decided, entered, improving, seen_to, worker
from tests.privacy.worlds import make_team, make_viewer
from tests.web.resident.conftest import CODE, WISH, as_resident, tell, text, tree

PLAN, ALL, PRESS = (
    reverse("resident:plan"),
    reverse("resident:hindrances"),
    reverse("resident:press"),
)


@pytest.fixture
def planned(kim: Client, workshop: Offer) -> Client:
    """Her browser, after she said yes to the workshop."""
    kim.post(reverse("resident:answer", args=[workshop.pk]), {"answer": "yes"})
    return kim


@pytest.fixture
def desk(worker: Account) -> Desks:
    """Who works on knelpunten here, the team of her plan among them."""
    on = Moment.now()
    house, town = make_team(CODE, "Open Kamer"), make_team(CODE, "Beleid", kind="municipality")
    return Desks(
        team=viewer_for_account(worker.pk, on=on),
        house=make_viewer(house, Role.PROVIDER_WORKER, on, "Lotte"),
        policy=make_viewer(town, Role.POLICY_ADVISER, on, "Bea"),
        volunteer=make_viewer(house, Role.VOLUNTEER, on, "Wim"),
        elsewhere=make_viewer(make_team("GM9902", "Elders"), Role.WMO_CONSULTANT, on, "Els"),
    )


def presses_on(client: Client, address: str) -> list[dict[str, str]]:
    """Give what each button "dit hindert mij" of a page would send."""
    forms = tree(client.get(address)).xpath("//form[@action=$press]", press=PRESS)
    return [{one.get("name"): one.get("value") for one in form.xpath(".//input")} for form in forms]


def press(client: Client, **sent: str) -> str:
    """Press, and give the address where she comes."""
    answer = client.post(PRESS, sent or {"at": "plan"})
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def part(address: str, name: str) -> str:
    return f"{address}{name}/"


def answered(desk: Desks, **more: Any) -> int:
    """Lay the only press with a knelpunt that gets its answer; gives the knelpunt."""
    on = Moment.now()
    number, ticket = entered(desk.team, on), Ticket.objects.get().pk
    with improving(desk.team, on):
        tickets.lay_with(ticket=ticket, knelpunt_id=number, by=desk.team, on=on)
    decided(number, desk, on=on, **more)
    return number


@pytest.mark.proves("S0-20", "a button beside each step and each place, and for the plan")
def test_beside_each_step_and_place_and_for_the_plan_one_press_is_enough(planned: Client) -> None:
    sent = presses_on(planned, PLAN)
    assert [one["at"] for one in sent] == ["step", "offer", "plan", "rule"]
    for one in sent:
        planned.post(PRESS, one)
    assert set(Ticket.objects.values_list("pressed_at", flat=True)) == {
        "step", "offer", "plan", "rule"
    }  # fmt: skip
    said = set(Hindrance.objects.values_list("beside", flat=True))
    assert "Stap: Gaan kijken bij Houtwerkplaats De Spaander" in said
    assert "Plek: Houtwerkplaats De Spaander" in said


def test_without_a_plan_she_can_press_as_well(kim: Client) -> None:
    assert [one["at"] for one in presses_on(kim, PLAN)] == ["plan", "rule"]
    assert text(kim.get(press(kim))).count("Mijn plan") > 0


def test_beside_a_rule_that_refuses_and_beside_rules_that_clash_she_can_press(kim: Client) -> None:
    sent = presses_on(kim, reverse("resident:rules"))
    assert {one["at"] for one in sent} <= {"rule"}
    for one in sent:
        press(kim, **one)
    assert Ticket.objects.count() == len({one["of"] for one in sent})


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"at": "iets"}, {"at": "step", "of": "999"}, {"at": "offer", "of": "x"},
        {"at": "rule", "of": "nergens"}, {"at": "page", "of": "77"}, {"at": "step"},
    ],
)  # fmt: skip
def test_what_is_not_on_her_page_is_not_there_to_press(kim: Client, sent: dict[str, str]) -> None:
    assert kim.post(PRESS, {"at": "", **sent}).status_code == 404
    assert not Ticket.objects.exists()


def test_one_press_is_kept_before_she_says_anything_and_nothing_is_chosen_for_her(
    kim: Client,
) -> None:
    where = press(kim)
    assert Ticket.objects.count() == Hindrance.objects.count() == 1
    page = tree(kim.get(where))
    assert not page.xpath("//input[@checked]")
    assert not page.xpath("//*[@required]")
    kim.post(where, {})
    ticket = Ticket.objects.get()
    assert (ticket.words, ticket.wants_answer) == ("", False)


def test_no_address_holds_the_number_that_the_register_has(kim: Client) -> None:
    where = press(kim)
    ticket = str(Ticket.objects.get().pk)
    assert ticket not in where
    assert ticket not in text(kim.get(where)) + text(kim.get(ALL))


def test_her_words_stay_with_her_unless_she_lets_them_go_along(kim: Client) -> None:
    where = press(kim)
    kim.post(where, {"words": "De bus komt niet.", "along": "no", "wants": "yes"})
    ticket = Ticket.objects.get()
    assert (ticket.words, ticket.wants_answer) == ("", True)
    kim.post(where, {"words": "De bus komt niet.", "along": "yes", "wants": "yes"})
    assert Ticket.objects.get().words == "De bus komt niet."
    assert "De bus komt niet." in text(kim.get(ALL))


def test_what_could_tell_who_she_is_is_shown_and_may_stay_when_she_says_so(kim: Client) -> None:
    where, sent = press(kim), {"words": "Ik kan niet met Kees.", "along": "yes"}
    answer = kim.post(where, sent)
    assert tree(answer).xpath("//mark/text()") == ["Kees"]
    assert Ticket.objects.get().words == ""
    assert Hindrance.objects.get().words == sent["words"]
    [key] = tree(answer).xpath("//input[@name='may_stay']/@value")
    kim.post(where, {**sent, "may_stay": key})
    assert Ticket.objects.get().words == sent["words"]


def test_a_press_can_be_undone_and_stands_again(kim: Client) -> None:
    where = press(kim)
    kim.post(part(where, "terug"), {"do": "take_back"})
    assert Ticket.objects.get().taken_back_on is not None
    assert "Teruggenomen" in text(kim.get(ALL))
    page = tree(kim.get(where))
    assert page.xpath("//form[@action=$back]", back=part(where, "terug"))
    kim.post(part(where, "terug"), {"do": "put_back"})
    assert Ticket.objects.get().taken_back_on is None
    assert kim.post(part(where, "terug"), {"do": "iets"}).status_code == 404


def test_the_list_says_kindly_that_nothing_was_said_and_never_how_often(kim: Client) -> None:
    assert tree(kim.get(ALL)).xpath("//*[contains(@class, 'md-empty')]")
    for at in ("plan", "page"):
        press(kim, at=at)
    rows = tree(kim.get(ALL)).xpath("//ul[contains(@class, 'md-resident-hindered')]/li")
    assert len(rows) == 2
    assert not tree(kim.get(ALL)).xpath("//main//*[contains(text(), '2 ')]")


def test_a_long_list_goes_on_on_another_page(kim: Client) -> None:
    for at in ("plan", "page"):
        press(kim, at=at)
    one = Hindrance.objects.earliest("pk")
    Hindrance.objects.bulk_create(
        Hindrance(
            resident_id=one.resident_id, compartment_id=one.compartment_id, heard_by="jij",
            ticket=UUID(int=n), beside=f"Stap {n}", pressed_at=one.pressed_at,
        )
        for n in range(1, 13)
    )  # fmt: skip
    rows = "//ul[contains(@class, 'md-resident-hindered')]/li"
    first = tree(kim.get(ALL))
    assert len(first.xpath(rows)) == 12
    [onward] = first.xpath("//a[@rel='next']/@href")
    assert len(tree(kim.get(ALL + onward)).xpath(rows)) == 2


class TestTheAnswerOnHerPage:
    """What became of it stands there, and a line on her plan says so when she wanted to hear."""

    def test_the_plan_says_that_there_is_an_answer_until_she_read_it(
        self, kim: Client, desk: Desks
    ) -> None:
        where = press(kim)
        kim.post(where, {"wants": "yes"})
        assert "Er is antwoord" not in text(kim.get(PLAN))
        answered(desk)
        assert tree(kim.get(PLAN)).xpath("//main//a[@href=$where]", where=where)
        assert "eerste half jaar" in text(kim.get(where))
        assert "Er is antwoord" not in text(kim.get(PLAN))

    def test_what_was_told_stands_on_the_plan_until_she_read_it_where_it_happened(
        self, kim: Client, desk: Desks
    ) -> None:
        where = press(kim)
        kim.post(where, {"wants": "yes"})
        answered(desk)
        with worker():
            assert tell_who_waits() == 1
        messages = reverse("resident:my_messages")
        waits = "//main//div[contains(@class, 'md-alert')]//a[@href=$messages]"
        assert tree(kim.get(PLAN)).xpath(waits, messages=messages)
        assert "Er is antwoord" in text(kim.get(messages))
        kim.get(where)
        assert not tree(kim.get(PLAN)).xpath(waits, messages=messages)
        assert "Er staat niets nieuws" in text(kim.get(messages))

    def test_without_her_yes_nothing_on_the_plan_says_so_and_the_answer_still_stands_there(
        self, kim: Client, desk: Desks
    ) -> None:
        where = press(kim)
        answered(desk)
        assert "Er is antwoord" not in text(kim.get(PLAN))
        assert "eerste half jaar" in text(kim.get(where))

    @pytest.mark.proves("S0-20", "half solved is an answer that changes how it stands")
    def test_three_equal_answers_once_there_is_an_answer(self, kim: Client, desk: Desks) -> None:
        where = press(kim)
        solved = part(where, "opgelost")
        assert not tree(kim.get(where)).xpath("//form[@action=$solved]", solved=solved)
        assert kim.post(solved, {"heard": "half"}).status_code == 404
        number = answered(desk)
        choices = tree(kim.get(where)).xpath("//input[@name='heard']")
        assert [one.get("value") for one in choices] == [one.value for one in Solved]
        assert not any(one.get("checked") for one in choices)
        assert "Kies een van de drie" in text(kim.post(solved, {}))
        kim.post(solved, {"heard": "half", "words": "Een half jaar is kort."})
        seen_to(Ticket.objects.get().pk, Moment.now())
        assert Knelpunt.objects.get(pk=number).state == RegisterState.HALF
        assert "Half opgelost" in text(kim.get(where))

    def test_words_with_a_name_do_not_get_on_the_public_page(
        self, kim: Client, desk: Desks
    ) -> None:
        where = press(kim)
        answered(desk)
        answer = kim.post(part(where, "opgelost"), {"heard": "no", "words": "Ik zag Kees."})
        assert tree(answer).xpath("//mark/text()") == ["Kees"]
        assert Ticket.objects.get().solved == ""

    def test_what_is_public_can_be_read_in_full_from_here(self, kim: Client, desk: Desks) -> None:
        where, on = press(kim), Moment.now()
        number = answered(desk)
        public = reverse("web:stuck_point", args=[number])
        assert public not in text(kim.get(where))
        with improving(desk.policy, on):
            register.make_public(knelpunt_id=number, by=desk.policy, on=on)
        assert public in text(kim.get(where))


def test_where_there_is_no_team_she_hears_what_to_do(region: None) -> None:
    alone = as_resident(tell(wish=WISH))
    answer = alone.post(PRESS, {"at": "plan"}, follow=True)
    assert tree(answer).xpath("//*[@id='berichten']/*")
    assert not Ticket.objects.exists()


def test_what_another_pressed_is_not_there(kim: Client, subject: UUID) -> None:
    where, other = press(kim), as_resident(tell(wish="Iets anders"))
    assert other.get(where).status_code == 404
    for name in ("terug", "opgelost"):
        assert other.post(part(where, name), {"do": "take_back", "heard": "no"}).status_code == 404
    assert other.post(where, {"words": "Van mij."}).status_code == 404
    assert Hindrance.objects.get().words == ""
