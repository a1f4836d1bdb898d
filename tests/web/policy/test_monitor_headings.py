# SPDX-License-Identifier: EUPL-1.2
"""Headings of suppliers on their pages: what waits, what each is, and what is remembered."""

import re
from typing import Any

import pytest
from django.test import Client

from meedoen.accounts.models import Organisation
from meedoen.accounts.roles import Role
from meedoen.interop.extracts.profiles import read_profile
from meedoen.monitor.models import SupplierProfile
from meedoen.monitor.operations import note_headings
from meedoen.monitor.queries import written_profile
from meedoen.vocabulary.moment import Moment
from tests.monitor.loading import BY
from tests.monitor.worlds import HERE
from tests.web.policy.test_releases import colleague, text_of

pytestmark = pytest.mark.django_db

KOPPEN = "/beleid/monitor/bronnen/wmo/koppen/"
LINE = ["Nr. klant", "Soort", "Vanaf", "Naam", "postcode"]
HERE_IT_IS = {"gemeente": HERE}


def waiting(*line: str, supplier: str = "Zorgplein") -> SupplierProfile:
    return note_headings(
        municipality=HERE,
        source="wmo",
        supplier=supplier,
        line=line or LINE,
        by=BY,
        on=Moment.now(),
    )


def page_of(profile: SupplierProfile) -> str:
    return f"{KOPPEN}{profile.pk}/"


def names(client: Client, profile: SupplierProfile, **query: str) -> dict[str, str]:
    """Give the name of the choice of each heading, as the form has it."""
    page = client.get(page_of(profile), {**HERE_IT_IS, **query}).content.decode()
    found = re.findall(r'<label[^>]*for="id_(kop-[0-9a-f]+)">\s*([^<]+?)\s*</label>', page)
    return {heading: name for name, heading in found}


def sent(client: Client, profile: SupplierProfile, **more: str) -> dict[str, str]:
    """Give what a browser would send of the form as it stands, without any choice."""
    page = client.get(page_of(profile), HERE_IT_IS).content.decode()
    stood = re.search(r'name="stood" value="([^"]*)"', page)
    assert stood
    return {**HERE_IT_IS, "stood": stood[1], **more}


def choose(client: Client, profile: SupplierProfile, chosen: dict[str, str], **more: str) -> Any:
    named = names(client, profile)
    told = {named[heading]: field for heading, field in chosen.items()}
    return client.post(page_of(profile), {**sent(client, profile), **told, **more})


CHOSEN = {
    "Nr. klant": "bsn", "Soort": "productcategoriecode", "Vanaf": "datumStart", "Naam": "-",
    "postcode": "postcode",
}  # fmt: skip


def test_headings_wait_until_somebody_says_what_they_are_and_are_remembered_then(
    adviser: Client,
) -> None:
    profile = waiting()
    shown = text_of(adviser.get(KOPPEN, HERE_IT_IS))
    assert "Zorgplein Wacht sinds" in shown
    assert "nog te kiezen: 4 van 5 koppen" in shown
    assert "Van 4 koppen is nog niet gezegd wat het is." in text_of(
        adviser.get(page_of(profile), HERE_IT_IS)
    )
    assert "koppen wachten" in text_of(adviser.get("/beleid/monitor/bronnen/", HERE_IT_IS))
    assert "De koppen van één leverancier wachten" in text_of(
        adviser.get("/beleid/monitor/", HERE_IT_IS)
    )
    assert "van één leverancier wachten" in text_of(
        adviser.get("/beleid/monitor/bronnen/wmo/", HERE_IT_IS)
    )
    answer = choose(adviser, profile, CHOSEN)
    assert (answer.status_code, answer["Location"]) == (302, f"{page_of(profile)}?gemeente={HERE}")
    shown = text_of(adviser.get(KOPPEN, HERE_IT_IS))
    assert "Alle 5 koppen zijn bekend Puk Beleid" in shown
    assert "koppen wachten" not in text_of(adviser.get("/beleid/monitor/bronnen/", HERE_IT_IS))


def test_what_is_remembered_goes_along_as_the_profile_that_the_command_reads(
    adviser: Client,
) -> None:
    profile = waiting()
    choose(adviser, profile, CHOSEN, dates="dd-mm-jjjj", separator="tab", sheet="Blad 1")
    answer = adviser.get(f"{page_of(profile)}profiel.yaml", HERE_IT_IS)
    read = read_profile(answer.content)
    assert read.headings == {
        "bsn": "Nr. klant", "productcategoriecode": "Soort", "datumStart": "Vanaf",
        "postcode": "postcode",
    }  # fmt: skip
    assert read.ignore == ("Naam",)
    assert read.dates
    assert (read.dates.name, read.separator, read.sheet) == ("dd-mm-jjjj", "\t", "Blad 1")
    assert "attachment" in answer["Content-Disposition"]


