# SPDX-License-Identifier: EUPL-1.2
"""For each idea: what tells who somebody is, and what looks like it and does not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.recognition.finds import Kind, find
from meedoen.recognition.kinds import BY_FORM
from tests.recognition.measuring import casus_texts

TEXTS = [one.text for one in casus_texts()]


def kinds_of(text: str) -> set[Kind]:
    return {one.kind for one in find(text)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DWELLING, "Zij woont boven de bakker."),
        (Kind.DWELLING, "Het hoekhuis tegenover de kerk is koud."),
        (Kind.DWELLING, "Hij slaapt in een stacaravan op het erf van een boer."),
        (Kind.PLACE, "Ze kwam naar Veendam voor haar werk."),
        (Kind.PLACE, "Aan de Dorpsstraat is het stil."),
        (Kind.DATE, "Dat was op de dinsdag na Pinksteren."),
        (Kind.DATE, "Op tweeëntwintig maart kwam de brief."),
        (Kind.DATE, "Vorig jaar met Kerst ging het mis."),
        (Kind.AGE, "Zij is achtenveertig jaar."),
        (Kind.AGE, "Hij is begin zestig."),
        (Kind.AGE, "Een jongen van zeventien."),
        (Kind.FAMILY, "Zij is moeder van een tweeling."),
        (Kind.FAMILY, "Haar zoon zit vast."),
        (Kind.FAMILY, "Er zijn vijf kinderen van drie vaders."),
        (Kind.FAMILY, "Haar broertje kwam om."),
        (Kind.JOB, "Hij was palingroker."),
        (Kind.JOB, "Zij was wethouder."),
        (Kind.JOB, "Hij is oud-klokkenluider van de kerk."),
        (Kind.JOB, "Zij werd doedelzakspeelster."),
        (Kind.ILLNESS, "Hij heeft de ziekte van Huntington."),
        (Kind.ILLNESS, "Hij heeft ALS."),
        (Kind.ILLNESS, "Zij kreeg een neurosarcoïdose."),
        (Kind.ORGANISATION, "Zij werkt bij bakkerij Bos."),
        (Kind.ORGANISATION, "Hij speelt bij v.v. Veendam."),
        (Kind.ORGANISATION, "Zij helpt bij de korfbalclub."),
        (Kind.EVENT, "Sinds de brand in de flat slaapt zij slecht."),
        (Kind.EVENT, "Het was een ongeluk met de trein."),
        (Kind.EVENT, "Zij won de Staatsloterij."),
        (Kind.DATE, "Zij is hier sinds 1998."),
        (Kind.AGE, "Hij wordt volgende maand achttien."),
        (Kind.PLACE, "Hij komt uit burundi."),
        (Kind.FAMILY, "Zij is de dochter van de oud-burgemeester."),
        (Kind.FAMILY, "Hij zorgt voor zijn blinde vader."),
        (Kind.JOB, "Zij leefden als circusartiesten."),
        (Kind.ILLNESS, "Zij mist haar linkerbeen."),
        (Kind.EVENT, "Hij werd gered uit het kanaal."),
        (Kind.DWELLING, "Zij staat op camping De Heide, plek 88."),
        (Kind.UNCOMMON, "Zij bewaart de torenklok in de schuur."),
        (Kind.NUMBER, "De auto heeft kenteken GZ-481-K."),
        (Kind.NUMBER, "Haar cliëntnummer is 88-1204."),
        (Kind.PERHAPS_NAME, "Semhar leert snel."),
        (Kind.PERHAPS_NAME, "ik ben samira en ik wacht"),
        (Kind.PERHAPS_NAME, "Daar kwam mw dijkstra langs."),
        (Kind.PERHAPS_NAME, "Toen kwam Van der Laan langs."),
    ],
)  # fmt: skip
def test_it_is_found_by_its_kind(kind: Kind, text: str) -> None:
    assert kind in kinds_of(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.AGE, "Het geldt vanaf 27 jaar en tot 67 jaar."),
        (Kind.AGE, "Dat duurt al elf jaar."),
        (Kind.DATE, "In mei komt er bericht, en in 2026 een besluit."),
        (Kind.FAMILY, "Haar kinderen gaan naar school."),
        (Kind.JOB, "Zij is schoonmaker en wil meer uren."),
        (Kind.JOB, "Het is moeilijker en duurder."),
        (Kind.ILLNESS, "Zij heeft een depressie en rugpijn."),
        (Kind.ILLNESS, "Zij werkt als vrijwilliger."),
        (Kind.ORGANISATION, "Zij gaat naar school en naar de gemeente."),
        (Kind.EVENT, "Er is brand noch ramp."),
        (Kind.UNCOMMON, "De regel is aangepast na een overstap."),
        (Kind.UNCOMMON, "Er komt een herkeuring voor de loonkostensubsidie."),
        (Kind.PLACE, "Zij kwam naar Nederland."),
        (Kind.DWELLING, "Dat ligt boven de grens en onder de norm."),
        (Kind.PERHAPS_NAME, "Regiotaxi rijdt niet. Bewonerscommissie wil meer."),
    ],
)  # fmt: skip
def test_what_looks_like_it_is_no_find(kind: Kind, text: str) -> None:
    assert kind not in kinds_of(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zijn zoon Ahmed zit vast.", ["Ahmed", "zit vast"]),
        ("Zijn zoon van zeven was palingroker.", ["Zijn zoon van zeven", "palingroker"]),
        ("Haar man verdronk op 3 maart 2024.", ["Haar man verdronk", "3 maart 2024"]),
    ],
)  # fmt: skip
def test_of_two_that_overlap_the_surer_stays_whole_and_of_the_other_what_still_tells(
    text: str, words: list[str]
) -> None:
    assert [one.words for one in find(text)] == words


@given(st.sampled_from(TEXTS))
def test_each_find_stands_where_it_says_and_beside_the_next(text: str) -> None:
    found = find(text)
    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.words.strip() == one.words != "" for one in found)
    assert find(text) == found


@given(st.sampled_from(TEXTS), st.sampled_from(["\u0301", "\u200b", "😀 ", "ﬁ "]), st.data())
def test_what_nobody_sees_moves_no_find_off_its_words(
    text: str, put: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    changed = f"{text[:at]}{put}{text[at:]}"
    assert all(changed[one.start : one.end] == one.words for one in find(changed))


@pytest.mark.parametrize(
    "told", ["111222333", "06-12345678", "3 maart 2024", "03-03-2024", "NL91ABNA0417164300"]
)
@pytest.mark.parametrize("written", [str.lower, str.upper, str.title])
def test_what_is_known_by_its_form_is_found_in_any_letters(told: str, written: object) -> None:
    text = written(f"het gaat om {told} en niet om iets anders")  # type: ignore[operator]
    assert {one.kind for one in find(text)} & BY_FORM


def test_each_kind_says_why_it_can_tell_who_it_is() -> None:
    assert all(len(kind.label.split()) > 1 for kind in Kind)


def test_places_that_the_reader_knows_are_not_told_again() -> None:
    text = "Zij woont in Veendam."
    assert Kind.PLACE in kinds_of(text)
    assert find(text, places=["Veendam"]) == ()


def test_what_is_known_by_its_form_is_told_apart_from_what_is_told_in_words() -> None:
    told = {Kind.BSN, Kind.EMAIL, Kind.PHONE, Kind.ACCOUNT, Kind.NUMBER, Kind.DATE}
    assert told | {Kind.POSTCODE, Kind.ADDRESS} == BY_FORM


@pytest.mark.parametrize("written", ["lindewaard", "LINDEWAARD", "Lindewaard"])
def test_a_place_around_stands_by_an_age_however_it_is_written(written: str) -> None:
    text = f"Zij is 43 en {written} is klein."
    assert Kind.AGE_WITH_PLACE in {one.kind for one in find(text, places=["Lindewaard"])}


def test_a_part_of_a_word_is_no_place_and_an_empty_one_neither() -> None:
    text = "Zij is 43 en lindewaardig is een woord."
    assert Kind.AGE in {one.kind for one in find(text, places=["Lindewaard", ""])}


def test_a_body_that_all_deal_with_is_no_organisation_of_one_place() -> None:
    assert Kind.ORGANISATION not in kinds_of("Zij ging naar school Nederlands leren.")
    assert Kind.ORGANISATION in kinds_of("Zij ging naar basisschool De Klaproos.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Toen kwam SEMHARA langs.", ["SEMHARA"]),
        ("Toen kwam SCHIMMEL in huis.", []),
        ("Tsegaia werkte daar.", ["Tsegaia"]),
        ("Tsegaia, dus wachten.", ["Tsegaia"]),
        ("Xyl en dan wachten.", []),
        ("Boete of geen boete.", []),
    ],
)
def test_a_word_that_dutch_does_not_spell_is_perhaps_a_name(text: str, words: list[str]) -> None:
    assert [one.words for one in find(text) if one.kind is Kind.PERHAPS_NAME] == words
