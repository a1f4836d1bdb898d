# SPDX-License-Identifier: EUPL-1.2
"""What could tell who a text is about is found and shown; what is harmless is left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.recognition.finds import Kind, find, marked
from tests.rules.people import rulebook

PLACES = {"Lindewaard", "Vennerhout", "Oude Kern"}


def kinds(text: str, **about: object) -> list[Kind]:
    return [one.kind for one in find(text, **about)]  # type: ignore[arg-type]


@pytest.mark.proves("S0-13", "names, dates, places, rare combinations")
@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Het nummer is 111222333 bij ons.", Kind.BSN, "111222333"),
        ("Het nummer is 1112 22 333 bij ons.", Kind.BSN, "1112 22 333"),
        ("Dossier 20261234 ligt er nog.", Kind.NUMBER, "20261234"),
        ("Bel 06-12345678 gerust.", Kind.PHONE, "06-12345678"),
        ("Bel +31 6 1234 5678 gerust.", Kind.PHONE, "+31 6 1234 5678"),
        ("Mail naar p.puk@voorbeeld.example graag.", Kind.EMAIL, "p.puk@voorbeeld.example"),
        ("Storten op NL91ABNA0417164300 kan niet.", Kind.ACCOUNT, "NL91ABNA0417164300"),
        ("Dat begon op 3 maart 2024 weer.", Kind.DATE, "3 maart 2024"),
        ("Dat begon op 03-03-2024 weer.", Kind.DATE, "03-03-2024"),
        ("Hij is geboren in 1966 en wacht.", Kind.DATE, "geboren in 1966"),
        ("Post gaat naar 7001 AB en komt terug.", Kind.POSTCODE, "7001 AB"),
        ("Zij woont op Lindelaan 12 en wacht.", Kind.ADDRESS, "Lindelaan 12"),
        ("Zij woont op Lange Beek 4 en wacht.", Kind.ADDRESS, "Lange Beek 4"),
        ("Daar zei mevrouw De Wit wat van.", Kind.NAME, "mevrouw De Wit"),
        ("Toen vroeg dhr. Puk het na.", Kind.NAME, "dhr. Puk"),
        ("Een man van 43 uit Vennerhout wacht.", Kind.AGE_WITH_PLACE, "van 43"),
        ("Een 43-jarige in de Oude Kern wacht.", Kind.AGE_WITH_PLACE, "43-jarige"),
        ("Daarna ging Petra mee.", Kind.PERHAPS_NAME, "Petra"),
    ],
)
def test_it_finds_what_could_tell_who_it_is(text: str, kind: Kind, words: str) -> None:
    """Names, dates, places, rare combinations."""
    found = find(text, places=PLACES)
    assert (kind, words) in [(one.kind, one.words) for one in found]


@pytest.mark.parametrize(
    "written",
    [
        "111/222/333", "111  222  333", "111_222_333", "111\u00a0222\u00a0333",
        "111\u2011222\u2011333", "111\u200b222333", "\uff11\uff11\uff11222333", "1 111222333",
        "1 1 1 1 2 2 2 3 3 3",
    ],
)  # fmt: skip
def test_a_citizen_service_number_is_found_however_it_is_written(written: str) -> None:
    assert kinds(f"Het nummer {written} hoort erbij.") == [Kind.BSN]


@pytest.mark.proves("S0-13", "what is written to slip through")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dat weet mijn zus ans ook.", "ans"),
        ("Iemand heet ans en wacht.", "ans"),
        ("Ans wil graag werken.", "Ans"),
        ("Ans van den Berg wacht.", "Ans"),
        ("Toen kwam A. Zwart langs.", "A. Zwart"),
        ("Toen kwam A.B. van Zwart langs.", "A.B. van Zwart"),
        ("Vraag het aan J.K. uit de buurt.", "J.K."),
        ("Daarna kwam ZWART langs.", "ZWART"),
        ("De heer J. Zwart weet het.", "De heer J. Zwart"),
        ("Dat begon op 14.03.68 weer.", "14.03.68"),
        ("Dat begon in maart 1968 weer.", "maart 1968"),
        ("Iemand, geboren 1968, wacht.", "geboren 1968"),
        ("Iemand, geb. 14-3, wacht.", "geb. 14-3"),
        ("Woont op lindelaan 12 b en wacht.", "lindelaan 12 b"),
        ("Post gaat naar 7001ab en komt terug.", "7001ab"),
        ("Bel 06 - 12 34 56 78 gerust.", "06 - 12 34 56 78"),
        ("Zij is 43 en woont in lindewaard.", "is 43"),
        ("Een vrouw (43) uit lindewaard wacht.", "(43)"),
    ],
)
def test_what_is_written_to_slip_through_is_found(text: str, words: str) -> None:
    """Small letters, initials, the first word of a sentence, an unusual date."""
    assert words in [one.words for one in find(text, places=PLACES)]


@pytest.mark.parametrize("written", ["Zoë", "Zoe", "ZOË", "Zoe\u0308", "Zo\u200bë", "Z\u00adoë"])
def test_accents_and_characters_nobody_sees_hide_no_name(written: str) -> None:
    (found,) = find(f"Toen zei {written} nee.", names=["Zoë"])
    assert (found.kind, found.words) == (Kind.NAME, written)


def test_what_is_kept_does_not_say_that_a_name_came_out_of_a_dossier() -> None:
    text = "Daar groeit een Roos in de tuin."
    (known,), (unknown,) = find(text, names=["Roos"]), find(text)
    assert (known.kind, unknown.kind) == (Kind.NAME, Kind.PERHAPS_NAME)
    assert known.key == unknown.key


@pytest.mark.parametrize("written", ["Theo", "theo", "THEO", "Theo's", "Theos"])
def test_a_name_of_the_dossier_is_found_however_it_is_written(written: str) -> None:
    assert kinds(f"Toen zei {written} dat het niet ging.", names=["Theo"]) == [Kind.NAME]


def test_each_part_of_a_name_is_found() -> None:
    assert Kind.NAME in kinds("toen zei de Wit het", names=["Anna de Wit"])


@pytest.mark.parametrize(
    "text",
    [
        "Wie meer doet, krijgt minder uren hulp. Daarom begint iemand liever niet.",
        "De Participatiewet rekent per maand, de Wmo per jaar. UWV kijkt weer anders.",
        "Volgens artikel 2.3.10 en art. 31 lid 2 mag het niet.",
        "Het geldt vanaf 27 jaar. Daaronder telt een vergoeding van 210 euro mee.",
        "Op maandag en dinsdag is er plek in Lindewaard.",
        "Later kwam een vrouw met een vriend. De partner krijgt niets en de man wel.",
        "Uitkering 2026 en inburgering 2021 tellen hier niet mee.",
    ],
)
def test_a_situation_without_a_person_is_left_in_peace(text: str) -> None:
    assert find(text, places=PLACES) == ()


def test_nothing_in_the_forty_knelpunten_of_the_rulebook_needs_a_second_look() -> None:
    for knelpunt in rulebook().knelpunten:
        for text in (knelpunt.title, knelpunt.collision, "\n".join(knelpunt.laws)):
            assert find(text, places=PLACES) == (), text


def test_only_a_citizen_service_number_may_never_stay() -> None:
    found = find("111222333, 06-12345678 en Petra", places=PLACES)
    assert [one.may_stay for one in found] == [False, True, True]


def test_the_same_words_have_the_same_key_wherever_they_stand() -> None:
    once, again = find("Toen ging Petra mee. Later zei  Petra nee.")
    assert once.key == again.key
    assert once.start != again.start


TEXT = st.text(st.sampled_from("aeTheo 0123456789.-@\n\u0308\u200b\ufb01\u00bd"), max_size=80)


@given(TEXT)
def test_the_marked_pieces_together_are_the_text(text: str) -> None:
    found = find(text, names=["Theo"], places=PLACES)
    assert "".join(piece.words for piece in marked(text, found)) == text
    assert [p.finding for p in marked(text, found) if p.finding] == list(found)


@given(TEXT, st.integers(0, 80))
def test_a_name_of_the_dossier_never_slips_through(text: str, at: int) -> None:
    """Whatever stands around it: the name alone between spaces is marked."""
    whole = f"{text[:at]} Zwaluw {text[at:]}"
    covered = {i for f in find(whole, names=["Zwaluw"]) for i in range(f.start, f.end)}
    start = whole.index("Zwaluw")
    assert set(range(start, start + len("Zwaluw"))) <= covered


def test_each_kind_of_find_says_on_the_screen_what_it_may_be() -> None:
    assert len({kind.label for kind in Kind}) == len(Kind)


def test_a_name_is_marked_as_a_whole_where_it_stands_as_a_whole() -> None:
    (found,) = find("Toen zei Anna de Wit nee.", names=["Anna de Wit"])
    assert found.words == "Anna de Wit"


def test_an_age_with_a_place_that_nobody_told_us_is_found() -> None:
    assert Kind.AGE_WITH_PLACE in kinds("Een man van 43 uit Vennerhout wacht.")


@pytest.mark.parametrize("text", ["Petra", "Petra belt.", "Toen belde Petra", ""])
def test_no_piece_of_a_marked_text_is_empty(text: str) -> None:
    assert all(piece.words for piece in marked(text, find(text)))


@pytest.mark.parametrize("part", ["werk", "boot", "Aaaa", "moeder"])
def test_a_word_without_an_end_is_looked_through_as_well(part: str) -> None:
    assert find(part * 4000 + ". Toen kwam Petra.")[-1].words == "Petra"


def test_finds_are_marked_in_the_order_of_the_text_however_they_come() -> None:
    text = "Toen ging Petra mee. Bel 06-12345678 gerust."
    found = find(text)
    assert len(found) == 2
    assert marked(text, found[::-1]) == marked(text, found)
