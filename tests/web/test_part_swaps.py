# SPDX-License-Identifier: EUPL-1.2
"""Replacing a part of a page: what does it stands on the element itself, in every template."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client

import meedoen.web

TEMPLATES = sorted(Path(meedoen.web.__file__).parent.rglob("templates/**/*.html"))
DJANGO = re.compile(r"{% comment %}.*?{% endcomment %}|{[%{#].*?[%}#]}", re.DOTALL)
# What may never stand on an element: it would work on what is inside, or on the history.
NEVER = {
    "hx-boost", "hx-headers", "hx-inherit", "hx-push-url", "hx-replace-url", "hx-vals", "hx-vars",
}  # fmt: skip


class Elements(HTMLParser):
    """Lists the elements that htmx works on, each with its attributes."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(DJANGO.sub(" ", template))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if any(name.startswith("hx-") for name, _ in attrs):
            self.found.append(dict(attrs))


def faults(template: str) -> list[str]:
    """List each element that would hand an attribute of htmx down to what stands inside it."""
    found = []
    for element in Elements(template).found:
        if NEVER & element.keys():
            found.append(f"never: {element}")
        elif not {"hx-get", "hx-post"} & element.keys():
            found.append(f"no call of its own: {element}")
        elif not {"hx-select", "hx-swap"} <= element.keys():
            found.append(f"does not say which part: {element}")
    return found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_no_element_hands_its_htmx_down(template: Path) -> None:
    assert faults(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        '<div id="a" hx-boost="true" hx-target="#a" hx-select="#a">',
        '<main hx-select="#a">',
        '<body hx-headers=\'{"X": "y"}\'>',
        '<form hx-post="{% url "a:b" %}" method="post">',
        '<div {% if a > b %}class="x"{% endif %} hx-target="#a">',
    ],
)
def test_the_lint_sees_what_it_looks_for(wrong: str) -> None:
    assert len(faults(wrong)) == 1


def test_a_form_that_swaps_carries_everything_itself_and_still_posts_without_javascript() -> None:
    source = (
        '{% load meedoen %}{% part "form" action="/hier/" swap="deel" then="daar" %}{% endpart %}'
    )
    drawn = Template(source).render(Context({"csrf_token": "t"}))
    (form,) = Elements(drawn).found
    assert (form["method"], form["action"]) == ("post", "/hier/")
    assert (form["hx-post"], form["data-then"]) == ("/hier/", "daar")
    assert form["hx-target"] == form["hx-select"] == "#deel"
    assert form["hx-select-oob"] == "#berichten:innerHTML"
    assert faults(drawn) == []


@pytest.mark.django_db
def test_the_browser_keeps_no_page_and_no_element_inherits(client: Client) -> None:
    page = client.get("/").text
    found = re.search(r"<meta name=\"htmx-config\" content='([^']*)'", page)
    assert found
    config = json.loads(unescape(found.group(1)))
    assert config["disableInheritance"] is True
    assert config["historyCacheSize"] == 0
    assert config["historyEnabled"] is False
    assert config["refreshOnHistoryMiss"] is True
    assert config["timeout"] > 0


@pytest.mark.django_db
def test_every_page_has_a_place_for_messages_and_the_sentences_for_a_dead_connection(
    client: Client,
) -> None:
    page = client.get("/").text
    assert page.count('id="berichten"') == 1
    for kind in ("unreachable", "went_wrong"):
        assert f'data-say="{kind}"' in page
