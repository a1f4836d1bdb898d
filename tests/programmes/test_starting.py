# SPDX-License-Identifier: EUPL-1.2
"""The five subprogrammes to start from: each has a name, an aim and a leader."""

import pytest

from meedoen.programmes import operations, queries
from meedoen.programmes.models import LINE, Subprogramme
from meedoen.programmes.starting import five_to_start_from
from tests.programmes.worlds import BY, LINDEWAARD, STRANGER, VENNERHOUT, subprogramme, towns


@pytest.mark.proves("S3-01", "five subprogrammes to start from, each with who leads it")
def test_there_are_five_and_each_says_what_it_is_for_and_who_leads_it() -> None:
    five = five_to_start_from()
    assert len(five) == 5
    assert len({one.name for one in five}) == 5
    for one in five:
        assert one.aim
        assert one.leader_function.startswith("Deelprogrammaleider")
        assert not one.leader_name
        assert max(len(one.name), len(one.leader_function)) <= LINE


@pytest.mark.django_db
def test_they_are_taken_over_with_one_press_where_there_are_none() -> None:
    towns()
    operations.take_over(municipality=LINDEWAARD, parts=five_to_start_from(), **BY)
    there = queries.subprogrammes(LINDEWAARD)
    assert [(one.name, one.leader_function) for one in there] == [
        (one.name, one.leader_function) for one in five_to_start_from()
    ]
    assert not queries.subprogrammes(VENNERHOUT)


@pytest.mark.django_db
@pytest.mark.parametrize("removed", [False, True])
def test_nothing_is_taken_over_where_there_is_or_was_something(removed: bool) -> None:
    """Pressed twice it is done once, and what was taken away does not come back beside the five."""
    there = subprogramme()
    if removed:
        operations.remove(part=operations.ProgrammePart.SUBPROGRAMME, number=there.pk, **BY)
    with pytest.raises(operations.NotEmpty, match="niets overgenomen"):
        operations.take_over(municipality=LINDEWAARD, parts=five_to_start_from(), **BY)
    assert Subprogramme.objects.count() == 1


@pytest.mark.django_db
def test_a_stranger_takes_nothing_over() -> None:
    towns()
    with pytest.raises(operations.NotYourProgramme):
        operations.take_over(
            municipality=LINDEWAARD, parts=five_to_start_from(), by=STRANGER, on=BY["on"]
        )
