# SPDX-License-Identifier: EUPL-1.2
"""Whatever desk someone came to, by whatever channel, told in whatever order: the same options.

I1 and S2-09: 1000 of 1000 over the eight residents of the demonstration. The seed is fixed, so
that a run that fails can be had again.
"""

import ast
import inspect
import random
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from meedoen.assessment import conditions, glasses, grounds, outcomes, questions
from meedoen.assessment.glasses import look_through
from meedoen.assessment.questions import open_questions
from meedoen.matching import affinity, capacity_fit, nearness, proposal, scoring
from meedoen.matching.scoring import rank
from tests.assessment.people import TODAY, rulebook
from tests.matching.builders import demonstration, demonstration_offers, demonstration_person

STORIES = {story["key"]: story for story in demonstration("stories.yaml")}
RUNS_EACH = 125
CHANNELS = ("balie", "telefoon", "post", "website", "huisbezoek", "mail", "inloop")
DESKS = ("wmo_loket", "werk_en_inkomen", "jongerenloket", "uwv", "bibliotheek", "wijkteam")
ORGANISATIONS = (
    "gemeente-lindewaard", "gemeente-vennerhout", "welzijn-de-brink", "zilveren-linde", "uwv",
)  # fmt: skip
TEAMS = ("team-noord", "team-centrum", "team-sociaal", "")
ROLES = ("wmo_consultant", "work_consultant", "neighbourhood_worker", "resident")


def came_in(draw: random.Random) -> dict[str, object]:
    """Everything about how a question reached us; the municipality is that of the desk."""
    return {
        "kanaal": draw.choice(CHANNELS),
        "loket": draw.choice(DESKS),
        "organisatie": draw.choice(ORGANISATIONS),
        "team": draw.choice(TEAMS),
        "rol": draw.choice(ROLES),
        "gemeente_code": draw.choice(("GM9901", "GM9902")),
    }


def retold(facts: dict[str, Any], draw: random.Random) -> dict[str, object]:
    """The same facts in another order, some as a form sends them, among words about the desk."""
    told = [*facts.items(), *came_in(draw).items()]
    draw.shuffle(told)
    return {name: _as_sent(value, draw) for name, value in told}


def _as_sent(value: object, draw: random.Random) -> object:
    if isinstance(value, date):
        return draw.choice((value, value.isoformat()))
    if isinstance(value, list):
        return draw.sample(value, len(value))
    return value


def options(facts: dict[str, Any], municipality: str) -> tuple[object, ...]:
    """Everything a resident or professional reads about the outcomes, and what is asked next."""
    seen = look_through(rulebook(), facts, TODAY, municipality)
    told = tuple(
        (
            o.provision.id, o.kind, o.sentence, o.way_on, o.contribution, o.missing, o.to_ask,
            o.next_question and o.next_question.name, o.goes_first, o.to_confirm, o.signals,
            o.decider, o.judged_on, o.local_rules,
        )
        for o in seen.outcomes
    )  # fmt: skip
    asked = tuple((q.fact.name, q.changes) for q in open_questions(seen, rulebook()))
    return told, asked, tuple(signal.code for signal in seen.signals), seen.falls_between


def ranking(story: dict[str, Any], draw: random.Random | None = None) -> tuple[object, ...]:
    """The proposals with their reasons; `draw` puts what was said and offered in another order."""
    offers = list(demonstration_offers(story["municipality"]))
    if draw:
        draw.shuffle(offers)
        said = {
            name: draw.sample(story[name], len(story[name]))
            for name in ("wishes", "talents", "limits")
        }
        story = {**story, **said}
    found = rank(demonstration_person(story), offers, on=TODAY)
    return tuple((p.offer.id, p.score, p.warning) for p in found)


@cache
def first_time(key: str) -> tuple[object, ...]:
    return options(STORIES[key]["facts"], STORIES[key]["municipality"])


def test_there_are_eight_residents_and_a_thousand_ways_to_come_in() -> None:
    assert len(STORIES) * RUNS_EACH == 1000


@pytest.mark.parametrize("key", sorted(STORIES))
def test_channel_desk_organisation_and_order_change_no_option(key: str) -> None:
    story, draw = STORIES[key], random.Random(f"loket {key}")
    same = sum(
        options(retold(story["facts"], draw), story["municipality"]) == first_time(key)
        for _ in range(RUNS_EACH)
    )
    assert same == RUNS_EACH


@pytest.mark.parametrize("key", sorted(STORIES))
def test_the_order_of_the_questions_changes_no_option(key: str) -> None:
    """Facts come in one by one; every look in between leaves nothing behind for the last."""
    story, draw = STORIES[key], random.Random(f"vragen {key}")
    order = draw.sample(sorted(story["facts"]), len(story["facts"]))
    told: dict[str, object] = {}
    for name in order:
        told[name] = story["facts"][name]
        options(told, story["municipality"])
    assert options(told, story["municipality"]) == first_time(key)


@pytest.mark.parametrize("key", sorted(STORIES))
def test_the_ranking_does_not_hear_in_which_order_things_were_said(key: str) -> None:
    story, draw = STORIES[key], random.Random(f"volgorde {key}")
    plain = ranking(story)
    assert plain
    assert all(ranking(story, draw) == plain for _ in range(5))


@pytest.mark.parametrize("key", sorted(STORIES))
def test_the_comparison_sees_a_fact_that_does_matter(key: str) -> None:
    """Without this the thousand equal answers would prove nothing."""
    story = STORIES[key]
    child = {**story["facts"], "geboortedatum": date(2015, 1, 1)}
    assert options(child, story["municipality"]) != first_time(key)


ABOUT_THE_DESK = {"kanaal", "loket", "organisatie", "team", "rol", "channel", "desk", "referrer"}


def test_no_fact_of_the_rulebook_is_about_the_desk() -> None:
    words = {word for name in rulebook().facts for word in name.split("_")}
    assert not words & ABOUT_THE_DESK


@pytest.mark.parametrize("ask", [look_through, rank])
def test_nothing_that_decides_can_be_told_who_asks(ask: Any) -> None:
    asked_for = set(inspect.signature(ask).parameters)
    assert not asked_for & (ABOUT_THE_DESK | {"by", "viewer", "actor", "source"})


@pytest.mark.parametrize(
    "module",
    [
        conditions, glasses, grounds, outcomes, questions,
        affinity, capacity_fit, nearness, proposal, scoring,
    ],
    ids=lambda module: module.__name__,
)  # fmt: skip
def test_what_decides_imports_neither_organisations_nor_dossiers(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    named = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    closed = ("meedoen.accounts", "meedoen.privacy", "meedoen.residents", "meedoen.catalogue")
    assert [name for name in named if name.startswith(closed)] == []
