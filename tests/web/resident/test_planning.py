# SPDX-License-Identifier: EUPL-1.2
"""The plan: four good answers, steps that cannot be late, and a place that can be given back."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from lxml.html import HtmlElement

from meedoen.bookings.queries import free_places
from meedoen.catalogue.models import Offer
from meedoen.plans.answers import CheckInAnswer
from meedoen.plans.queries import PlanView, running_plan
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.moment import Moment
from tests.web.resident.conftest import TALENT, WISH, as_resident, known, tell, text, tree

PLAN, CHECK_IN = reverse("resident:plan"), reverse("resident:check_in")


def plan_of(subject: UUID) -> PlanView | None:
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=Moment.now()):
        return running_plan(subject)


def running(subject: UUID) -> PlanView:
    plan = plan_of(subject)
    assert plan is not None
    return plan


@pytest.fixture
def planned(kim: Client, workshop: Offer) -> Client:
    """Her browser, after she said yes to the workshop."""
    kim.post(reverse("resident:answer", args=[workshop.pk]), {"answer": "yes"})
    kim.get(PLAN)
    return kim


def test_without_a_plan_the_page_says_how_one_begins(kim: Client) -> None:
    page = tree(kim.get(PLAN))
    assert page.xpath("//form[@action=$address]", address=reverse("resident:begin_plan"))
    assert WISH in page.text_content()
    assert not page.xpath("//form[@action=$address]", address=CHECK_IN)


def test_a_plan_can_begin_without_a_place(kim: Client, subject: UUID) -> None:
    kim.post(reverse("resident:begin_plan"))
    plan = running(subject)
    assert (plan.regisseur, list(plan.places)) == ("Puk Wijkteam", [])


def test_without_a_team_no_plan_begins_and_she_hears_what_to_do(region: None) -> None:
    mine = as_resident(tell(wish=WISH))
    page = tree(mine.post(reverse("resident:begin_plan"), follow=True))
    assert page.xpath("//*[@id='berichten']/*")


def test_the_plan_shows_her_own_words_as_goals_with_the_day(planned: Client) -> None:
    quotes = tree(planned.get(PLAN)).xpath("//section[@aria-labelledby='wil']//blockquote")
    for words, quote in zip((WISH, TALENT), quotes, strict=True):
        assert words in quote.text_content()


def how_it_goes(page: HtmlElement) -> tuple[HtmlElement, HtmlElement]:
    """Give the part about how it goes, and its form."""
    [part] = page.xpath("//section[@aria-labelledby='hoe-gaat-het']")
    [form] = part.xpath(".//form[@action=$address]", address=CHECK_IN)
    return part, form


@pytest.mark.proves("S0-22", "four answers, none chosen beforehand")
def test_the_plan_asks_how_it_goes_first_with_four_equal_answers(planned: Client) -> None:
    page = tree(planned.get(PLAN))
    part, form = how_it_goes(page)
    assert page.xpath("//main//section")[0] is part
    assert not form.xpath("ancestor::details")
    answers = form.xpath(".//input[@type='radio' and @name='answer']")
    assert [one.get("value") for one in answers] == [str(answer) for answer in CheckInAnswer]
    for one, answer in zip(answers, CheckInAnswer, strict=True):
        assert answer.explanation in one.getparent().text_content()
        assert one.get("checked") is None


@pytest.mark.parametrize("answer", list(CheckInAnswer))
def test_who_answered_is_not_asked_again_but_can_say_something_else(
    planned: Client, answer: CheckInAnswer
) -> None:
    planned.post(CHECK_IN, {"answer": answer})
    part, form = how_it_goes(tree(planned.get(PLAN)))
    assert answer.label in part.text_content()
    [fold] = form.xpath("ancestor::details")
    assert fold.get("open") is None


def test_a_form_that_was_not_accepted_stands_open(planned: Client) -> None:
    planned.post(CHECK_IN, {"answer": "stay"})
    _, form = how_it_goes(tree(planned.post(CHECK_IN, {"words": "Het was fijn rustig"})))
    assert not form.xpath("ancestor::details")
    assert form.xpath(".//textarea")[0].text.strip() == "Het was fijn rustig"


def test_the_plan_names_one_person_who_helps_and_a_way_to_ask_for_another(
    planned: Client,
) -> None:
    page = tree(planned.get(PLAN))
    another = reverse("resident:callback") + "?over=regisseur"
    [card] = page.xpath("//aside//*[h2 or div/h2][.//a[@href=$address]]", address=another)
    assert "Puk Wijkteam" in card.text_content()


@pytest.mark.parametrize("answer", list(CheckInAnswer))
def test_each_answer_is_kept_and_none_has_a_follow_up(
    planned: Client, subject: UUID, answer: CheckInAnswer
) -> None:
    before = running(subject)
    assert planned.post(CHECK_IN, {"answer": answer}).status_code == 302
    after = running(subject)
    assert after.check_ins[0].answer == answer
    assert len(after.steps) == len(before.steps)
    assert len(after.places) == len(before.places)


def test_not_now_keeps_everybody_quiet_until_the_day_she_chose(
    planned: Client, subject: UUID
) -> None:
    day = Moment.now().day + timedelta(days=30)
    planned.post(CHECK_IN, {"answer": "not_now", "quiet_until": day.isoformat()})
    assert running(subject).quiet_until == day
    assert "We laten je met rust tot" in text(planned.get(PLAN))


def test_not_now_without_a_day_says_that_she_is_left_alone_until_she_says_otherwise(
    planned: Client,
) -> None:
    rest = "We laten je met rust, tot jij iets anders zegt."
    planned.post(CHECK_IN, {"answer": "not_now"})
    assert rest in text(planned.get(PLAN))
    planned.post(CHECK_IN, {"answer": "stay"})
    assert rest not in text(planned.get(PLAN))


def test_a_day_of_rest_that_has_passed_is_asked_again(planned: Client, subject: UUID) -> None:
    day = Moment.now().day - timedelta(days=1)
    page = tree(planned.post(CHECK_IN, {"answer": "not_now", "quiet_until": day.isoformat()}))
    assert page.xpath("//input[@name='quiet_until' and @aria-invalid='true']")
    assert running(subject).check_ins == []


def test_no_answer_is_pointed_out_and_her_words_stay(planned: Client, subject: UUID) -> None:
    page = tree(planned.post(CHECK_IN, {"words": "Het was fijn rustig"}))
    assert page.xpath("//form//*[@role='alert']//a[@href]")
    assert "Het was fijn rustig" in page.text_content()
    assert running(subject).check_ins == []


def test_a_next_step_can_come_with_the_answer(planned: Client, subject: UUID) -> None:
    planned.post(CHECK_IN, {"answer": "forward", "next_step": "Een tweede ochtend"})
    assert running(subject).steps[-1].words == "Een tweede ochtend"


def test_how_it_goes_needs_a_plan(kim: Client) -> None:
    page = tree(kim.post(CHECK_IN, {"answer": "stay"}, follow=True))
    assert page.xpath("//*[@id='berichten']/*")


@pytest.mark.proves("S0-15", "a step needs no day")
@pytest.mark.proves("S4-11", "she changes her plan herself")
def test_a_step_is_added_without_a_date(planned: Client, subject: UUID) -> None:
    done = planned.post(reverse("resident:add_step"), {"words": "Kennismaken"})
    assert done["Location"] == f"{PLAN}#stappen"
    step = running(subject).steps[-1]
    assert (step.words, step.wished_day) == ("Kennismaken", None)
    assert not tree(planned.get(PLAN)).xpath("//*[@id='stappen']//input[@type='date']")


def test_an_empty_step_is_pointed_out(planned: Client, subject: UUID) -> None:
    before = len(running(subject).steps)
    page = tree(planned.post(reverse("resident:add_step"), {"words": " "}))
    assert page.xpath("//*[@id='stappen']//*[@name='words' and @aria-invalid='true']")
    assert len(running(subject).steps) == before


def test_a_step_is_done_and_not_done_again(planned: Client, subject: UUID) -> None:
    address = reverse("resident:change_step", args=[running(subject).steps[0].pk])
    planned.post(address, {"do": "done"})
    assert running(subject).steps[0].state == "done"
    [fold] = tree(planned.get(PLAN)).xpath("//*[@id='stappen']//details")
    assert fold.xpath(".//form[@action=$address]", address=address)
    planned.post(address, {"do": "open"})
    assert running(subject).steps[0].state == "now"


def test_a_step_that_is_taken_out_can_be_put_back(planned: Client, subject: UUID) -> None:
    step = running(subject).steps[0]
    address = reverse("resident:change_step", args=[step.pk])
    after = planned.post(address, {"do": "remove"})["Location"]
    assert running(subject).steps == []
    assert tree(planned.get(after)).xpath(
        "//button[@value='put_back'] | //input[@value='put_back']"
    )
    planned.post(address, {"do": "put_back"})
    assert running(subject).steps[0].words == step.words


@pytest.mark.parametrize("do", ["done", "open", "remove", "put_back", "delete", ""])
def test_nobody_changes_the_step_of_another(planned: Client, subject: UUID, do: str) -> None:
    other = as_resident(tell(wish="Ik wil zwemmen"))
    step = running(subject).steps[0]
    answer = other.post(reverse("resident:change_step", args=[step.pk]), {"do": do})
    assert answer.status_code == 404
    assert step.words not in text(answer)
    assert running(subject).steps[0] == step


def test_a_place_is_given_back_after_one_question(
    planned: Client, subject: UUID, workshop: Offer
) -> None:
    address = reverse("resident:give_back", args=[running(subject).places[0].pk])
    assert "Houtwerkplaats De Spaander" in tree(planned.get(address)).findtext(".//h1")
    assert len(running(subject).places) == 1
    planned.post(address)
    assert running(subject).places == []
    assert free_places(workshop) == 1
    answer = reverse("resident:answer", args=[workshop.pk])
    options = tree(planned.get(reverse("resident:options")))
    assert options.xpath("//form[@action=$address]//button[@value='yes']", address=answer)


def test_a_place_is_given_back_only_once(planned: Client, subject: UUID, workshop: Offer) -> None:
    address = reverse("resident:give_back", args=[running(subject).places[0].pk])
    for _ in range(2):
        assert planned.post(address)["Location"] == reverse("resident:plan")
    assert free_places(workshop) == 1
    assert planned.get(address).status_code == 404


def test_nobody_sees_or_gives_back_the_place_of_another(
    planned: Client, subject: UUID, workshop: Offer
) -> None:
    other = as_resident(tell(wish="Ik wil zwemmen"))
    address = reverse("resident:give_back", args=[running(subject).places[0].pk])
    for answer in (other.get(address), other.post(address)):
        assert answer.status_code == 404
        assert "Houtwerkplaats" not in text(answer)
    assert len(running(subject).places) == 1


def test_a_dossier_that_is_gone_is_not_found(region: None) -> None:
    assert as_resident(UUID(int=7)).get(PLAN).status_code == 404


def test_her_own_look_at_the_plan_is_logged_but_not_shown_among_the_others(
    planned: Client,
) -> None:
    planned.get(PLAN)
    page = tree(planned.get(PLAN))
    assert page.xpath("//section[@aria-labelledby='keek']")
    assert not page.xpath("//section[@aria-labelledby='keek']//li")


def test_the_plan_says_who_can_read_it(planned: Client, subject: UUID) -> None:
    assert "Wijkteam Noord" in text(planned.get(PLAN))
    assert known(subject).called == "Kim"
