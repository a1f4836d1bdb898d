# SPDX-License-Identifier: EUPL-1.2
"""Figures on their way out, on the pages: made of a file, seen by a colleague, out, withdrawn."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account, Organisation
from meedoen.accounts.roles import Role
from meedoen.areas.queries import places
from meedoen.publication import operations
from meedoen.publication.models import HandedIn, Preparation, Release
from meedoen.publication.queries import files_of_release
from meedoen.publication.states import PreparationStep, ReleaseState
from meedoen.vocabulary.moment import Moment
from tests.publication.worlds import worked_on
from tests.signing import SIGNED
from tests.web.policy.conftest import BACKEND, make_account

pytestmark = pytest.mark.django_db

NEW = "/beleid/uitgaven/nieuw/"
TOLD = {
    "gemeente": "GM9901", "title": "Mensen met een plek", "reference_day": "2025-12-31",
    "same_as": "", "counted": "Mensen met een plek, 31 december 2025", "preset": "zorg",
    "sources": "De plekken die zijn vastgelegd.", "quality": "",
}  # fmt: skip


def counts() -> str:
    """Counts per buurt of Lindewaard and form of taking part; in each third buurt a small one."""
    codes = [place.code for place in places("GM9901", year=2026) if place.code.startswith("BU")]
    lines = [
        f"{code};{form};{3 if at % 3 == 0 and form == 'leren' else 11 + (at * 7) % 23}"
        for at, code in enumerate(codes)
        for form in ("vrijwillig", "werk", "leren")
    ]
    return "\n".join(["buurt;vorm;aantal", *lines])


def file(text: str, name: str = "aantallen.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def handed_in(client: Client, text: str | None = None, **changed: Any) -> Any:
    given = {**TOLD, "counts": file(counts() if text is None else text), **changed}
    return client.post(NEW, given)


def sent(client: Client, text: str | None = None, **changed: Any) -> Any:
    """Hand it in, let the worker do it, and give the page where that leads."""
    answer = handed_in(client, text, **changed)
    if answer.status_code != 302:
        return answer
    worked_on(Preparation.objects.latest("pk"))
    return client.get(answer["Location"])


def colleague(organisation: Organisation, role: Role, name: str) -> Client:
    account: Account = accounts.add_professional(
        email=f"{name}@werk.example".lower(), name=name, password="een-lang-wachtwoord",
        team=organisation.teams.first(), role=role, valid_from=SIGNED["on"].day, **SIGNED,
    )  # fmt: skip
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def jesse(adviser: Client, municipality: Organisation) -> Client:
    """A colleague of the adviser, who makes figures too."""
    return colleague(municipality, Role.MONITOR_OFFICER, "Jesse")


def text_of(answer: Any) -> str:
    """What can be read on a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page_of(release: Release) -> str:
    return f"/beleid/uitgaven/{release.pk}/"


APPROVED = {"report": "on", "table": "on", "remark": "Gezien."}


def test_a_file_becomes_a_release_and_says_that_the_counts_are_not_kept(adviser: Client) -> None:
    answer = sent(adviser)
    release = Release.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page_of(release))
    shown = text_of(adviser.get(page_of(release)))
    assert "Mag deze uitgave naar buiten?" in shown
    assert "De echte aantallen bewaren we niet." in shown
    assert "Jij maakte deze uitgave." in shown
    assert "Kan iemand een buur terugvinden? Aanvalsverslag Nee." in shown
    assert "verborgen" in shown


@pytest.mark.proves("S3-15", "from municipality to wijk to buurt, with what is hidden in words")
def test_the_table_goes_from_municipality_to_wijk_to_buurt(adviser: Client) -> None:
    sent(adviser)
    release = Release.objects.get()
    page = adviser.get(page_of(release)).content.decode()
    assert "Lindewaard, samen" in page
    (first, *_) = re.findall(r'href="\?(deel=WK[^"]+)#tabel"', page)
    wijk = adviser.get(f"{page_of(release)}?{first}")
    assert "Waar je bent in de tabel" in wijk.content.decode()
    assert "Verborgen is geen nul." in text_of(wijk)


