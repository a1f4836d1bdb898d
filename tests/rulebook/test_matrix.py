# SPDX-License-Identifier: EUPL-1.2
"""Every provision of the rulebook, one by one: what it can say, and what it never says.

For each provision invented people answer what it still misses, at random but always the same, until
nothing is missing. Along the way every outcome it can have must come by, and no other.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from meedoen.rules.glasses import look_through
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import Certainty, Fact, FactType, Provision, Rulebook
from tests.rules.people import LINDEWAARD, TODAY, VENNERHOUT, Facts, rulebook

JA, NEE, ONBEKEND, OORDEEL = OutcomeKind
NEXT_YEAR = date(2027, 2, 1)
AGES = (9, 14, 16, 17, 19, 20, 22, 25, 26, 30, 45, 66, 70)
WALKS = 400
STARTS_2027 = {"pw.maatschappelijk_meedoen", "pw.vrijlating_34a", "pw.bufferbudget"}
NEVER_UNKNOWN = {"zvw.behandeling"}
"""Everybody may go to a doctor, so there is no condition to ask for."""
ENDS_2026 = {"pw.tegenprestatie", "pw.vrijlating"}
IDS = [p.id for p in rulebook().provisions]


@cache
def alone(provision_id: str) -> Rulebook:
    """The rulebook with one provision, so that a thousand looks at it are quick."""
    book = rulebook()
    return replace(book, provisions=(book.provision(provision_id),), knelpunten=())


def answer_to(fact: Fact, on: date, yes: float, draw: random.Random) -> object:
    if fact.name == "geboortedatum":
        return date(on.year - draw.choice(AGES) - 1, 12, 31)
    if fact.type is FactType.BOOLEAN:
        return draw.random() < yes
    codes = [option.code for option in fact.options if option.code != "onbekend"]
    if fact.name == "uitkering_soort":
        return [draw.choice(("PW", draw.choice(codes)))]
    if fact.type is FactType.ENUM:
        return draw.choice(codes)
    return draw.choice((0, 5, 7, 30))


def walk(provision_id: str, on: date, draw: random.Random) -> Iterator[OutcomeKind]:
    """The outcomes while somebody answers, one by one, what is still missing.

    Some people and some judges say yes to most and some to few, or long lists never hold.
    """
    book, facts = alone(provision_id), dict[str, object]()
    town = draw.choice((LINDEWAARD, VENNERHOUT))
    told, judged = draw.choice((0.1, 0.5, 0.95)), draw.choice((0.1, 0.5, 0.9))
    while True:
        seen = look_through(book, facts, on, town).outcomes
        if not seen:
            return
        yield seen[0].kind
        if not seen[0].missing:
            return
        name = draw.choice(seen[0].to_ask or seen[0].missing)
        fact = book.facts[name]
        facts[name] = answer_to(fact, on, judged if fact.is_judgement else told, draw)


def expected(provision: Provision) -> set[OutcomeKind]:
    """What the norm and the certainty allow; who is not concerned sees nothing instead of a no."""
    if provision.door:
        return {JA}
    if provision.id in NEVER_UNKNOWN:
        return {JA, NEE, OORDEEL}
    if provision.certainty_on(day_for(provision.id)) is Certainty.CHECK:
        return {ONBEKEND, OORDEEL}
    if provision.norm == "open":
        return {JA, NEE, ONBEKEND, OORDEEL}
    hides = provision.concerns is not None and provision.concerns.output == provision.output
    return {JA, ONBEKEND} if hides else {JA, NEE, ONBEKEND}


def day_for(provision_id: str) -> date:
    return NEXT_YEAR if provision_id in STARTS_2027 else TODAY


@pytest.mark.parametrize("provision_id", IDS)
def test_every_outcome_that_the_norm_allows_can_be_reached_and_no_other(provision_id: str) -> None:
    draw, reached = random.Random(provision_id), set[OutcomeKind]()
    wanted = expected(rulebook().provision(provision_id))
    for _ in range(WALKS):
        reached.update(walk(provision_id, day_for(provision_id), draw))
        if reached >= wanted:
            break
    assert reached == wanted


@pytest.mark.parametrize("provision_id", IDS)
def test_knowing_nothing_settles_nothing(provision_id: str) -> None:
    seen = look_through(alone(provision_id), {}, day_for(provision_id), LINDEWAARD).outcomes
    assert [o.kind for o in seen] == [
        JA if rulebook().provision(provision_id).door
        else OORDEEL if provision_id in NEVER_UNKNOWN
        else ONBEKEND
    ]  # fmt: skip


@pytest.mark.parametrize("provision_id", sorted(STARTS_2027))
def test_what_starts_in_2027_is_not_there_before(provision_id: str) -> None:
    """Pw in balans: a consolidated text may hold articles that are not yet in force."""
    assert look_through(alone(provision_id), {}, date(2026, 12, 31), VENNERHOUT).outcomes == ()


@pytest.mark.parametrize("provision_id", sorted(ENDS_2026))
def test_what_ends_with_2026_is_not_there_after(provision_id: str) -> None:
    assert look_through(alone(provision_id), {}, date(2027, 1, 1), LINDEWAARD).outcomes == ()


def test_nothing_that_decides_is_an_amount() -> None:
    """No provision computes a benefit, a norm or a sanction: its outputs are yes, no or unknown."""
    for provision in rulebook().provisions:
        for output in (provision.output, provision.judgement_output):
            laws = [law for law in rulebook().corpus.laws if law.id == provision.law]
            types = {law.producers[output].outputs[output].type for law in laws if output}
            assert types <= {"boolean"}, provision.id


def test_a_no_always_has_a_way_on_and_a_judgement_names_its_article() -> None:
    for provision in rulebook().provisions:
        assert provision.way_on, provision.id
        assert all(v.way_on for v in provision.variants if v.outcome == "nee"), provision.id
        assert provision.judged_on or not provision.judgement_output, provision.id


def test_a_judgement_of_one_body_is_read_by_an_article_of_that_body() -> None:
    """UWV, SVB and the college each fill their own open norm; nobody fills another's."""
    facts: dict[str, Fact] = dict(rulebook().facts)
    deciders = {"UWV": {"UWV"}, "SVB": {"SVB"}}
    for provision in rulebook().provisions:
        if provision.judgement_output is None:
            continue
        law = rulebook().corpus.version(provision.law, day_for(provision.id))
        read = law.producers[provision.judgement_output].parameters
        bodies = {facts[n].body for n in read if facts[n].is_judgement} - {"college"}
        for body in bodies & set(deciders):
            assert provision.decider in {*deciders[str(body)], "college"}, provision.id


