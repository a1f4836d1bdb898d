# SPDX-License-Identifier: EUPL-1.2
""" "Wat kan er voor mij" and "Wat verandert er als …" as a resident walks through them."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.journeys.own_look import look_for_myself, say_myself
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, who_looked
from meedoen.residents.models import Fact
from meedoen.residents.queries import KnownFact, dossier, known_facts, skipped_facts
from meedoen.rules.glasses import ImpossibleAnswer
from meedoen.vocabulary.moment import Moment
from tests.web.resident.conftest import text
from tests.web.resident.test_language import FORBIDDEN

RULES, STEPS = "/wat-kan-er/", "/wat-verandert/"
ANSWER = "/wat-kan-er/antwoord/"


def say(subject: UUID, **facts: object) -> None:
    me, on = resident_viewer(subject), Moment.now()
    with acting(me, purpose=Purpose.TAKING_PART, on=on):
        for name, value in facts.items():
            say_myself(subject=subject, name=name, value=value, by=me, on=on)


def facts_of(subject: UUID) -> dict[str, KnownFact]:
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=Moment.now()):
        return {fact.name: fact for fact in known_facts(subject)}


@pytest.fixture
def theo_like(subject: UUID) -> UUID:
    """Somebody with bijstand who cares for his sister and is helped at home."""
    say(
        subject, geboortedatum="1966-05-02", ingezetene_gemeente=True, uitkering_soort=["PW"],
        mantelzorger=True, mantelzorg_intensief=True, krijgt_begeleiding=True,
        wil_stap="vrijwillig", verblijfsstatus="nl",
    )  # fmt: skip
    return subject


def seen(client: Client, address: str) -> str:
    """What can be read on a page, without tags."""
    main = text(client.get(address)).split("<main", 1)[1].split("</main", 1)[0]
    plain = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main, flags=re.S)
    return re.sub(r"\s+", " ", plain)


@pytest.mark.proves("S4-05", "open doors stand first")
def test_open_doors_stand_on_top_and_a_stranger_is_shown_the_way(kim: Client) -> None:
    page = text(kim.get(RULES))
    assert page.index("Deze deuren staan altijd open") < page.index("Wat de regels mogelijk maken")
    assert "Er staat hier nog niets van jou" in text(Client().get(RULES))
    assert "Er staat hier nog niets van jou" in text(Client().get(STEPS))


@pytest.mark.proves("S1-40", "pages with words of the rulebook")
@pytest.mark.parametrize(
    "address",
    [
        RULES,
        STEPS,
        *(f"{STEPS}?stap={one}" for one in ("stoppen", "verhuizen", "krijg_aow", "iemand_in_huis")),
        f"{STEPS}?stap=deel_van_de_week&antwoord=stopt",
    ],
)
def test_no_official_word_reaches_the_screen(kim: Client, theo_like: UUID, address: str) -> None:
    words = seen(kim, address).lower().replace("inburger", "")
    assert [word for word in FORBIDDEN if word in words] == []
    assert re.findall(r"indicatie(?! nodig)", words) == []
    assert not re.search(r"€|\d euro", words)


def test_where_rules_collide_she_reads_it_with_a_way_out_and_no_code(
    kim: Client, theo_like: UUID
) -> None:
    words = seen(kim, RULES)
    assert "Meer doen kan hulp kosten" in words
    assert "Minder hulp kan alleen met een nieuw besluit" in words
    assert "K06" not in words


def test_a_no_shows_what_is_possible_and_an_outcome_why(kim: Client, theo_like: UUID) -> None:
    words = seen(kim, RULES)
    assert "Niet via deze regel" in words
    assert "Dit kan wel" in words
    assert "Zorg je voor iemand die dichtbij je staat? ja" in words
    assert "Wie beslist: de gemeente." in words


def test_a_page_without_any_answer_says_no_to_nobody(kim: Client) -> None:
    words = seen(kim, RULES)
    assert "Niet via deze regel" not in words
    assert "Wat we niet weten, is nooit een nee." in words


def test_she_answers_one_question_and_it_is_kept_as_hers(kim: Client, subject: UUID) -> None:
    page = text(kim.get(RULES))
    name = re.search(r'name="name" value="([a-z_0-9]+)"', page)
    assert name
    assert not re.search(r'name="value"[^>]*checked', page), "nothing is chosen beforehand"
    answered = kim.post("/wat-kan-er/antwoord/", {"name": "mantelzorger", "value": "ja"})
    assert answered.status_code == 302
    assert facts_of(subject)["mantelzorger"].source == "resident"
    assert "Zorg je voor iemand die dichtbij je staat?" in seen(kim, RULES)


def test_leaving_a_question_is_fine_and_it_does_not_come_back(kim: Client, subject: UUID) -> None:
    first = re.search(r'name="name" value="([a-z_0-9]+)"', text(kim.get(RULES)))
    assert first
    kim.post("/wat-kan-er/antwoord/", {"name": first.group(1), "do": "skip"})
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=Moment.now()):
        assert skipped_facts(subject) == {first.group(1)}
    second = re.search(r'name="name" value="([a-z_0-9]+)"', text(kim.get(RULES)))
    assert second
    assert second.group(1) != first.group(1)


@pytest.mark.parametrize("value", ["weet ik", "", "misschien"])
def test_what_is_no_answer_is_asked_again_and_not_kept(
    kim: Client, subject: UUID, value: str
) -> None:
    page = kim.post("/wat-kan-er/antwoord/", {"name": "mantelzorger", "value": value})
    assert "Kies een antwoord, of sla de vraag over." in text(page)
    assert "mantelzorger" not in facts_of(subject)


@pytest.mark.parametrize("name", ["pgb_vaardig", "uwv_stemt_in", "bestaat_niet"])
def test_she_cannot_be_made_to_judge_herself(kim: Client, subject: UUID, name: str) -> None:
    answer = kim.post("/wat-kan-er/antwoord/", {"name": name, "value": "ja"})
    assert answer.status_code in (403, 404)
    assert name not in facts_of(subject)


def test_she_corrects_takes_away_and_puts_back(kim: Client, theo_like: UUID) -> None:
    assert "open" in text(kim.get(f"{RULES}?vraag=mantelzorger")).split('id="vraag"')[1][:12]
    kim.post("/wat-kan-er/antwoord/", {"name": "mantelzorger", "value": "nee"})
    assert facts_of(theo_like)["mantelzorger"].value is False
    gone = kim.post("/wat-kan-er/weg/", {"name": "mantelzorger"})
    assert "mantelzorger" not in facts_of(theo_like)
    page = text(kim.get(gone.headers["Location"]))
    then = re.search(r'name="then" value="([^"]+)"', page)
    assert then
    kim.post("/wat-kan-er/terug/", {"name": "mantelzorger", "then": then.group(1)})
    assert facts_of(theo_like)["mantelzorger"].value is False


def test_she_sees_who_can_read_her_answer(kim: Client, subject: UUID) -> None:
    assert "Alleen jij ziet je antwoord" in seen(kim, f"{RULES}?vraag=problematische_schulden")


def test_a_step_shows_what_changes_and_first_of_all_stays(kim: Client, theo_like: UUID) -> None:
    words = seen(kim, f"{STEPS}?stap=deel_van_de_week&antwoord=stopt")
    assert "Een tijdelijke werkplek erbij" in words
    assert "Dit kan dan niet meer via deze regel. Iets anders kan wel." in words
    assert "Dit blijft zoals het is" in words
    assert "Een open plek" in words.split("Dit blijft zoals het is")[1]
    assert "Wat je hier kiest, bewaren we niet." in words


def test_a_small_question_is_open_until_she_answers_it(kim: Client, theo_like: UUID) -> None:
    open_ = text(kim.get(f"{STEPS}?stap=iemand_in_huis"))
    assert "checked" not in open_.split('name="antwoord"', 1)[1].split("</form>", 1)[0]
    assert "Of dit verandert, hangt nog ergens van af" in open_
    answered = seen(kim, f"{STEPS}?stap=iemand_in_huis&antwoord=ouder")
    assert "Iemand komt in huis om te helpen" in answered
    assert "Let op: hier botsen regels" in answered


def test_without_a_birthday_nothing_is_guessed(kim: Client) -> None:
    words = seen(kim, f"{STEPS}?stap=krijg_aow")
    assert "Hiervoor moeten we één ding weten" in words
    assert "Je hoeft het niet te zeggen" in words


def test_thinking_leaves_no_trace_but_her_own_look(kim: Client, theo_like: UUID) -> None:
    before = facts_of(theo_like)
    kim.get(f"{STEPS}?stap=samenwonen&antwoord=jonger")
    assert facts_of(theo_like) == before
    with acting(resident_viewer(theo_like), purpose=Purpose.TAKING_PART, on=Moment.now()):
        looks = [look.what for look in who_looked(theo_like).by_herself]
    assert "Keek wat een stap verandert" in looks
    assert not [what for what in looks if "samenwonen" in what.lower()]


def test_her_plan_and_the_first_page_lead_here(kim: Client, visitor: Client) -> None:
    for page in ("/mijn-plan/", "/"):
        assert reverse("resident:rules") in text(kim.get(page))
        assert reverse("resident:what_if") in text(kim.get(page))
    assert reverse("resident:rules") not in text(visitor.get("/"))


def test_a_step_that_comes_by_itself_is_on_the_page(
    kim: Client, subject: UUID, today: Moment
) -> None:
    year = today.day.year - 26
    say(subject, geboortedatum=f"{year}-12-31", uitkering_soort=["PW"], ingezetene_gemeente=True)
    words = seen(kim, STEPS)
    assert "Ik word 27" in words.split("Wat komt er vanzelf?")[1]


def test_a_birth_year_of_two_figures_is_the_last_that_is_past_and_is_shown_back(
    kim: Client, subject: UUID
) -> None:
    for typed in ("0068-03-14", "14-03-68", "14.03.1968", "14 maart 1968"):
        answer = kim.post(ANSWER, {"name": "geboortedatum", "value": typed}, follow=True)
        assert "Bewaard: 14 maart 1968." in text(answer)
        assert facts_of(subject)["geboortedatum"].value == "1968-03-14"


def test_a_birth_that_cannot_be_is_asked_about_and_one_press_answers(
    kim: Client, subject: UUID
) -> None:
    said = {"name": "geboortedatum", "value": "2068-03-14"}
    page = text(kim.post(ANSWER, said))
    assert "Bedoel je 14 maart 1968?" in page
    assert 'name="value-bedoeld" value="14-03-1968"' in page
    assert "Ja, 14 maart 1968" in page
    assert "geboortedatum" not in facts_of(subject)

    kim.post(ANSWER, said | {"value-bedoeld": "14-03-1968"})
    assert facts_of(subject)["geboortedatum"].value == "1968-03-14"


@pytest.mark.parametrize("typed", ["1850-01-01", "9999-12-31", "31-02-1968", "gisteren", "\u200b"])
def test_no_day_of_birth_outside_a_human_life_is_kept(
    kim: Client, subject: UUID, typed: str
) -> None:
    page = kim.post(ANSWER, {"name": "geboortedatum", "value": typed})
    assert "md-field__error" in text(page)
    assert "geboortedatum" not in facts_of(subject)


def test_below_the_form_too_nobody_is_born_tomorrow(subject: UUID) -> None:
    for value in ("2068-03-14", "0068-03-14"):
        with pytest.raises(ImpossibleAnswer, match="Hier past een dag van"):
            say(subject, geboortedatum=value)
    with pytest.raises(ImpossibleAnswer, match="getal van nul"):
        say(subject, vrijwilligersvergoeding_maand=10**9)


def test_a_birth_that_was_kept_wrongly_before_counts_as_unknown(theo_like: UUID) -> None:
    me, on = resident_viewer(theo_like), Moment.now()
    Fact.objects.filter(resident_id=theo_like, name="geboortedatum").update(value="2068-03-14")
    with acting(me, purpose=Purpose.TAKING_PART, on=on):
        known = dossier(theo_like)
        assert known is not None
        look = look_for_myself(known, on=on)
    assert look.talk.impossible == {"geboortedatum"}
    assert "geboortedatum" not in look.facts
    assert [one.value for one in look.talk.facts if one.name == "geboortedatum"] == ["2068-03-14"]
