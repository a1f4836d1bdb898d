# SPDX-License-Identifier: EUPL-1.2
"""Every address × every way to ask it wrongly: an answer in words with a way on, never a fault.

The addresses are read from the product, so the next page is tried too.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import meedoen.web
from meedoen.accounts.roles import Role
from meedoen.privacy.policy import Purpose
from meedoen.web.numbers import number_in
from meedoen.web.ways_back import opens, page_at
from tests.privacy.worlds import make_account
from tests.web.test_authorisation import DOORS, OURS, Door, Relation, Town, town
from tests.web.test_typed_words import every_form

__all__ = ["town"]
pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HTMX = {"HX-Request": "true"}
WORDS = "Ik wil graag timmeren"
SENT = [door for door in OURS if door.endpoint and door.endpoint.methods == ("POST",)]
TAKES = [door for door in OURS if door.endpoint and "POST" in door.endpoint.methods]
SHOWS = [door for door in OURS if door.endpoint and "GET" in door.endpoint.methods]
FACES = Path(meedoen.web.__file__).parent
ASKED = re.compile(r"""GET\.get(?:list)?\(\s*["']([^"']+)["']""")


def parameters() -> list[str]:
    """Name what the pages read from a query, found in the product itself."""
    code = "".join(file.read_text(encoding="utf-8") for file in FACES.rglob("*.py"))
    fields = {name for form in every_form() for name in form.base_fields}
    return sorted({*ASKED.findall(code), *fields})


ALMOST_AN_ID = "13d90fc5-4339-46af-ac43-8da67595c97"


@pytest.fixture
def visitors(town: Town) -> Callable[[Door], list[Client]]:
    """Give who may knock at a door: a stranger, and somebody for whom it opens."""
    known: dict[Role, Client] = {}

    def as_role(role: Role) -> Client:
        if role not in known:
            client = known[role] = Client(raise_request_exception=False)
            if role is Role.RESIDENT:
                session = client.session
                session["subject"] = str(town.subject)
                session.save()
            elif role is not Role.ANYONE:
                account = make_account(town.teams[Relation.SHARED], role, f"Collega {role}")
                client.force_login(account, backend=BACKEND)
        return known[role]

    def who(door: Door) -> list[Client]:
        assert door.endpoint is not None
        first = min(door.endpoint.roles - {Role.ANYONE}, default=Role.ANYONE)
        return [as_role(Role.ANYONE), as_role(first)]

    return who


def undone(ask: Callable[[], Any]) -> Any:
    """Ask, and undo whatever it did."""
    with transaction.atomic():
        answer = ask()
        transaction.set_rollback(True)
    return answer


def faults(answer: Any, what: str) -> Iterator[str]:
    """Say what is wrong with an answer: a fault, or a no without words and a way on."""
    status = answer.status_code
    if status >= 500:
        yield f"{status} {what}"
    if status < 400 or status == 422 or answer.headers["Content-Type"].startswith("text/plain"):
        return
    page = answer.content.decode(errors="replace")
    if answer.wsgi_request.headers.get("HX-Request"):
        if 'id="geweigerd"' not in page or 'role="alert"' not in page or "<html" in page:
            yield f"{status} says nothing to a part of a page: {what}"
    elif page.count("<h1") != 1 or 'lang="nl"' not in page:
        yield f"{status} is no page of ours: {what}"
    if 'href="/' not in page:
        yield f"{status} has no way on: {what}"


def address(door: Door, town: Town) -> str:
    return door.address(town.subject, town.offer)


def test_who_opens_the_address_of_a_form_gets_a_page_with_a_way_to_where_it_belongs(
    town: Town, client: Client
) -> None:
    found: list[str] = []
    assert len(SENT) > 20
    for door in SENT:
        answer = client.get(address(door, town))
        assert answer.status_code == 405, door.route
        assert answer.headers["Allow"] == "POST"
        found += faults(answer, door.route)
        back = page_at(address(door, town))
        assert f'href="{back}"' in answer.text, door.route
        assert opens(back), door.route
    assert found == []


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_every_other_method_is_answered_and_does_nothing(
    method: str, town: Town, visitors: Callable[[Door], list[Client]]
) -> None:
    found: list[str] = []
    for door in OURS:
        assert door.endpoint is not None
        for client in visitors(door):
            answer = undone(lambda c=client, d=door: c.generic(method, address(d, town)))
            if answer.status_code >= 500:
                found.append(f"{answer.status_code} {method} {door.route}")
            if method == "OPTIONS" and "GET" in door.endpoint.methods:
                assert answer.status_code == 204, door.route
                assert "GET" in answer.headers["Allow"]
            elif method not in ("HEAD", "OPTIONS"):
                assert answer.status_code == 405, door.route
    assert found == []


ODD = [
    "%00", "%ff%fe", "%ED%A0%80", "-1", "9" * 30, "9" * 5000, "x" * 3000, "1e999", "%27)--",
    "0001-01-01", "9999-12-31", "%D9%A3", "%C2%B2", "%F0%9F%AA%91", "[]", "%0D%0AX:%20y", "../..",
    "00000000-0000-0000-0000-000000000000",
]  # fmt: skip


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Collect by which names pages look into what was asked or sent."""
    names: set[str] = set()
    for way in ("__getitem__", "getlist"):
        before = getattr(QueryDict, way)

        def look(self: QueryDict, name: str, *more: Any, before: Any = before, **how: Any) -> Any:
            names.add(name)
            return before(self, name, *more, **how)

        monkeypatch.setattr(QueryDict, way, look)
    return names


@pytest.mark.walk
def test_an_odd_question_is_answered_in_words(
    town: Town, visitors: Callable[[Door], list[Client]], asked_for: set[str]
) -> None:
    """Each page that reads a question gets them all; for the others one is as good as another."""
    found: list[str] = []
    asking: set[str] = set()
    names = parameters()
    for at, (door, client) in enumerate((d, c) for d in SHOWS for c in visitors(d)):

        def ask(odd: str, door: Door = door, client: Client = client) -> list[str]:
            path = f"{address(door, town)}?{'&'.join(f'{name}={odd}' for name in names)}"
            return list(faults(undone(lambda: client.get(path)), f"{door.route}?…={odd[:20]}"))

        asked_for.clear()
        first = ODD[at % len(ODD)]
        found += ask(first)
        if not asked_for.isdisjoint(names):
            asking.add(door.route)
            found += [one for odd in ODD if odd != first for one in ask(odd)]
    assert found == []
    assert len(SHOWS) > len(asking) > 10, sorted(asking)


@pytest.mark.parametrize(
    "odd",
    ["x", "%00", "%ff", "9" * 30, "9" * 5000, "0", "%2e%2e", ALMOST_AN_ID, "a" * 2000],
)
def test_an_address_that_is_almost_right_is_not_there_in_words(
    odd: str, town: Town, visitors: Callable[[Door], list[Client]]
) -> None:
    found: list[str] = []
    for door in OURS:
        if "<" not in door.route:
            continue
        path = "/" + re.sub(r"<[^>]+>", odd, door.route)
        for client in visitors(door):
            for ask in (client.get, client.post):
                found += faults(undone(lambda a=ask, p=path: a(p)), f"{door.route} with {odd[:20]}")
    assert found == []


FORM = "application/x-www-form-urlencoded"
BODIES = {
    "no boundary": ("multipart/form-data", b"x"),
    "cut off": ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: x; name="wo'),
    "too many fields": (FORM, b"&".join(b"a%d=1" % at for at in range(1200))),
    "too much": (FORM, b"words=" + b"x" * 3_000_000),
    "not utf-8": (FORM, b"words=%ff%fe&value=\xff"),
    "other charset": (FORM + "; charset=no-such", b"words=x"),
    "json": ("application/json", b"{}"),
    "nul": (FORM, b"words=a%00b&story=%00&name=%00&do=%00&answer=%00&account=%00&value=%00"
            b"&municipality=%00&then=%00&chosen_name=%00&telephone=%00&terug=%00&go=%00&naar=%00"),
    "nothing": (FORM, b""),
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_what_cannot_be_read_is_refused_in_words(
    body: str, town: Town, visitors: Callable[[Door], list[Client]]
) -> None:
    kind, sent = BODIES[body]
    found: list[str] = []
    for door in TAKES:
        for client in visitors(door):
            answer = undone(
                lambda c=client, d=door: c.generic("POST", address(d, town), sent, kind)
            )
            found += faults(answer, f"{door.route} with {body}")
    assert found == []


def test_a_call_of_a_part_never_ends_in_silence(
    town: Town, visitors: Callable[[Door], list[Client]]
) -> None:
    """It is followed on the same page, opens another page, or says why not."""
    found: list[str] = []
    for door in TAKES:
        page = page_at(address(door, town))
        for client in visitors(door):
            headers = {**HTMX, "HX-Current-URL": f"http://testserver{page}"}
            answer = undone(lambda c=client, d=door, h=headers: c.post(address(d, town), headers=h))
            found += faults(answer, door.route)
            if "Location" in answer.headers:
                assert urlsplit(answer.headers["Location"]).path == page, door.route
    assert found == []


def test_who_was_away_too_long_comes_back_to_the_page_and_never_to_the_action(town: Town) -> None:
    tried = 0
    for door in TAKES:
        assert door.endpoint is not None
        if door.endpoint.roles & {Role.ANYONE, Role.RESIDENT}:
            continue
        tried += 1
        page = page_at(address(door, town))
        headers = {**HTMX, "HX-Current-URL": f"http://testserver{page}?vraag=x"}
        called = Client().post(address(door, town), headers=headers)
        assert called.status_code == 200, door.route
        to = urlsplit(called.headers["HX-Redirect"])
        assert to.path == reverse("account_login")
        (back,) = parse_qs(to.query)["next"]
        assert back == f"{page}?vraag=x"
        assert opens(back)
        plain = Client().post(address(door, town))
        assert parse_qs(urlsplit(plain.headers["Location"]).query)["next"] == [page], door.route
    assert tried > 10


def test_the_log_in_says_that_somebody_was_away_and_not_to_who_comes_first(
    town: Town, client: Client
) -> None:
    away = "Je was te lang weg. Log in, dan ga je hier verder."
    assert away not in client.get(reverse("professional:team"), follow=True).text
    client.cookies["sessionid"] = "z" * 32
    assert away in client.get(reverse("professional:team"), follow=True).text
    client.cookies.clear()
    sent = client.post(reverse("professional:keep", args=[town.subject]), follow=True)
    assert away in sent.text


@pytest.mark.parametrize(
    ("door", "args"), [("professional:tell", []), ("professional:add_step", [uuid4()])]
)
def test_words_sent_without_a_session_come_back_on_the_page_with_the_way_to_log_in(
    door: str, args: list[object], client: Client
) -> None:
    sent = {"wish": WORDS, "words": WORDS, "password": "geheim"}
    answer = client.post(reverse(door, args=args), sent)
    assert answer.status_code == 403
    assert WORDS in answer.text
    assert "geheim" not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert f"{reverse('account_login')}?next=" in answer.text


@pytest.mark.parametrize("own", [True, False], ids=["own page", "another site"])
def test_a_form_without_its_cookie_shows_the_words_unless_another_site_sent_them(own: bool) -> None:
    client = Client(enforce_csrf_checks=True)
    origin = "http://testserver" if own else "https://elders.example"
    answer = client.post(reverse("resident:story"), {"words": WORDS}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert (WORDS in answer.text) is own
    assert f'href="{reverse("resident:story")}"' in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    called = client.post(reverse("resident:story"), {"words": WORDS}, headers=HTMX)
    assert list(faults(called, "a call without its cookie")) == []


def test_a_resident_without_an_open_dossier_keeps_her_words(client: Client) -> None:
    answer = client.post(reverse("resident:add_step"), {"words": WORDS})
    assert WORDS in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "wanted",
    ["/gemeente/", "/rondleiding/inloggen/", "https://elders.example/", "//elders.example",
     "http://[", "/bestaat-niet/", "\\", "/%00"],
)  # fmt: skip
def test_after_logging_in_nobody_lands_on_what_is_no_page(wanted: str, town: Town) -> None:
    account = make_account(town.teams[Relation.SHARED], Role.NEIGHBOURHOOD_WORKER, "Sam")
    account.set_password("een lang wachtwoord")
    account.save()
    client = Client()
    given = {"login": account.email, "password": "een lang wachtwoord", "next": wanted}
    answer = client.post(reverse("account_login"), given)
    assert answer.status_code == 302
    assert opens(answer.headers["Location"])


def test_a_resident_reads_her_own_words_when_something_is_gone(town: Town) -> None:
    client = Client()
    session = client.session
    session["subject"] = str(town.subject)
    session.save()
    gone = client.get(reverse("resident:give_back", args=[987654]))
    assert gone.status_code == 404
    assert "Dit staat er niet meer" in gone.text
    assert reverse("resident:plan") in gone.text
    assert "jouw team" not in gone.text


def test_a_fault_of_ours_is_a_page_that_asks_nothing_of_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client(raise_request_exception=False)
    asked: list[str] = []

    def broken(*_: object, **__: object) -> HttpResponse:
        asked.extend(one["sql"] for one in connection.queries_log)
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("meedoen.web.views.render", broken)
    with CaptureQueriesContext(connection) as all_asked:
        answer = client.get(reverse("web:accessibility"))
    assert len(all_asked) == len(asked)
    assert answer.status_code == 500
    assert list(faults(answer, "")) == ["500 "]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("host", ["elders.example", "[", "a b", "localhost:x"])
def test_a_host_that_is_not_ours_gets_words(host: str, client: Client) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert list(faults(answer, host)) == []


@pytest.mark.parametrize(
    "header",
    [
        {"Cookie": 'sessionid="aaaaaaaaaaaaaaaa\\000"'}, {"Cookie": "sessionid=\xff; csrftoken="},
        {"If-Modified-Since": "gisteren"}, {"If-Modified-Since": "Mon, 99 Foo 99999 99:99:99 GMT"},
        {"If-None-Match": '"'}, {"Range": "bytes=9-1"}, {"Accept-Language": "x" * 500},
        {"Referer": "http://["}, {"HX-Current-URL": "http://[", "HX-Request": "true"},
        {"HX-Request": "true", "HX-Current-URL": "https://elders.example/"}, {"Accept": "☃"},
        {"X-Forwarded-For": "x"}, {"Content-Length": "x"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/mijn-plan/", "/werk/", "/gemeente/", "/bestaat-niet/"])
def test_an_odd_header_breaks_no_page(header: dict[str, str], path: str) -> None:
    client = Client(raise_request_exception=False)
    for ask in (client.get, client.post):
        assert list(faults(ask(path, headers=header), f"{path} {header}")) == []


@pytest.mark.parametrize("path", ["/werk", "/mijn-plan", "/account/login", "/beleid"])
def test_an_address_without_its_last_slash_leads_to_the_page(path: str, client: Client) -> None:
    answer = client.get(f"{path}?a=b")
    assert answer.headers["Location"] == f"{path}/?a=b"


def test_what_browsers_ask_on_their_own_is_answered(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:veilig@lindewaard.example"
    for path in ("/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"):
        assert client.get(path).headers["Location"].endswith(".png")
    assert "Disallow: /werk/" in client.get("/robots.txt").text
    assert client.get("/manifest.webmanifest").json()["name"] == "Meedoen"
    told = client.get("/.well-known/security.txt").text
    assert re.search(r"^Contact: mailto:", told, re.MULTILINE)
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT", told, re.MULTILINE)
    assert client.get("/.well-known/change-password").headers["Location"] == "/account/login/"
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_the_addresses_tried_here_are_those_of_the_product() -> None:
    assert len(DOORS) > len(OURS) > 50
    assert {"vraag", "weg", "uitweg", "stap"} <= set(parameters())
    assert any(door.endpoint and door.endpoint.purpose is Purpose.POLICY for door in SHOWS)


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("0", 0), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None), ("", None),
     ("-1", None), ("²", None), ("٣", None), ("1\n", None), (" 1", None)],
)  # fmt: skip
def test_a_number_in_an_address_is_a_plain_one_or_none(text: str, number: int | None) -> None:
    assert number_in(text) == number