def test_every_amount_of_the_participation_act_says_where_it_comes_from() -> None:
    for law in rulebook().corpus.laws:
        if law.id == "participatiewet":
            for article in law.articles:
                for name, held in article.definitions.items():
                    if held.get("type") == "amount":
                        assert held.get("description"), (law.valid_from, name)


YES_WITHOUT_WEIGHING = {
    "pw.aio": "the benefit is already there",
    "pw.bijstand": "the benefit is already there",
    "pw.kostendelers": "Pw 19a lid 1 b to d and 22a lid 4 bind",
    "pw.ontheffing": "Pw 9 lid 5 binds",
    "pw.tegenprestatie": "Pw 9 lid 5 binds, and so does the ordinance",
    "pw.zoektermijn": "Pw 41 lid 4 binds",
    "uwv.wajong_recht": "the benefit is already there",
    "uwv.wia": "the benefit is already there",
    "wlz.zorg": "the CIZ has decided, and a register tells so",
}


@pytest.mark.parametrize("seed", range(150))
def test_where_the_law_leaves_room_nobody_hears_yes_before_somebody_weighed(seed: int) -> None:
    """An open norm ("kan", "naar het oordeel van") with everything told and nothing judged."""
    draw, book = random.Random(seed), rulebook()
    facts = {
        fact.name: answer_to(fact, TODAY, draw.choice((0.1, 0.5, 0.9)), draw)
        for fact in book.facts.values()
        if not fact.is_judgement and draw.random() < 0.9
    }
    seen = look_through(book, facts, TODAY, draw.choice((LINDEWAARD, VENNERHOUT))).outcomes
    yes = {o.provision.id for o in seen if o.provision.norm == "open" and o.kind is JA}
    assert yes <= YES_WITHOUT_WEIGHING.keys()


def told(names: Facts) -> dict[str, OutcomeKind]:
    return {
        o.provision.id: o.kind for o in look_through(rulebook(), names, TODAY, LINDEWAARD).outcomes
    }


def test_who_has_work_and_no_questions_is_not_shown_schemes_of_others() -> None:
    """What concerns somebody else is left out, so that the page stays short."""
    shown = told({"geboortedatum": date(1980, 1, 1), "uitkering_soort": ["GEEN"],
                  "wsw_dienstbetrekking": False, "aanvraag_wajong_loopt": False,
                  "problematische_schulden": False})  # fmt: skip
    others = {"pw.giften", "pw.kostendelers", "pw.zoektermijn", "pw.aio", "uwv.wia", "wsw.baan",
              "uwv.wajong_recht", "wgs.spoed", "jeugd.pleegzorg", "leerplicht.vrijstelling",
              "onderwijs.leerlingenvervoer", "pw.tegenprestatie"}  # fmt: skip
    assert not others & set(shown)
