# SPDX-License-Identifier: EUPL-1.2
"""The laboratory on screen: a draft, how far it is, and who gains or loses what."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Organisation
from meedoen.accounts.roles import Role
from meedoen.laboratory import tasks
from meedoen.laboratory.models import Draft, Run
from meedoen.vocabulary.work import WorkState
from tests.laboratory.worlds import NUG, job_context
from tests.signing import SIGNED
from tests.web.policy.conftest import BACKEND, make_account

LIST = "/beleid/laboratorium/"
NEW = "/beleid/laboratorium/nieuw/"
NUG_WORDS = "hulp bij werk"


@pytest.fixture(autouse=True)
def few_people(settings: Any) -> None:
    settings.LABORATORY_PEOPLE = 3000


def fields(page: str) -> dict[str, str]:
    """The values of now on the form, by field name."""
    selects = re.findall(
        r'<select name="(waarde-\d+)".*?<option value="([^"]*)"\s+selected', page, re.S
    )
    inputs = re.findall(r'<input type="text" name="(waarde-\d+)" value="([^"]*)"', page)
    texts = re.findall(r'<textarea name="(waarde-\d+)"[^>]*>\s*([^<]*)</textarea>', page)
    return dict([*selects, *inputs, *texts])


def field_of(page: str, words: str) -> str:
    """The name of the field under a label with these words."""
    found = re.search(rf'for="id_(waarde-\d+)">[^<]*{words}', page)
    assert found, words
    return found.group(1)


def given(client: Client, **more: str) -> dict[str, str]:
    page = client.get(NEW, {"gemeente": "GM9901"}).content.decode()
    values = fields(page) | {
        "gemeente": "GM9901",
        "name": "Zonder nug",
        "reason": "De raad vraagt.",
    }
    return values | {field_of(page, NUG_WORDS): "nee"} | more


def made(client: Client, **more: str) -> Draft:
    answer = client.post(NEW, given(client, **more))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return Draft.objects.latest("pk")


def page_of(client: Client, draft: Draft) -> str:
    answer = client.get(f"{LIST}{draft.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def work_out(draft: Draft) -> Run:
    run = draft.runs.get()
    tasks.run_draft.func(job_context(), run.pk)
    run.refresh_from_db()
    return run


def test_an_empty_laboratory_offers_a_next_thing_to_do(adviser: Client) -> None:
    page = adviser.get(LIST).content.decode()
    assert "Er zijn nog geen concepten" in page
    assert f'href="{NEW}"' in page
    assert "niets hiervan is besluit of gepubliceerd" in page


def test_the_form_shows_the_value_of_now_the_room_and_both_articles(adviser: Client) -> None:
    page = adviser.get(NEW, {"gemeente": "GM9901"}).content.decode()
    assert "Participatieverordening Lindewaard, artikel 1" in page
    assert "Participatiewet, artikel 8a" in page
    assert "Er is ruimte:" in page
    assert "checked" not in page


def test_only_what_differs_from_now_becomes_the_draft(adviser: Client) -> None:
    draft = made(adviser)
    assert draft.changes == {NUG: False}
    assert (draft.municipality_id, draft.made_by) == ("GM9901", draft.runs.get().asked_by)
    assert draft.runs.get().state == WorkState.WAITING


def test_a_draft_in_which_nothing_differs_is_sent_back_with_what_to_do(adviser: Client) -> None:
    same = given(adviser)
    same[field_of(adviser.get(NEW).content.decode(), NUG_WORDS)] = "ja"
    answer = adviser.post(NEW, same)
    assert answer.status_code == 422
    assert "Kies bij minstens één regel een andere waarde" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_value_outside_the_room_is_said_at_the_field_with_the_article(adviser: Client) -> None:
    page = adviser.get(NEW, {"gemeente": "GM9901"}).content.decode()
    bounded = next(
        found.group(1)
        for term in page.split('<li class="md-panel lab-term">')[1:]
        if "Er is ruimte: van" in term
        and (found := re.search(r'<input type="text" name="(waarde-\d+)"', term))
    )
    answer = adviser.post(NEW, given(adviser, **{bounded: "999999999"}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf'id="id_{bounded}_error".*?artikel .*?laat hier minder ruimte', text, re.S)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("missing", ["name", "reason"])
def test_a_draft_says_what_it_is_called_and_why(adviser: Client, missing: str) -> None:
    answer = adviser.post(NEW, given(adviser, **{missing: " "}))
    assert answer.status_code == 422
    assert f'id="id_{missing}_error"' in answer.content.decode()


def test_while_no_worker_is_there_the_page_says_what_it_waits_for(adviser: Client) -> None:
    page = page_of(adviser, made(adviser))
    assert "Wacht op de rekenmachine" in page
    assert "De rekenmachine staat nu uit" in page
    assert 'hx-trigger="every 2s"' in page
    assert "Kijk opnieuw" in page
    assert 'role="status"' in page


def test_while_it_goes_on_the_page_says_how_far_it_is_and_can_stop_it(adviser: Client) -> None:
    draft = made(adviser)
    Run.objects.update(state=WorkState.RUNNING, progress=40, heard_at=draft.made_at)
    assert re.search(r'<progress max="100" value="40">', page_of(adviser, draft))
    adviser.post(f"{LIST}{draft.pk}/stoppen/")
    page = page_of(adviser, draft)
    assert "Gestopt" in page
    assert "Reken opnieuw" in page
    assert "hx-trigger" not in page


def test_a_rekenmachine_that_fell_away_is_said_and_can_be_stopped(adviser: Client) -> None:
    draft = made(adviser)
    silent = draft.made_at - timedelta(minutes=1)
    Run.objects.update(state=WorkState.RUNNING, progress=40, heard_at=silent)
    page = page_of(adviser, draft)
    assert "De rekenmachine laat niets meer horen" in page
    assert f'action="{LIST}{draft.pk}/stoppen/"' in page


def test_the_result_says_first_what_matters_most_in_one_sentence(adviser: Client) -> None:
    draft = made(adviser)
    run = work_out(draft)
    page = page_of(adviser, draft)
    assert run.state == WorkState.DONE
    assert re.search(
        r"lab-headline\">[^<]* van de 3\.000 bedachte inwoners gaat deze voorziening dicht", page
    )
    assert "Deze 3.000 inwoners bestaan niet" in page
    assert "geen voorspelling" in page
    assert "hx-trigger" not in page


def test_gains_and_losses_are_words_with_a_sign_and_what_is_small_is_a_word_too(
    adviser: Client,
) -> None:
    draft = made(adviser)
    work_out(draft)
    page = page_of(adviser, draft)
    assert re.search(r'aria-hidden="true">−</span> Valt weg: \d+', page)
    assert "verborgen" in page
    cells = re.findall(r'<td class="[^"]*"[^>]*>([^<]+)</td>', page)
    assert cells
    assert all(
        cell == "verborgen" or cell == "0" or int(cell.replace(".", "")) >= 10 for cell in cells
    )


def test_the_mark_of_a_draft_stands_on_the_page_and_with_each_table(adviser: Client) -> None:
    draft = made(adviser)
    work_out(draft)
    page = page_of(adviser, draft)
    assert "niets hiervan is besluit of gepubliceerd" in page
    tables, marked = page.count("<table"), len(re.findall(r"<caption[^>]*>[^<]*\(concept\)", page))
    assert tables == marked > 0
    assert "csv" not in page
    assert " download" not in page


def test_a_copy_starts_from_the_values_of_the_draft(adviser: Client) -> None:
    draft = made(adviser)
    page = adviser.get(NEW, {"kopie": draft.pk}).content.decode()
    assert fields(page)[field_of(page, NUG_WORDS)] == "nee"
    copy = made(adviser, kopie=str(draft.pk), name="Zonder nug (kopie)")
    assert copy.copied_from == draft


def test_throwing_away_offers_to_put_it_back(adviser: Client) -> None:
    draft = made(adviser)
    page = adviser.post(f"{LIST}{draft.pk}/weg/", follow=True).content.decode()
    assert "Het concept is weg." in page
    assert f'action="{LIST}{draft.pk}/terug/"' in page
    assert draft.name not in page
    assert draft.name in adviser.post(f"{LIST}{draft.pk}/terug/", follow=True).content.decode()


def test_running_again_while_it_goes_on_is_said_and_does_nothing(adviser: Client) -> None:
    draft = made(adviser)
    page = adviser.post(f"{LIST}{draft.pk}/rekenen/", follow=True).content.decode()
    assert "wordt al doorgerekend" in page
    assert draft.runs.count() == 1


def test_an_adviser_of_another_municipality_finds_no_draft(adviser: Client) -> None:
    draft = made(adviser)
    elsewhere: Organisation = accounts.add_organisation(
        name="Elders", slug="elders", kind="municipality", municipality_codes=["GM9902"], **SIGNED
    )
    other = Client()
    other.force_login(make_account(elsewhere, Role.CONTROLLER), backend=BACKEND)
    assert draft.name not in other.get(LIST).content.decode()
    for method, address in (
        ("get", f"{LIST}{draft.pk}/"), ("get", f"{NEW}?kopie={draft.pk}"),
        ("post", f"{LIST}{draft.pk}/weg/"), ("post", f"{LIST}{draft.pk}/rekenen/"),
    ):  # fmt: skip
        assert getattr(other, method)(address).status_code == 404
    page = other.get(NEW, {"gemeente": "GM9901"}).content.decode()
    assert "Vennerhout" in page
    assert "Participatieverordening Lindewaard" not in page


ALONE = "Het bedrag voor wie alleen woont"


@pytest.mark.parametrize("typed", ["1.250", "€ 1.250", "1.250,00", "1250,-", "€ 1 250", "1'250"])
def test_an_amount_is_read_the_dutch_way(adviser: Client, typed: str) -> None:
    page = adviser.get(NEW, {"gemeente": "GM9901"}).content.decode()
    draft = made(adviser, **{field_of(page, ALONE): typed})
    assert "€ 1.250,00" in page_of(adviser, draft)


def test_an_amount_that_can_be_two_is_asked_and_one_press_answers(adviser: Client) -> None:
    page = adviser.get(NEW, {"gemeente": "GM9901"}).content.decode()
    name = field_of(page, ALONE)
    asked = adviser.post(NEW, given(adviser, **{name: "1,250"})).content.decode()
    assert "Bedoel je € 1.250,00 of € 1,25?" in asked
    draft = made(adviser, **{name: "1,250", f"{name}-bedoeld": "€ 1.250,00"})
    assert "€ 1.250,00" in page_of(adviser, draft)