def test_a_proposal_is_shown_and_never_filled_in_unless_asked(adviser: Client) -> None:
    profile = waiting("Burgerservicenr", "Productcat.", "Begin datum zorg", "Schoenmaat")
    page = adviser.get(page_of(profile), HERE_IT_IS)
    shown = text_of(page)
    assert "Voorstel: bsn (burgerservicenummer van wie het gaat). Kijk of het klopt." in shown
    assert 'value="bsn" selected' not in page.content.decode()
    ready = adviser.get(page_of(profile), {**HERE_IT_IS, "voorstellen": "ja"})
    assert 'value="bsn" selected' in ready.content.decode()
    assert "De voorstellen staan klaar. Kijk ze na. Er is nog niets bewaard." in text_of(ready)
    assert written_profile(SupplierProfile.objects.get()).headings == {}


def test_a_heading_that_is_known_is_chosen_and_says_so(adviser: Client) -> None:
    profile = waiting("bsn", "Vanaf")
    page = adviser.get(page_of(profile), HERE_IT_IS)
    assert "Deze kop kennen we. Kijk of het klopt." in text_of(page)
    assert 'value="bsn" selected' in page.content.decode()


def test_two_headings_for_one_field_are_refused_with_words(adviser: Client) -> None:
    profile = waiting()
    answer = choose(adviser, profile, {**CHOSEN, "Soort": "bsn"})
    assert answer.status_code == 422
    assert "“Nr. klant” is al bsn. Kies voor een van de twee iets anders." in text_of(answer)
    assert SupplierProfile.objects.get().written_at is None


def test_what_is_missing_still_is_said_and_what_was_chosen_is_kept(adviser: Client) -> None:
    profile = waiting()
    choose(adviser, profile, {**CHOSEN, "Vanaf": "-"})
    shown = text_of(adviser.get(page_of(profile), HERE_IT_IS))
    assert "Voor mensen ontbreekt nog: datumStart (eerste dag)." in shown
    assert SupplierProfile.objects.get().headings["bsn"] == "Nr. klant"
    assert "Wacht sinds" in text_of(adviser.get(KOPPEN, HERE_IT_IS))


