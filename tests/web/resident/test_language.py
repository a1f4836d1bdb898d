# SPDX-License-Identifier: EUPL-1.2
"""What a resident never reads here, on any page."""

import re
from importlib.resources import files

import pytest
from django.test import Client
from django.urls import reverse

FORBIDDEN = (
    "cliënt", "burger", "bemiddelbaar", "afstand tot", "doelgroep", "traject", "regie",
    "zelfredzaam", "helaas",
)  # fmt: skip
TEMPLATES = sorted(
    path.name
    for path in files("meedoen.web.resident").joinpath("templates/resident").iterdir()
    if path.name.endswith(".html")
)


def on_screen(name: str) -> str:
    """Give what a template can show: without comments, tags' addresses and variable names."""
    source = files("meedoen.web.resident").joinpath(f"templates/resident/{name}").read_text("utf-8")
    said = re.findall(r'(?:translate|_\() ?"([^"]*)"', source)
    plain = re.sub(r"{[{%].*?[}%]}", " ", source, flags=re.S)
    return " ".join([*said, re.sub(r"<[^>]*>", " ", plain)]).lower()


@pytest.mark.proves("S1-40")
@pytest.mark.parametrize("name", TEMPLATES)
def test_no_page_talks_about_people_in_the_words_of_the_office(name: str) -> None:
    words = on_screen(name)
    assert [word for word in FORBIDDEN if word in words] == []
    assert re.findall(r"indicatie(?! nodig)", words) == []
    assert "!" not in words


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_page_carries_its_own_style_or_script(name: str) -> None:
    source = files("meedoen.web.resident").joinpath(f"templates/resident/{name}").read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=", source)


@pytest.mark.parametrize(
    "name",
    ["start", "offers", "story", "story_talent", "story_manage", "story_check", "options", "plan",
     "who_looked", "callback", "come_back", "together", "later", "not_now", "what_we_keep",
     "independent_help", "callback_done", "rules", "what_if"],
)  # fmt: skip
def test_every_page_has_one_heading_and_nobody_to_log_in(kim: Client, name: str) -> None:
    page = kim.get(reverse(f"resident:{name}"))
    shown = page.content.decode()
    assert page.status_code == 200
    assert shown.count("<h1") == 1
    assert 'type="password"' not in shown
