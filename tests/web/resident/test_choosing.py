# SPDX-License-Identifier: EUPL-1.2
"""Options: her own words first, warnings before reasons, three equal answers, and no money."""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.accounts.models import Membership
from meedoen.bookings.models import Placement
from meedoen.bookings.queries import free_places
from meedoen.catalogue.models import Offer
from meedoen.plans.answers import OptionAnswer
from meedoen.plans.queries import choices_of, running_plan
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.vocabulary.moment import Moment
from tests.web.resident.conftest import WISH, as_resident, known, tell, text, tree

OPTIONS = reverse("resident:options")


def say(client: Client, offer: Offer, answer: str) -> str:
    """Answer an option and give where that leads."""
    done = client.post(reverse("resident:answer", args=[offer.pk]), {"answer": answer})
    assert done.status_code == 302
    return str(done["Location"])


def mine(subject: UUID) -> tuple[dict[UUID, str], list[UUID]]:
    """Give her answers and the places that are kept for her."""
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=Moment.now()):
        plan = running_plan(subject)
        return choices_of(subject), [place.offer_id for place in plan.places] if plan else []


def test_what_she_said_stands_above_the_options(kim: Client) -> None:
    page = text(kim.get(OPTIONS))
    for said in ("Ik wil iets met hout maken", "Niet te druk", "2 dagdelen", "rustig"):
        assert said in page
    assert page.index("Ik wil iets met hout maken") < page.index("Houtwerkplaats De Spaander")


@pytest.mark.proves("S1-28", "on her own page of options")
def test_a_place_that_asks_more_than_she_said_warns_before_the_reasons(kim: Client) -> None:
    page = text(kim.get(OPTIONS))
    card = page[page.index("Houtwerkplaats De Spaander") :]
    assert card.index("Deze plek vraagt meer dan je zei") < card.index("Waarom zie je dit?")


def test_an_open_door_is_always_among_the_options(kim: Client) -> None:
    page = text(kim.get(OPTIONS))
    assert "Koffie in de Huiskamer" in page
    assert "Geen indicatie nodig" in page


def test_there_is_no_trace_of_money_among_the_options(kim: Client) -> None:
    page = text(kim.get(OPTIONS))
    main = page[page.index("<main") : page.index("</main>")].lower()
    assert not re.search(r"€|euro|kosten|gratis|uitkering|subsidie|budget|tarief|betaal", main)


def test_the_three_answers_look_the_same(kim: Client, workshop: Offer) -> None:
    page = text(kim.get(OPTIONS))
    main = page[page.index("<main") : page.index("</main>")]
    buttons = re.findall(r'<button[^>]*name="answer"[^>]*>', main)
    looks = {re.search(r'class="([^"]*)"', button).group(1) for button in buttons}  # type: ignore[union-attr]
    assert len(buttons) == 6
    assert len(looks) == 1
    assert "primary-action" not in looks.pop()


@pytest.mark.parametrize("answer", [OptionAnswer.LATER, OptionAnswer.NO])
def test_an_answer_is_shown_and_can_be_changed(
    kim: Client, subject: UUID, coffee: Offer, answer: OptionAnswer
) -> None:
    assert say(kim, coffee, answer) == f"{OPTIONS}#plek-{coffee.pk}"
    page = text(kim.get(OPTIONS))
    assert f"Je zei: ‘{answer.label}’" in page
    say(kim, coffee, OptionAnswer.LATER if answer is OptionAnswer.NO else OptionAnswer.NO)
    answers, _ = mine(subject)
    assert answers[coffee.pk] != answer


def test_yes_keeps_a_place_and_leads_to_the_plan(
    kim: Client, subject: UUID, workshop: Offer
) -> None:
    assert say(kim, workshop, "yes") == reverse("resident:plan")
    answers, places = mine(subject)
    assert answers[workshop.pk] == OptionAnswer.YES
    assert places == [workshop.pk]
    assert free_places(workshop) == 0
    assert "Er is een plek voor je bewaard" in text(kim.get(OPTIONS))


def test_saying_yes_twice_keeps_one_place(kim: Client, workshop: Offer) -> None:
    say(kim, workshop, "yes")
    say(kim, workshop, "yes")
    assert free_places(workshop) == 0


def test_a_place_that_is_just_taken_gets_friendly_words_and_the_options_stay(
    kim: Client, subject: UUID, workshop: Offer
) -> None:
    Offer.objects.filter(pk=workshop.pk).update(taken_elsewhere=2)
    assert say(kim, workshop, "yes") == OPTIONS
    page = text(kim.get(OPTIONS))
    assert "Dat ligt niet aan jou" in page
    assert "Koffie in de Huiskamer" in page
    assert mine(subject) == ({}, [])


def test_without_anybody_who_can_help_nothing_is_kept_and_she_hears_why(
    kim: Client, subject: UUID, workshop: Offer
) -> None:
    Membership.objects.all().delete()
    assert say(kim, workshop, "yes") == OPTIONS
    assert "Bel ons" in text(kim.get(OPTIONS))
    assert free_places(workshop) == 1


def test_a_place_that_is_kept_is_given_back_before_it_is_refused(
    kim: Client, subject: UUID, workshop: Offer
) -> None:
    say(kim, workshop, "yes")
    assert say(kim, workshop, "no") == reverse("resident:plan")
    assert mine(subject)[1] == [workshop.pk]