def test_the_page_says_what_is_done_and_can_be_left_and_come_back_to(adviser: Client) -> None:
    answer = handed_in(adviser)
    (preparation,) = Preparation.objects.all()
    page = f"/beleid/uitgaven/onderweg/{preparation.pk}/"
    assert (answer.status_code, answer["Location"]) == (302, page)
    shown = text_of(adviser.get(page))
    assert "De rekenmachine staat nu uit." in shown
    assert "Je bestand ligt verzegeld klaar." in shown
    assert 'hx-trigger="every 2s"' in adviser.get(page).content.decode()
    operations.begin_preparation(preparation_id=preparation.pk, on=Moment.now())
    assert "Ernaast gelegd (nu bezig)" in text_of(adviser.get(page))
    operations.note_step(
        preparation_id=preparation.pk, step=PreparationStep.CHECKING, weighed=2, on=Moment.now()
    )
    shown = text_of(adviser.get(page))
    for words in ("Rekent", "2 eerdere uitgaven", "Nagerekend (nu bezig)", "Begonnen om"):
        assert words in shown
    listed = adviser.get("/beleid/uitgaven/")
    assert f'href="{page}"' in listed.content.decode()
    assert "Rekent" in text_of(listed)


def test_a_page_that_follows_it_says_where_to_go_and_another_goes_there(adviser: Client) -> None:
    handed_in(adviser)
    (preparation,) = Preparation.objects.all()
    release = worked_on(preparation).release
    assert release is not None
    page = f"/beleid/uitgaven/onderweg/{preparation.pk}/"
    assert adviser.get(page)["Location"] == page_of(release)
    followed = adviser.get(page, headers={"HX-Request": "true"})
    assert f'href="{page_of(release)}"' in followed.content.decode()
    assert "Je bestand is gewist." in text_of(followed)
    assert "every 2s" not in followed.content.decode()


def test_what_is_stopped_or_fails_says_so_and_keeps_the_words(adviser: Client) -> None:
    handed_in(adviser)
    (stopped,) = Preparation.objects.all()
    page = f"/beleid/uitgaven/onderweg/{stopped.pk}/"
    shown = text_of(adviser.post(f"{page}stoppen/", follow=True))
    assert "Dit is gestopt. Er is niets gemaakt, en je bestand is gewist." in shown
    assert not HandedIn.objects.exists()
    assert "Het narekenen was al klaar." in text_of(adviser.post(f"{page}stoppen/", follow=True))
    again = adviser.get(NEW, {"opnieuw": stopped.pk}).content.decode()
    for words in (TOLD["title"], TOLD["counted"], TOLD["sources"]):
        assert words in again
    handed_in(adviser)
    failed = Preparation.objects.latest("pk")
    operations.fail_preparation(preparation_id=failed.pk, trouble="Te groot.", on=Moment.now())
    assert "Te groot." in text_of(adviser.get(f"/beleid/uitgaven/onderweg/{failed.pk}/"))


def test_a_fourth_of_a_municipality_is_told_to_wait_and_loses_no_word(adviser: Client) -> None:
    for at in range(3):
        handed_in(adviser, title=f"Tabel {at}")
    answer = handed_in(adviser, title="Nog een")
    assert answer.status_code == 422
    assert "al 3 uitgaven van deze gemeente" in text_of(answer)
    assert "Nog een" in answer.content.decode()


def test_who_only_reads_stops_nothing_and_a_stranger_finds_nothing(
    adviser: Client, municipality: Organisation
) -> None:
    handed_in(adviser)
    (preparation,) = Preparation.objects.all()
    page = f"/beleid/uitgaven/onderweg/{preparation.pk}/"
    henk = colleague(municipality, Role.ADVISORY_BOARD_MEMBER, "Henk")
    assert "Stop" not in text_of(henk.get(page)).partition("Onderdelen")[0].split("Wordt gewist")
    assert henk.post(f"{page}stoppen/").status_code == 403


