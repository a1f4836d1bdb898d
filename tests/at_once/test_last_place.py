# SPDX-License-Identifier: EUPL-1.2
"""Two hundred people press "ja" at the last place at the same moment, over HTTP."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from time import monotonic
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIServer
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from meedoen.bookings.models import Placement
from meedoen.catalogue.models import Offer
from meedoen.plans.models import Plan
from meedoen.web.belonging import FIELD
from tests.at_once.together import PATIENCE, all_at_once
from tests.web.resident.conftest import (  # noqa: F401 - the world of a resident
    as_resident,
    coffee,
    region,
    team,
    tell,
    welfare,
    worker,
    workshop,
)

PEOPLE = 200
CSRF = "csrfmiddlewaretoken"
_SEALS = re.compile(rf'name="({CSRF}|{FIELD})" value="([^"]+)"')


class Visitor:
    """A browser on a connection of its own, in which a story is open."""

    def __init__(self, address: str, subject: UUID) -> None:
        """Open the story, and read the seals of her forms."""
        self.host = urlsplit(address).netloc
        key = as_resident(subject).cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = {settings.SESSION_COOKIE_NAME: key}
        self.seals = dict(_SEALS.findall(self.ask("GET", reverse("resident:plan"))[1]))

    def ask(self, method: str, path: str, **sent: str) -> tuple[int, str]:
        """Send one request; give the status, and the page or the address it leads to."""
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        head = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, urlencode(sent), head)
        answer = connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, answer.headers.get("Location", page)

    def press_yes(self, offer: Offer) -> tuple[int, str, float]:
        """Say yes to an option; also give how many seconds it took."""
        began = monotonic()
        page = reverse("resident:answer", args=[offer.pk])
        status, where = self.ask("POST", page, answer="yes", **self.seals)
        return status, where, monotonic() - began


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server at which everybody may stand at the door at once, as at the one we install."""
    monkeypatch.setattr(WSGIServer, "request_queue_size", PEOPLE)
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.mark.walk
@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_who_press_at_once_one_gets_the_place_and_all_hear_it(
    site: str,
    worker: object,  # noqa: F811
    workshop: Offer,  # noqa: F811
) -> None:
    visitors = [Visitor(site, tell(wish="Iets met hout")) for _ in range(PEOPLE)]
    answers = all_at_once([partial(one.press_yes, workshop) for one in visitors])
    to_plan, back = reverse("resident:plan"), reverse("resident:options")
    heard = Counter((status, where) for status, where, _ in answers)
    assert heard == {(302, to_plan): 1, (302, back): PEOPLE - 1}
    assert Placement.objects.count() == 1
    assert Plan.objects.count() == 1
    took = sorted(seconds for *_, seconds in answers)
    print(f"\nhalf within {took[PEOPLE // 2]:.1f} s, all within {took[-1]:.1f} s")