def test_an_offer_that_does_not_exist_is_not_found(kim: Client, subject: UUID) -> None:
    answer = kim.post(reverse("resident:answer", args=[uuid4()]), {"answer": "later"})
    assert answer.status_code == 404
    assert mine(subject)[0] == {}


def test_an_answer_that_does_not_exist_is_not_kept(
    kim: Client, subject: UUID, coffee: Offer
) -> None:
    done = kim.post(reverse("resident:answer", args=[coffee.pk]), {"answer": "must"})
    assert done.status_code == 404
    assert mine(subject)[0] == {}


def test_an_answer_needs_a_dossier(visitor: Client, coffee: Offer) -> None:
    page = visitor.post(reverse("resident:answer", args=[coffee.pk]), {"answer": "yes"})
    assert "Er staat hier nog niets van jou" in text(page)
    assert not Placement.objects.filter(offer=coffee).exists()


def test_what_she_misses_is_added_to_her_own_words(kim: Client, subject: UUID) -> None:
    done = kim.post(reverse("resident:missing"), {"words": "Iets met paarden"})
    assert done["Location"] == reverse("resident:story_check")
    wish = known(subject).wish
    assert wish is not None
    assert wish.words.splitlines() == [WISH, "Iets met paarden"]


def test_missing_nothing_in_particular_asks_for_a_few_words(kim: Client, subject: UUID) -> None:
    page = kim.post(reverse("resident:missing"), {"words": ""}, follow=True)
    assert "Schrijf in een paar woorden wat je mist" in text(page)
    assert known(subject).wish.words == WISH  # type: ignore[union-attr]


def test_two_thousand_characters_with_line_breaks_fit_as_they_do_in_the_browser(
    kim: Client, subject: UUID
) -> None:
    words = ("ik mis iets\n" * 200)[:1999] + "."
    page = kim.post(
        reverse("resident:missing"), {"words": words.replace("\n", "\r\n")}, follow=True
    )
    assert page.redirect_chain
    wish = known(subject).wish
    assert wish is not None
    assert wish.words.endswith(words)


def test_what_is_too_long_comes_back_in_its_field_with_how_long_it_is(
    kim: Client, subject: UUID
) -> None:
    page = text(kim.post(reverse("resident:missing"), {"words": "x" * 2_050}))
    assert "Dit zijn 2050 tekens. Er passen er 2000." in page
    assert "x" * 2_050 in page
    assert "Schrijf in een paar woorden" not in page


def test_a_wish_and_what_is_missed_that_are_too_long_together_are_no_fault(
    kim: Client, subject: UUID
) -> None:
    me, on = resident_viewer(subject), Moment.now()
    with acting(me, purpose=Purpose.TAKING_PART, on=on):
        residents.hear(subject=subject, kind=FragmentKind.WISH, words="w" * 19_500, by=me, on=on)
    page = kim.post(reverse("resident:missing"), {"words": "m" * 1_800})
    assert page.status_code == 200
    assert "Samen zijn dit 21301 tekens. Er passen er 20000." in text(page)
    assert "m" * 1_800 in text(page)
    wish = known(subject).wish
    assert wish is not None
    assert wish.words == "w" * 19_500


def test_not_now_changes_nothing_and_says_so(kim: Client, subject: UUID) -> None:
    page = text(kim.get(reverse("resident:not_now")))
    assert "Er gebeurt nu niets" in page
    assert mine(subject) == ({}, [])


def test_who_said_nothing_still_sees_doors_that_are_open(worker: object, coffee: Offer) -> None:
    page = text(as_resident(tell()).get(OPTIONS))
    assert "Koffie in de Huiskamer" in page


def test_another_resident_sees_none_of_it(kim: Client, coffee: Offer) -> None:
    say(kim, coffee, "no")
    page = text(as_resident(tell(wish="Ik wil zwemmen")).get(OPTIONS))
    assert "hout maken" not in page
    assert "Je zei: ‘Niet voor mij’" not in page


def test_the_first_places_stand_open_and_the_others_unfold(
    kim: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meedoen.web.resident.views.choosing.FIRST_CARDS", 1)
    first, second = tree(kim.get(OPTIONS)).xpath("//section//form[.//button[@name='answer']]")
    assert not first.xpath("ancestor::details")
    assert second.xpath("ancestor::details[not(@open)]")
    kim.post(second.get("action"), {"answer": "later"})
    _, answered = tree(kim.get(OPTIONS)).xpath("//section//form[.//button[@name='answer']]")
    assert answered.xpath("ancestor::details[@open]"), "an answer is seen where it was given"


def test_two_reasons_stand_open_and_none_is_lost(kim: Client) -> None:
    page = tree(kim.get(OPTIONS))
    for card in page.xpath("//section//*[@tabindex='-1' and starts-with(@id, 'plek-')]"):
        open_ones = card.xpath(".//div[@class='md-reasons' and not(ancestor::details)]//li")
        folded = card.xpath(".//details//div[@class='md-reasons']//li")
        assert 0 < len(open_ones) <= 2
        assert len(open_ones) == 2 or not folded