def test_words_of_a_supplier_lead_to_our_codes(adviser: Client) -> None:
    profile = waiting()
    choose(adviser, profile, CHOSEN)
    code = "codes-productcategoriecode"
    answer = choose(adviser, profile, CHOSEN, **{code: "hulp = 01\nniets ="})
    assert answer.status_code == 302
    assert SupplierProfile.objects.get().codes == {
        "productcategoriecode": {"hulp": "01", "niets": ""}
    }


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("hulp", "Regel 1: schrijf hun waarde"),
        ("hulp = 99x", "Regel 1: “99x” is geen code van ons."),
        ("hulp = 01\n\nhulp = 02", "Regel 3: “hulp” staat er twee keer."),
        ("123456782 = 01", "Regel 1 lijkt op een gegeven van iemand."),
        ("h" * 201 + " = 01", "langer dan 200 tekens"),
        ("\n".join(f"v{n} = 01" for n in range(301)), "Dit zijn 301 regels."),
    ],
)
def test_words_that_lead_nowhere_are_refused_by_line(
    adviser: Client, typed: str, words: str
) -> None:
    profile = waiting()
    choose(adviser, profile, CHOSEN)
    answer = choose(adviser, profile, CHOSEN, **{"codes-productcategoriecode": typed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert SupplierProfile.objects.get().codes == {}


def test_headings_can_be_pasted_before_a_file_comes(adviser: Client) -> None:
    pasted = {**HERE_IT_IS, "supplier": "Zorg & Co", "line": "\ufeffNr. klant;Vanaf;1-2-2026;\n"}
    answer = adviser.post(f"{KOPPEN}plakken/", pasted)
    made = SupplierProfile.objects.get()
    assert answer["Location"] == f"{page_of(made)}?gemeente={HERE}"
    assert made.seen == ["Nr. klant", "Vanaf", ""]
    assert "Niet bewaard: kop 3, omdat het een gegeven kan zijn" in text_of(
        adviser.get(page_of(made), HERE_IT_IS)
    )
    adviser.post(f"{KOPPEN}plakken/", {**pasted, "supplier": "ZORG  & co"})
    assert SupplierProfile.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"supplier": "-"}, "Geef de leverancier een naam met letters of cijfers."),
        ({"supplier": "x" * 300}, "Dit zijn 300 tekens. Er passen er 80."),
        ({"supplier": "123456782"}, "lijkt op een gegeven van iemand"),
        ({"line": "Jansen;123456782;9711 AB"}, "lijkt op gegevens en niet op koppen"),
        ({"line": ";;;"}, "Er staan geen koppen in deze regel."),
        ({"line": ";".join(f"k{n}x" for n in range(2000))}, "Dit zijn 2000 koppen."),
        ({"line": " "}, "Plak de regel met de koppen."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is(
    adviser: Client, changed: dict[str, str], words: str
) -> None:
    pasted = {**HERE_IT_IS, "supplier": "Zorgplein", "line": "Nr. klant;Vanaf"}
    answer = adviser.post(f"{KOPPEN}plakken/", {**pasted, **changed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not SupplierProfile.objects.exists()


def test_a_heading_that_is_there_twice_or_has_no_letters_can_only_be_left_out(
    adviser: Client,
) -> None:
    profile = waiting("Datum", "DATUM", "Nr. klant")
    answer = choose(adviser, profile, {"Datum": "datumStart", "Nr. klant": "bsn"})
    assert "Deze kop staat er twee keer" in text_of(answer)
    assert choose(adviser, profile, {"Datum": "-", "Nr. klant": "bsn"}).status_code == 302


def test_what_is_forgotten_can_be_put_back(adviser: Client) -> None:
    profile = waiting()
    choose(adviser, profile, CHOSEN)
    answer = adviser.post(f"{page_of(profile)}vergeten/", HERE_IT_IS)
    assert "De koppen zijn vergeten." in text_of(adviser.get(answer["Location"]))
    assert adviser.get(page_of(profile), HERE_IT_IS).status_code == 404
    assert "Zorgplein" not in text_of(adviser.get(KOPPEN, HERE_IT_IS))
    adviser.post(f"{page_of(profile)}terug/", HERE_IT_IS)
    assert "Zorgplein Alle 5 koppen zijn bekend" in text_of(adviser.get(KOPPEN, HERE_IT_IS))


def test_what_is_newer_stays_when_something_forgotten_is_put_back(adviser: Client) -> None:
    profile = waiting()
    adviser.post(f"{page_of(profile)}vergeten/", HERE_IT_IS)
    newer = waiting("Anders", "Nog anders")
    answer = adviser.post(f"{page_of(profile)}terug/", HERE_IT_IS, follow=True)
    assert "Van deze leverancier staan er intussen nieuwe koppen." in text_of(answer)
    held = SupplierProfile.objects.filter(forgotten_at__isnull=True)
    assert [one.pk for one in held] == [newer.pk]


def test_two_who_choose_at_once_see_what_the_other_chose(adviser: Client) -> None:
    profile = waiting()
    first, named = sent(adviser, profile), names(adviser, profile)
    choose(adviser, profile, CHOSEN)
    mine = {**first, **{named[heading]: field for heading, field in CHOSEN.items()}}
    mine[named["Soort"]] = "eenheid"
    answer = adviser.post(page_of(profile), mine)
    assert answer.status_code == 422
    assert "Dit is intussen veranderd." in text_of(answer)
    assert SupplierProfile.objects.get().headings["productcategoriecode"] == "Soort"


def test_headings_of_a_newer_file_never_take_the_choices_of_others(adviser: Client) -> None:
    profile = waiting("Een", "Twee")
    mine = {**sent(adviser, profile), names(adviser, profile)["Een"]: "bsn"}
    waiting("Nieuw", "Een", "Twee")
    adviser.post(page_of(profile), mine)
    assert SupplierProfile.objects.get().headings == {"bsn": "Een"}


def test_who_only_reads_sees_what_waits_and_chooses_nothing(
    adviser: Client, municipality: Organisation
) -> None:
    profile = waiting()
    henk = colleague(municipality, Role.ADVISORY_BOARD_MEMBER, "Henk")
    shown = text_of(henk.get(KOPPEN, HERE_IT_IS))
    assert "Zorgplein" in shown
    assert "Plak de koppen zelf" not in shown
    assert henk.get(page_of(profile), HERE_IT_IS).status_code == 403
    for address in (
        "plakken/",
        f"{profile.pk}/",
        f"{profile.pk}/vergeten/",
        f"{profile.pk}/terug/",
    ):
        assert henk.post(f"{KOPPEN}{address}", HERE_IT_IS).status_code == 403


def test_a_supplier_of_another_source_or_municipality_is_not_there(adviser: Client) -> None:
    profile = waiting()
    for address in (f"/beleid/monitor/bronnen/wwb/koppen/{profile.pk}/", f"{KOPPEN}999999/"):
        assert adviser.get(address, HERE_IT_IS).status_code == 404
    assert adviser.get(page_of(profile), {"gemeente": "GM9902"}).status_code == 404
    assert adviser.get("/beleid/monitor/bronnen/eigen/koppen/", HERE_IT_IS).status_code == 404
