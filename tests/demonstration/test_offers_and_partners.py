# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's data files agree with each other, the lexicon and the words we use."""

from pathlib import Path

import pytest
import yaml

from meedoen.accounts.models import OrganisationKind
from meedoen.lexicon.themes import load
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.codes import AreaCode, Level
from meedoen.vocabulary.forms import Form
from tests.matching.builders import demonstration

PARTNERS = demonstration("partners.yaml")
OFFERS = demonstration("offers.yaml")
STORIES = demonstration("stories.yaml")
RULEBOOK = Path(__file__).resolve().parents[2] / "rulebook"
SLUGS = {organisation["slug"] for organisation in PARTNERS["organisations"]}
KEYS = {
    "title", "by", "at", "form", "themes", "when", "dayparts", "flexible", "group", "conditions",
    "decision", "line", "places", "taken", "serves", "text", "verified",
}  # fmt: skip
NEVER = ("cliënt", "burger", "doelgroep", "traject", "regie", "zelfredzaam", "indicatie", "helaas")


@pytest.mark.proves("S1-03", "each kind is in the demonstration")
@pytest.mark.proves("S3-03", "each kind is in the demonstration")
def test_every_kind_of_organisation_is_there() -> None:
    assert {o["kind"] for o in PARTNERS["organisations"]} == set(OrganisationKind.values)


def test_offers_have_known_keys_partners_places_forms_themes_and_conditions() -> None:
    for offer in OFFERS:
        assert set(offer) <= KEYS, offer["title"]
        assert offer["by"] in SLUGS
        assert offer["at"] in PARTNERS["locations"]
        assert offer["form"] in set(Form)
        assert set(offer["themes"]) <= set(load().themes)
        assert set(offer.get("conditions", [])) <= set(Condition)
        assert offer.get("taken", 0) <= offer.get("places", 0)


def test_titles_are_unique_and_short_enough_for_the_catalogue() -> None:
    titles = [offer["title"] for offer in OFFERS]
    assert len(titles) == len(set(titles)) >= 150
    assert max(len(text) for offer in OFFERS for text in (offer["title"], offer["when"])) <= 120


@pytest.mark.proves("S1-15", "each form is in the demonstration")
def test_every_form_and_every_theme_has_an_offer() -> None:
    assert {offer["form"] for offer in OFFERS} == set(Form)
    assert {theme for offer in OFFERS for theme in offer["themes"]} == set(load().themes)


def test_some_places_are_full_some_have_one_left_and_many_doors_are_open() -> None:
    limited = [offer for offer in OFFERS if "places" in offer]
    assert [o for o in limited if o["places"] == o.get("taken", 0)]
    assert [o for o in limited if o["places"] - o.get("taken", 0) == 1]
    assert len([o for o in OFFERS if o.get("line") == 0 and not o.get("decision")]) > 75


def test_no_offer_speaks_of_money_or_in_office_words() -> None:
    for offer in OFFERS:
        text = f"{offer['title']} {offer['text']}".lower()
        assert not [word for word in (*NEVER, "uitkering", "euro", "subsidie") if word in text]


def test_locations_and_residents_lie_in_the_invented_region() -> None:
    codes = [place["buurt"] for place in PARTNERS["locations"].values()]
    for code in codes + [story["buurt"] for story in STORIES]:
        assert AreaCode(code).level is Level.BUURT
        assert AreaCode(code).municipality in {"GM9901", "GM9902"}


def test_stories_share_with_known_partners_only_and_one_is_without_a_name() -> None:
    """Taking part with a chosen name and nothing else."""
    assert len({story["key"] for story in STORIES}) == 8
    shared = {slug for story in STORIES for slugs in story["sharing"].values() for slug in slugs}
    assert shared <= SLUGS
    (vlinder,) = [story for story in STORIES if story["key"] == "vlinder"]
    assert vlinder["sharing"] == {}
    assert set(vlinder["facts"]) == {"ingezetene_gemeente"}


def test_facts_have_the_names_and_answers_of_the_rulebook() -> None:
    listed = yaml.safe_load((RULEBOOK / "facts.yaml").read_text(encoding="utf-8"))["facts"]
    facts = {fact["name"]: fact for fact in listed}
    for story in STORIES:
        for name, value in story["facts"].items():
            assert name in facts, f"{story['key']}: {name}"
            answers = {option["code"] for option in facts[name].get("options", [])}
            said = set(value) if isinstance(value, list) else {value}
            assert not answers or said <= answers, f"{story['key']}: {name} = {value}"