def test_the_same_file_sent_twice_is_one_release(adviser: Client) -> None:
    first = handed_in(adviser)
    assert handed_in(adviser)["Location"] == first["Location"]
    assert sent(adviser)["Location"] == sent(adviser)["Location"]
    assert Release.objects.count() == Preparation.objects.count() == 1


def test_what_is_wrong_is_said_per_row_and_nothing_is_made(adviser: Client) -> None:
    answer = sent(
        adviser,
        "buurt,vorm,aantal\nBU99010101,werk,5\nBU99010101,werk,6\nBU99010102,werk,-2\nx,y",
    )
    assert answer.status_code == 422
    shown = text_of(answer)
    assert "Regel 3: deze groep staat ook in regel 2." in shown
    assert "Regel 4: een aantal is nul of meer." in shown
    assert "Regel 5: hier staan 2 kolommen, bovenaan 3." in shown
    assert "kies de bestanden opnieuw" in shown
    assert "Mensen met een plek" in answer.content.decode()
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"counts": ""}, "Kies een bestand."),
        ({"title": " "}, "Geef de uitgave een naam."),
        ({"counted": ""}, "Zeg wie je telt"),
        ({"preset": "geheim"}, "Kies welke aantallen te klein zijn."),
        ({"preset": ""}, "Kies welke aantallen te klein zijn."),
        ({"sources": ""}, "Schrijf op waar de aantallen vandaan komen."),
        ({"reference_day": "2099-01-01"}, "Van welke dag zijn de aantallen?"),
        ({"trees": [file("code,parent\na,\n", "kleur.csv")]}, "zo heet geen kolom"),
        ({"trees": [file("a,b\n", "vorm.csv")]}, "heeft geen kolommen code en parent"),
        ({"trees": [file("a", f"{i}.csv") for i in range(7)]}, "meer dan 6 bestanden"),
        ({"counts": file("a" * 2_000_001)}, "groter dan 2 MB"),
        (
            {"counts": file("p,q,aantal\n" + "".join(f"p{i},q{i},9\n" for i in range(300)))},
            "zijn dit 90.601 getallen",
        ),
    ],
    ids=range(12),
)
def test_what_is_missing_or_cannot_be_is_said(adviser: Client, changed: Any, said: str) -> None:
    answer = sent(adviser, **changed)
    assert answer.status_code == 422
    assert said in text_of(answer) or said in answer.content.decode()
    assert not Release.objects.exists()


def test_a_file_of_what_lies_under_what_makes_totals_and_gives_names(adviser: Client) -> None:
    tree = (
        "code,parent,name\nsamen,,Samen\nkort,samen,Kort\nlang,samen,Lang\nw1,kort,Een week\n"
        "w9,lang,Negen weken\n"
    )
    text = "duur,aantal\nw1,20\nw9,33\n"
    sent(adviser, text, trees=[file(tree, "Duur.csv")])
    shown = text_of(adviser.get(page_of(Release.objects.get())))
    for words in ("Kort", "Lang", "53"):
        assert words in shown


def test_who_made_it_does_not_see_the_button_and_is_refused(adviser: Client, jesse: Client) -> None:
    sent(adviser)
    release = Release.objects.get()
    assert "Geef vrij" not in text_of(adviser.get(page_of(release)))
    answer = adviser.post(f"{page_of(release)}vrijgeven/", APPROVED, follow=True)
    assert "Wie een uitgave maakt, geeft hem niet zelf vrij." in text_of(answer)
    assert "Geef vrij" in text_of(jesse.get(page_of(release)))


def test_the_second_pair_of_eyes_says_that_she_looked(adviser: Client, jesse: Client) -> None:
    sent(adviser)
    release = Release.objects.get()
    answer = jesse.post(f"{page_of(release)}vrijgeven/", {"report": "on"})
    assert answer.status_code == 422
    assert "Kijk daar eerst naar." in text_of(answer)
    release.refresh_from_db()
    assert release.state == ReleaseState.CHECKED


