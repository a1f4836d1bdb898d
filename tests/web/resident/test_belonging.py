# SPDX-License-Identifier: EUPL-1.2
"""Two people at one computer: what one typed is never written in the story of the other."""

import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.urls import reverse

import meedoen.web.components
import meedoen.web.resident
from meedoen.accounts.models import Account
from meedoen.privacy.endpoints import all_endpoints
from meedoen.privacy.policy import Purpose
from meedoen.residents.models import Fragment, Resident
from meedoen.web.belonging import FIELD, mark_of
from meedoen.web.open_story import SUBJECT_IN_SESSION, enter
from tests.web.resident.conftest import Browser, known, mark_shown, tell, text
from tests.web.resident.test_calling import words_of

STORY, CHECK, PLAN = (reverse(f"resident:{name}") for name in ("story", "story_check", "plan"))
SAID = "Ik wil iets met paarden doen"
FILLED = {"words": SAID, "go": "next", "chosen_name": "Johan", "telephone": "0612345678"}

TAKES_POSTS = [
    one.pattern
    for one in all_endpoints()
    if one.endpoint
    and one.endpoint.purpose is Purpose.TAKING_PART
    and "POST" in one.endpoint.methods
]


def address(pattern: str) -> str:
    """Fill in the address of a page with numbers that nobody has."""
    return re.sub(r"<(\w+):\w+>", lambda kind: {"uuid": str(uuid4())}.get(kind[1], "1"), pattern)


def everything() -> dict[str, list[object]]:
    """Take down all that is kept of anybody."""
    return {
        "residents": list(Resident.objects.order_by("pk").values()),
        "words": list(Fragment.objects.order_by("pk").values()),
    }


@pytest.fixture
def theo(subject: UUID) -> UUID:
    """Somebody else with a story."""
    return tell(wish="Ik wil vissen")


def test_there_are_many_pages_that_take_something_from_a_resident() -> None:
    assert len(TAKES_POSTS) > 15


@pytest.mark.parametrize("pattern", TAKES_POSTS)
@pytest.mark.parametrize("mark", ["another", "none", "made up", "from before"])
def test_no_page_takes_a_form_of_another_story(
    pattern: str, mark: str, kim: Browser, subject: UUID, theo: UUID
) -> None:
    given = {
        "another": mark_of(theo),
        "none": "",
        "made up": "x" * 32,
        "from before": mark_shown(Browser()),
    }[mark]
    before = everything()
    answer = kim.post(address(pattern), FILLED | {FIELD: given})
    assert answer.status_code == 409
    assert "Er is niets bewaard" in text(answer)
    assert SAID in text(answer), "the words come back on the screen"
    assert "no-store" in answer["Cache-Control"]
    assert everything() == before


@pytest.mark.parametrize("pattern", TAKES_POSTS)
def test_after_closing_a_form_of_the_story_writes_nothing_and_keeps_the_words(
    pattern: str, kim: Browser, subject: UUID
) -> None:
    mark = mark_of(subject)
    kim.post(reverse("resident:leave"))
    before = everything()
    answer = kim.post(address(pattern), FILLED | {FIELD: mark})
    assert answer.status_code == 409
    page = text(answer)
    assert SAID in page
    assert reverse("resident:come_back") in page
    assert everything() == before


def test_the_page_says_whose_story_is_open_and_offers_both_ways(
    kim: Browser, subject: UUID, theo: UUID
) -> None:
    page = text(kim.post(STORY, FILLED | {FIELD: mark_of(theo)}))
    assert "het verhaal van Kim open" in page
    assert "hoorde bij een ander verhaal" in page
    assert reverse("resident:come_back") in page
    assert CHECK in page


def test_a_mark_tells_nothing_about_whose_it_is(subject: UUID) -> None:
    assert str(subject) not in mark_of(subject)
    assert subject.hex not in mark_of(subject)


def test_the_same_story_open_again_takes_the_form_that_lay_there(
    kim: Browser, subject: UUID
) -> None:
    """She closed it in another tab and came back with her words: it is still her story."""
    mark, words = mark_of(subject), words_of(subject)
    kim.post(reverse("resident:leave"))
    kim.post(reverse("resident:come_back"), {"words": words})
    assert kim.post(STORY, FILLED | {FIELD: mark}).status_code == 302
    wish = known(subject).wish
    assert wish is not None
    assert wish.words == SAID


# The first question: nobody has a story yet.


def test_pressing_the_first_answer_twice_makes_one_story(visitor: Browser) -> None:
    """The second press left before the answer to the first had come: it has the old cookie."""
    mark = mark_shown(visitor, STORY)
    old = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    assert visitor.post(STORY, FILLED | {FIELD: mark}).status_code == 302
    twice = Browser()
    twice.cookies[settings.SESSION_COOKIE_NAME] = old
    assert twice.post(STORY, FILLED | {FIELD: mark}).status_code == 302
    assert Resident.objects.count() == 1
    assert twice.session[SUBJECT_IN_SESSION] == visitor.session[SUBJECT_IN_SESSION]


@pytest.mark.parametrize("page", ["story", "story_talent", "story_manage", "callback"])
def test_a_form_shown_before_the_first_answer_belongs_to_the_story_it_began(
    visitor: Browser, page: str
) -> None:
    early = mark_shown(visitor, reverse(f"resident:{page}"))
    visitor.post(reverse("resident:story_talent"), FILLED)
    answer = visitor.post(reverse(f"resident:{page}"), FILLED | {FIELD: early})
    assert answer.status_code == 302
    assert Resident.objects.count() == 1


