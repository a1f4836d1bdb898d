# SPDX-License-Identifier: EUPL-1.2
"""What an offer is about as a whole: its subject counts, and not all that it names."""

import pytest

from meedoen.catalogue.subjects import Subjects, asked_about, subjects_of
from meedoen.lexicon.idea_files import read_areas
from meedoen.lexicon.ideas import Ideas

AREAS = {
    "silent": {"small": "de"},
    "outdoors": {
        "bicycles": {"near": {"repair": 0.5}, "words": "fiets"},
        "repair": {"words": "kapot"},
        "garden": {"words": "tuin"},
    },
    "elsewhere": {"passports": {"words": "paspoort"}},
    "together": {"young_voice": {"words": "jongerentaal"}},
}


@pytest.fixture(scope="module")
def ideas() -> Ideas:
    return read_areas(AREAS)


@pytest.fixture(scope="module")
def subjects(ideas: Ideas) -> Subjects:
    """Three offers: about bicycles, about bicycles and a garden, and about a garden."""
    return subjects_of(
        {"bicycles": {1: 0.8, 2: 0.8}, "garden": {2: 0.8, 3: 0.8}, "young_voice": {1: 1.0}}, ideas
    )


def test_who_is_about_one_thing_is_nearer_to_it_than_who_is_about_more(subjects: Subjects) -> None:
    alike = subjects.alike({"bicycles": 1.0})
    assert alike[1] == pytest.approx(1.0)
    assert 0 < alike[2] < alike[1]
    assert 3 not in alike


def test_how_much_is_asked_changes_nothing_and_what_nobody_offers_is_nothing(
    subjects: Subjects,
) -> None:
    assert subjects.alike({"bicycles": 5.0}) == pytest.approx(subjects.alike({"bicycles": 1.0}))
    assert subjects.alike({"repair": 1.0}) == {}
    assert subjects.alike({}) == {}


def test_what_lies_near_is_asked_by_its_square_and_what_is_elsewhere_is_not(ideas: Ideas) -> None:
    said = ideas.read("fiets paspoort jongerentaal")
    assert asked_about(said, {}, ideas) == {"bicycles": 1.0, "repair": 0.25}
    assert asked_about(said, {"fiets": 0.5}, ideas) == {"bicycles": 0.5, "repair": 0.125}
