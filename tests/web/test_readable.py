# SPDX-License-Identifier: EUPL-1.2
"""What a request says beside its forms is cleaned at the door and read without trust."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from meedoen.web.numbers import number_in
from meedoen.web.readable import ReadableRequests


@given(st.text())
def test_only_a_short_plain_number_names_a_row(text: str) -> None:
    number = number_in(text)
    assert number is None or str(number) == text.lstrip("0") or number == 0


@pytest.mark.parametrize("text", ["", "-1", "1.0", "٣", "²", "9" * 19, "9" * 5_000, "1\n"])
def test_anything_else_is_no_number(text: str) -> None:
    assert number_in(text) is None


def test_control_characters_are_gone_before_a_view_reads() -> None:
    heard: list[HttpRequest] = []

    def page(request: HttpRequest) -> HttpResponse:
        door.process_view(request)
        heard.append(request)
        return HttpResponse()

    door = ReadableRequests(page)
    door(RequestFactory().get("/", {"vraag": "a\x00b", "vorm": ["x", "y\x1b"]}))
    assert heard[0].GET.getlist("vorm") == ["x", "y"]
    assert heard[0].GET["vraag"] == "ab"
    door(RequestFactory().post("/?weg=\x00", {"words": "een\r\ntwee\x00"}))
    assert heard[1].POST["words"] == "een\ntwee"
    assert heard[1].GET["weg"] == ""


ADDRESSES = ["/", "/aanbod/", "/terug/", "/bel-mij/", "/mijn-verhaal/", "/wat-kan-er/",
             "/mijn-plan/",              "/zo-doet-je-gemeente-het/", "/beter-lezen/"]  # fmt: skip
NAMES = ["woorden", "vorm", "thema", "buurt", "page", "vraag", "weg", "toen", "stap", "antwoord",
         "naar", "over", "terug", "gemeente", "zoek", "sinds", "words", "municipality"]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent", ["\x00", "a\x00b", "9" * 5_000, "\u202e\u200b", "0001-01-01T00:00Z"]
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_falls_over_whatever_is_sent_along(address: str, sent: str) -> None:
    said = dict.fromkeys(NAMES, sent)
    assert Client().get(address, said).status_code < 500
    assert Client().post(address, said).status_code < 500
    assert Client().post("/gemeente/", said).status_code < 500