def test_the_number_of_a_form_alone_opens_nothing(visitor: Browser) -> None:
    """Who planted the session key does not know the number of the form, and the other way round."""
    mark = mark_shown(visitor, STORY)
    visitor.post(STORY, FILLED | {FIELD: mark})
    for cookie in ("", "z" * 32):
        stranger = Browser()
        stranger.cookies[settings.SESSION_COOKIE_NAME] = cookie
        assert stranger.post(STORY, FILLED | {FIELD: mark}).status_code == 409
        assert SUBJECT_IN_SESSION not in stranger.session


def test_a_form_from_before_closing_begins_no_new_story(visitor: Browser) -> None:
    early = mark_shown(visitor, STORY)
    visitor.post(STORY, FILLED)
    visitor.post(reverse("resident:leave"))
    answer = visitor.post(STORY, FILLED | {FIELD: early})
    assert answer.status_code == 409
    assert SAID in text(answer)
    assert Resident.objects.count() == 1


def test_a_form_from_before_somebody_came_back_is_not_hers(visitor: Browser, subject: UUID) -> None:
    early = mark_shown(visitor, STORY)
    visitor.post(reverse("resident:come_back"), {"words": words_of(subject)})
    answer = visitor.post(STORY, FILLED | {FIELD: early})
    assert answer.status_code == 409
    # There was no other story to which this form belonged, so the page does not send her to one.
    assert "het verhaal waar dit bij hoorde" not in text(answer)
    assert "je eigen verhaal" in text(answer)


# Coming back while another story is open.


def test_coming_back_while_another_story_is_open_says_so_first(
    kim: Browser, subject: UUID, theo: UUID
) -> None:
    words = words_of(theo)
    assert "het verhaal van Kim open" in text(kim.get(reverse("resident:come_back")))
    asked = kim.post(reverse("resident:come_back"), {"words": words, FIELD: ""})
    assert "Er staat al een verhaal open" in text(asked)
    assert words in text(asked)
    assert kim.session[SUBJECT_IN_SESSION] == str(subject)
    assert kim.post(reverse("resident:come_back"), {"words": words}).status_code == 302
    assert kim.session[SUBJECT_IN_SESSION] == str(theo)


def test_that_somebody_sat_beside_her_goes_with_the_story(
    kim: Browser, subject: UUID, theo: UUID
) -> None:
    kim.post(reverse("resident:together"))
    kim.post(reverse("resident:come_back"), {"words": words_of(theo)})
    kim.post(STORY, FILLED)
    wish = known(theo).wish
    assert wish is not None
    assert wish.heard_by == "de inwoner zelf"


def test_every_page_says_whose_story_is_open(kim: Browser) -> None:
    for page in ("/", "/aanbod/", "/rondleiding/", "/mijn-plan/", "/zo-doet-je-gemeente-het/"):
        assert "Het verhaal van <strong>Kim</strong> staat open" in text(kim.get(page)), page


# A colleague and a resident in one browser.


def test_a_colleague_who_logs_in_closes_the_story_and_is_told(
    kim: Browser, worker: Account
) -> None:
    kim.post(reverse("account_login"), {"login": worker.email, "password": "een-lang-wachtwoord"})
    page = text(kim.get(reverse("resident:story_check")))
    assert "het verhaal van Kim open. Dat is afgesloten" in page
    assert "hout maken" not in page
    assert SUBJECT_IN_SESSION not in kim.session


def test_a_story_that_opens_logs_the_colleague_out_and_says_so(
    client: Browser, worker: Account, subject: UUID
) -> None:
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(reverse("resident:come_back"), {"words": words_of(subject)}, follow=True)
    assert "Puk Wijkteam was hier ingelogd" in text(answer)
    assert client.get(reverse("professional:team")).status_code == 302
    assert client.session[SUBJECT_IN_SESSION] == str(subject)


def test_a_first_answer_on_the_machine_of_a_colleague_logs_the_colleague_out(
    client: Browser, worker: Account
) -> None:
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(STORY, FILLED)
    assert client.get(reverse("professional:team")).status_code == 302
    assert Resident.objects.count() == 1


# By construction: no form of a resident's page can be without it.

TEMPLATES = [
    file
    for face in (meedoen.web.resident, meedoen.web.components)
    for file in (Path(face.__path__[0]) / "templates").rglob("*.html")
]
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
# For people at work, who have no story of their own: the address says whose it is.
AT_WORK = {"account", "mfa", "socialaccount"}
NOT_OF_A_STORY = {"work_base.html", "logged_in_strip.html", "tour.html", "reading_help.html"}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_every_form_on_a_page_for_residents_is_sealed_and_remembers_nothing(file: Path) -> None:
    if AT_WORK & set(file.parts) or file.name in NOT_OF_A_STORY:
        return
    for form in FORM.findall(file.read_text()):
        start = form[: form.index(">")]
        assert 'autocomplete="off"' in form.split("</form>")[0].split("{% seal %}")[0], start
        assert "{% csrf_token %}" not in form, start
        if 'method="get"' not in start:
            assert "{% seal %}" in form, start


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_nothing_on_a_page_for_residents_posts_outside_a_form(file: Path) -> None:
    assert not re.search(r"hx-(post|put|patch|delete)", file.read_text())


def test_opening_a_story_is_done_in_one_place() -> None:
    source = Path(meedoen.web.resident.__path__[0]).parent
    setters = [
        file.name
        for file in source.rglob("*.py")
        if re.search(r"session\[SUBJECT_IN_SESSION\]\s*=", file.read_text())
    ]
    assert setters == ["open_story.py"]
    assert enter.__doc__