def brought_out(adviser: Client, jesse: Client, **changed: Any) -> Release:
    sent(adviser, **changed)
    release = Release.objects.latest("pk")
    assert jesse.post(f"{page_of(release)}vrijgeven/", APPROVED).status_code == 302
    assert adviser.post(f"{page_of(release)}openbaar/").status_code == 302
    release.refresh_from_db()
    assert release.state == ReleaseState.PUBLISHED
    return release


def test_once_out_everybody_reads_it_and_can_take_it_along(
    client: Client, adviser: Client, jesse: Client
) -> None:
    release = brought_out(adviser, jesse)
    anybody = Client()
    listed = text_of(anybody.get("/cijfers/"))
    assert "Mensen met een plek" in listed
    assert "Lindewaard" in listed
    address = f"/cijfers/{release.address}/"
    shown = text_of(anybody.get(address))
    for words in ("De plekken die zijn vastgelegd.", "meedoen monitor verify", "Aanvalsverslag"):
        assert words in shown
    assert "Ruben" not in shown
    kept = files_of_release(release)
    packed = zipfile.ZipFile(io.BytesIO(anybody.get(f"{address}bestand/uitgave.zip").content))
    assert {name.partition("/")[2]: packed.read(name) for name in packed.namelist()} == kept
    for name in ("cells.csv", "proof.json"):
        given = anybody.get(f"{address}bestand/{name}")
        assert given.content == kept[name]
        assert given["Content-Disposition"].startswith("attachment")
    assert anybody.get(f"{address}bestand/rule.py").status_code == 404


def test_a_draft_stands_at_no_public_address(adviser: Client) -> None:
    sent(adviser)
    address = f"/cijfers/{Release.objects.get().address}/"
    for page in (address, f"{address}bestand/cells.csv"):
        assert Client().get(page).status_code == 404
    assert "Er zijn nog geen cijfers" in text_of(Client().get("/cijfers/"))


def test_what_is_withdrawn_says_why_and_shows_no_figure(adviser: Client, jesse: Client) -> None:
    release = brought_out(adviser, jesse)
    address = f"{page_of(release)}terugtrekken/"
    assert "Schrijf op waarom." in text_of(jesse.post(address, {"reason": " "}))
    jesse.post(address, {"reason": "We telden op de verkeerde dag."})
    public = f"/cijfers/{release.address}/"
    shown = text_of(Client().get(public))
    assert "We telden op de verkeerde dag." in shown
    assert "Openbaar van" in shown
    assert "Openbaar sinds" not in shown
    assert "<table" not in Client().get(public).content.decode()
    assert Client().get(f"{public}bestand/cells.csv").status_code == 404
    assert "(teruggetrokken)" in text_of(Client().get("/cijfers/"))


def test_a_correction_says_what_it_replaces_and_is_found_from_there(
    adviser: Client, jesse: Client
) -> None:
    first = brought_out(adviser, jesse)
    form = adviser.get(NEW, {"herstelt": first.pk})
    assert "Dit komt in de plaats van iets anders" in text_of(form)
    second = brought_out(
        adviser, jesse, herstelt=str(first.pk), counted="Mensen met een plek, opnieuw geteld"
    )
    assert second.replaces == first
    assert "Deze cijfers zijn hersteld" in text_of(Client().get(f"/cijfers/{first.address}/"))
    assert "daarover zegt het bewijs niets" in text_of(Client().get(f"/cijfers/{second.address}/"))


def test_the_former_year_is_laid_beside_it_in_words(adviser: Client, jesse: Client) -> None:
    brought_out(adviser, jesse, reference_day="2024-12-31", counted="Mensen eind 2024")
    second = brought_out(adviser, jesse)
    page = f"/cijfers/{second.address}/"
    assert "Leg ernaast wat het was op 31 december 2024" in text_of(Client().get(page))
    assert "toen " not in text_of(Client().get(page))
    beside = text_of(Client().get(page, {"naast": "1"}))
    for words in ("toen ook", "Toen: 31 december 2024.", "Laat alleen deze dag zien"):
        assert words in beside


