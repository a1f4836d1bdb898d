# SPDX-License-Identifier: EUPL-1.2
"""Telling the story: own words first, everything optional, shared only when she says so."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.privacy.context import acting
from meedoen.privacy.models import Grant, ReturnKey
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, shared_with, subject_for_return_words
from meedoen.residents.models import Resident, ToldCapacity
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.moment import Moment
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.web.resident.conftest import (
    TALENT,
    WISH,
    WORDS_SHOWN,
    as_resident,
    known,
    tell,
    text,
)

STORY, TALENTS = reverse("resident:story"), reverse("resident:story_talent")
MANAGE, CHECK = reverse("resident:story_manage"), reverse("resident:story_check")


def subject_in(client: Client) -> UUID:
    return UUID(client.session[SUBJECT_IN_SESSION])


def teams_that_read(subject: UUID) -> list[str]:
    on = Moment.now()
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=on):
        return [share.team for share in shared_with(subject, on=on)]


def test_looking_at_the_question_opens_no_dossier(visitor: Client) -> None:
    page = text(visitor.get(STORY))
    assert "Wat zou je willen doen?" in page
    assert page.count("<h1") == 1
    assert SUBJECT_IN_SESSION not in visitor.session
    assert not Resident.objects.exists()


def test_the_first_answer_opens_a_dossier_with_no_name_and_no_readers(visitor: Client) -> None:
    answer = visitor.post(STORY, {"words": WISH, "go": "next"})
    assert (answer.status_code, answer["Location"]) == (302, TALENTS)
    subject = subject_in(visitor)
    told = known(subject)
    assert told.wish is not None
    assert (told.wish.words, told.wish.approved) == (WISH, False)
    assert told.chosen_name == ""
    assert teams_that_read(subject) == []


def test_opening_a_dossier_changes_the_session_key(visitor: Client) -> None:
    visitor.post(reverse("resident:choose_municipality"), {"municipality": "GM9902"})
    before = visitor.session.session_key
    visitor.post(STORY, {"words": WISH, "go": "next"})
    assert visitor.session.session_key != before
    assert known(subject_in(visitor)).municipality_code == "GM9902"


@pytest.mark.proves("I9", "no question of the story is forced")
@pytest.mark.parametrize(("page", "after"), [(STORY, TALENTS), (TALENTS, MANAGE), (MANAGE, CHECK)])
def test_every_question_may_be_skipped(visitor: Client, page: str, after: str) -> None:
    answer = visitor.post(page, {"words": "half af", "go": "skip"})
    assert answer["Location"] == after
    assert SUBJECT_IN_SESSION not in visitor.session


def test_saying_nothing_is_no_mistake(visitor: Client) -> None:
    assert visitor.post(STORY, {"words": "  ", "go": "next"})["Location"] == TALENTS
    assert visitor.post(MANAGE, {"go": "next"})["Location"] == CHECK
    assert SUBJECT_IN_SESSION not in visitor.session


def test_going_on_later_keeps_what_she_wrote(visitor: Client) -> None:
    answer = visitor.post(STORY, {"words": WISH, "go": "later"})
    assert answer["Location"] == reverse("resident:later")
    assert "Alleen jij kunt het lezen" in text(visitor.get(answer["Location"]))
    assert known(subject_in(visitor)).wish is not None


def test_going_on_later_without_a_word_goes_back_to_the_beginning(visitor: Client) -> None:
    answer = visitor.post(STORY, {"words": "", "go": "later"})
    assert answer["Location"] == reverse("resident:start")


def test_later_gives_words_without_approving_or_sharing_anything(visitor: Client) -> None:
    visitor.post(STORY, {"words": WISH, "go": "later"})
    subject = subject_in(visitor)
    page = text(visitor.post(reverse("resident:later"), follow=True))
    found = WORDS_SHOWN.search(page)
    assert found is not None
    assert subject_for_return_words(found.group(1)) == subject
    assert not known(subject).told
    assert teams_that_read(subject) == []


def test_the_three_buttons_of_a_question_look_the_same(visitor: Client) -> None:
    page = text(visitor.get(STORY))
    for value in ("next", "skip", "later"):
        assert f'value="{value}"' in page
    question = page[page.index("<form") : page.index("</form>")]
    assert "primary-action" not in question


def test_a_story_that_is_too_long_stays_on_the_page_with_what_to_do(visitor: Client) -> None:
    page = visitor.post(STORY, {"words": "a" * 20_001, "go": "next"})
    assert page.status_code == 200
    assert "Kort het in" in text(page)
    assert "aaaa" in text(page)
    assert SUBJECT_IN_SESSION not in visitor.session


def test_what_she_wrote_stands_there_when_she_comes_back(kim: Client) -> None:
    assert WISH in text(kim.get(STORY))
    assert TALENT in text(kim.get(TALENTS))


def test_words_are_shown_as_words_and_never_run(visitor: Client) -> None:
    visitor.post(STORY, {"words": "<script>alert(1)</script>", "go": "next"})
    assert "<script>alert" not in text(visitor.get(CHECK))
    assert "&lt;script&gt;" in text(visitor.get(CHECK))


def test_nothing_is_chosen_beforehand_about_what_she_manages(visitor: Client) -> None:
    page = text(visitor.get(MANAGE))
    assert "checked" not in page
    for condition in Condition:
        assert f'value="{condition}"' in page


@pytest.mark.parametrize(("said", "dayparts"), [("2", 2), ("4", 4), ("unknown", None), ("", None)])
def test_what_she_manages_is_kept_as_she_said_it(
    visitor: Client, said: str, dayparts: int | None
) -> None:
    answers = {"dayparts": said, "conditions": ["quiet"], "story": "Ik zorg voor mijn moeder."}
    assert visitor.post(MANAGE, {**answers, "go": "next"})["Location"] == CHECK
    told = known(subject_in(visitor))
    assert told.capacity.dayparts_per_week == dayparts
    assert told.capacity.conditions == {Condition.QUIET}
    assert told.story is not None


def test_a_number_of_dayparts_that_does_not_exist_is_refused_kindly(visitor: Client) -> None:
    page = visitor.post(MANAGE, {"dayparts": "99", "go": "next"})
    assert page.status_code == 200
    assert not ToldCapacity.objects.exists()


def test_reading_back_shows_her_own_words_and_nobody_is_chosen_to_read(kim: Client) -> None:
    mine = as_resident(tell(team_may_read=False, wish=WISH, talent=TALENT))
    page = text(mine.get(CHECK))
    assert page.index(WISH) < page.index(TALENT)
    assert "Het wijkteam mag meelezen" in page
    assert "Alleen ik" in page
    assert "checked" not in page
    assert "Kies je niets?" in page
    assert page.count("Pas aan") >= 3


@pytest.mark.parametrize(
    ("chosen", "readers"), [("team", ["Wijkteam Noord"]), ("me", []), ("", [])]
)
def test_only_who_she_chooses_can_read_and_choosing_nobody_is_only_me(
    visitor: Client, chosen: str, readers: list[str]
) -> None:
    visitor.post(STORY, {"words": WISH, "go": "next"})
    answer = visitor.post(
        CHECK, {"chosen_name": "Kim", "buurt_code": "BU99010101", "may_read": chosen}
    )
    subject = subject_in(visitor)
    assert answer["Location"] == reverse("resident:return_words")
    assert sorted(set(teams_that_read(subject))) == readers
    told = known(subject)
    assert told.told
    assert (told.called, told.buurt_code) == ("Kim", "BU99010101")


def test_a_story_needs_no_name_and_no_buurt(visitor: Client) -> None:
    visitor.post(STORY, {"words": WISH, "go": "next"})
    page = text(visitor.post(CHECK, {}, follow=True))
    assert "Alleen jij kunt dit lezen" in page
    assert known(subject_in(visitor)).called == "een inwoner"


def test_the_return_words_are_shown_once_and_kept_nowhere(visitor: Client) -> None:
    visitor.post(STORY, {"words": WISH, "go": "next"})
    page = text(visitor.post(CHECK, {}, follow=True))
    found = WORDS_SHOWN.search(page)
    assert found is not None
    words = found.group(1)
    assert len(words.split()) == 5
    assert words not in str(dict(visitor.session))
    assert words not in str(list(ReturnKey.objects.values()))
    for address in (CHECK, reverse("resident:plan"), reverse("resident:later")):
        assert words not in text(visitor.get(address))


def test_a_bsn_is_taken_out_and_she_is_told(visitor: Client) -> None:
    visitor.post(STORY, {"words": "Mijn nummer is 111222333, ik wil koken", "go": "next"})
    page = text(visitor.get(CHECK))
    assert "111222333" not in page
    assert "Dat bewaren we niet" in page


def test_changing_one_answer_leads_straight_back_to_reading(kim: Client) -> None:
    page = text(kim.get(STORY, {"naar": "nalezen"}))
    assert 'name="naar" value="nalezen"' in page
    answer = kim.post(STORY, {"words": "Iets anders", "go": "next", "naar": "nalezen"})
    assert answer["Location"] == CHECK
    assert "Iets anders" in text(kim.get(CHECK))


def test_a_way_back_that_we_did_not_make_is_ignored(kim: Client) -> None:
    page = text(kim.get(STORY, {"naar": "https://elders.example"}))
    assert "elders.example" not in page


def test_who_reads_already_is_named_instead_of_asked_again(kim: Client, subject: UUID) -> None:
    page = text(kim.get(CHECK))
    assert "Wijkteam Noord" in page
    assert 'name="may_read"' not in page
    kim.post(CHECK, {"chosen_name": "Kim"})
    assert "Wijkteam Noord" in teams_that_read(subject)


def test_telling_it_together_is_kept_with_the_words(visitor: Client) -> None:
    assert "voor-een-ander" in text(visitor.get(reverse("resident:together")))
    visitor.post(reverse("resident:together"))
    visitor.post(STORY, {"words": WISH, "go": "next"})
    wish = known(subject_in(visitor)).wish
    assert wish is not None
    assert wish.heard_by == "jij, met iemand naast je"


@pytest.mark.parametrize("name", ["story_check", "later", "options", "plan", "who_looked"])
def test_without_a_dossier_a_page_explains_kindly_where_to_go(visitor: Client, name: str) -> None:
    page = visitor.get(reverse(f"resident:{name}"))
    assert page.status_code == 200
    assert STORY in text(page)
    assert reverse("resident:come_back") in text(page)
    assert not Grant.objects.exists()


def test_an_installation_without_a_municipality_says_so(client: Client, db: None) -> None:
    answer = client.post(STORY, {"words": WISH, "go": "next"}, follow=True)
    assert "nog niet klaar" in text(answer)
    assert SUBJECT_IN_SESSION not in client.session