def test_who_only_reads_policy_sees_releases_and_has_no_buttons(
    adviser: Client, municipality: Organisation
) -> None:
    sent(adviser)
    release = Release.objects.get()
    henk = colleague(municipality, Role.ADVISORY_BOARD_MEMBER, "Henk")
    shown = text_of(henk.get(page_of(release)))
    assert "Wacht op een collega" in shown
    assert "Leg weg" not in shown
    assert "Nieuwe uitgave" not in text_of(henk.get("/beleid/uitgaven/"))
    assert henk.get(NEW).status_code == 403
    assert henk.post(f"{page_of(release)}vrijgeven/", APPROVED).status_code == 403


def test_somebody_of_another_municipality_finds_nothing(adviser: Client, db: None) -> None:
    sent(adviser)
    other = accounts.add_organisation(
        name="Elders", slug="elders", kind="municipality", municipality_codes=["GM9902"], **SIGNED
    )
    account = make_account(other, Role.MONITOR_OFFICER)
    stranger = Client()
    stranger.force_login(account, backend=BACKEND)
    release = Release.objects.get()
    for page in (page_of(release), f"{page_of(release)}bestand/cells.csv"):
        assert stranger.get(page).status_code in (403, 404)
    assert "Mensen met een plek" not in text_of(stranger.get("/beleid/uitgaven/"))


def test_the_list_begins_with_what_waits_and_can_be_searched(
    adviser: Client, jesse: Client
) -> None:
    brought_out(adviser, jesse)
    sent(adviser, title="Huisbezoeken", counted="Mensen die bezocht zijn")
    shown = text_of(jesse.get("/beleid/uitgaven/"))
    assert shown.index("Huisbezoeken") < shown.index("Mensen met een plek")
    assert "Wacht op jou" in shown
    assert "Wacht op jou" not in text_of(adviser.get("/beleid/uitgaven/"))
    found = text_of(adviser.get("/beleid/uitgaven/", {"zoek": "bezoek"}))
    assert "Huisbezoeken" in found
    assert "Mensen met een plek," not in found
    assert "Geen uitgave gevonden" in text_of(adviser.get("/beleid/uitgaven/", {"zoek": "xyz"}))


def test_the_first_page_says_what_waits_for_whom(adviser: Client, jesse: Client) -> None:
    sent(adviser)
    assert "Eén uitgave wacht op een tweede paar ogen." in text_of(jesse.get("/beleid/"))
    assert "tweede paar ogen." not in text_of(adviser.get("/beleid/")).partition("Uitgaven van")[0]
    sent(adviser, title="Nog een", counted="Anderen")
    assert "2 uitgaven wachten op een tweede paar ogen." in text_of(jesse.get("/beleid/"))


@pytest.mark.parametrize(
    "asked",
    ["deel=BU99999999", "deel=" + "x" * 500, "page=99999999999999999999", "page=-1", "kolom=7777",
     "kolom=x", "naast=ja", "kies-vorm=99", "deel=%00", "kies-=1"],
)  # fmt: skip
def test_whatever_stands_in_the_address_there_is_a_table(
    adviser: Client, jesse: Client, asked: str
) -> None:
    release = brought_out(adviser, jesse)
    for page in (page_of(release), f"/cijfers/{release.address}/"):
        answer = adviser.get(f"{page}?{asked}")
        assert answer.status_code == 200
        assert "<table" in answer.content.decode()


def test_a_page_costs_the_same_for_ten_and_for_a_thousand_groups(
    adviser: Client, django_assert_max_num_queries: Any
) -> None:
    many = "\n".join(["groep,aantal", *(f"g{i:04},{20 + i % 9}" for i in range(1000))])
    few = "\n".join(["groep,aantal", *(f"g{i:04},{20 + i % 9}" for i in range(10))])
    rows = {}
    for text, name in ((few, "Weinig"), (many, "Veel")):
        sent(adviser, text, title=name, counted=name)
        with django_assert_max_num_queries(45):
            page = adviser.get(page_of(Release.objects.latest("pk"))).content.decode()
        rows[name] = page.count('<th scope="row">')
    assert rows == {"Weinig": 11, "Veel": 26}
