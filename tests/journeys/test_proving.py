# SPDX-License-Identifier: EUPL-1.2
"""The public proof as a whole: both glasses and the places, invented people, kept for everybody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.db.utils import Error

from meedoen.assessment.invariance import Difference, Proof, Standing, Tally
from meedoen.assessment.models import InvarianceRun
from meedoen.assessment.operations import keep_invariance_run
from meedoen.assessment.queries import invariance_runs
from meedoen.commands import demonstration as command
from meedoen.demonstration.proving import invented_people
from meedoen.journeys import proving
from meedoen.journeys.glasses import current_rulebook
from meedoen.journeys.proving import PLACES, WAYS_EACH, proofs, prove, proven_already
from meedoen.matching.proposal import OfferView
from meedoen.vocabulary.moment import Moment
from tests.matching.builders import demonstration_offers

pytestmark = pytest.mark.django_db


def offered(municipality: str, *, on: Moment) -> Sequence[OfferView]:
    return demonstration_offers(municipality)


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration's offers, without loading the whole region."""
    monkeypatch.setattr(proving, "offers_as_they_stand", offered)


def a_proof(**changes: Any) -> Proof:
    ordinary: dict[str, Any] = {
        "tally": Tally(1000, (), 16, 16), "seed": "zelfde antwoord", "rules_of": date(2026, 11, 23),
        "residents": ("Theo",), "rulebook_digest": current_rulebook().digest,
        "product_version": "0.1.0", "took": 12.5,
    }  # fmt: skip
    return Proof(**(ordinary | changes))


def test_eight_people_a_hundred_and_twenty_five_times_make_a_thousand() -> None:
    assert len(invented_people()) * WAYS_EACH == 1000


@pytest.mark.proves("I1")
@pytest.mark.proves("S2-09")
def test_glasses_and_places_are_the_same_by_every_way(places: None, now: Moment) -> None:
    """The thousand are done by `meedoen demonstration prove`."""
    heard: list[str] = []
    proof = prove(invented_people(), on=now, ways_each=3, tell=heard.append)
    assert proof.tally.differences == ()
    assert (proof.tally.equal, proof.tally.ways) == (24, 24)
    assert (proof.tally.controls_seen, proof.tally.controls) == (16, 16)
    assert heard == list(proof.residents)
    assert proof.rulebook_digest == current_rulebook().digest


def test_a_ranking_that_hears_the_order_of_the_places_is_caught(
    places: None, now: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = proving.rank

    def first_come(person: Any, offers: Any, *, on: date) -> Any:
        found = honest(person, offers, on=on)
        return [replace(found[0], score=float(str(offers[0].id.int)[:6])), *found[1:]]

    monkeypatch.setattr(proving, "rank", first_come)
    proof = prove(invented_people()[:1], on=now, ways_each=6)
    assert {found.parts for found in proof.tally.differences} == {(PLACES,)}


def test_without_any_place_the_control_on_places_is_not_seen(
    monkeypatch: pytest.MonkeyPatch, now: Moment
) -> None:
    """Equal because empty proves nothing, and the proof knows it."""
    monkeypatch.setattr(proving, "offers_as_they_stand", lambda municipality, *, on: [])
    proof = prove(invented_people()[:1], on=now, ways_each=2)
    assert (proof.tally.controls_seen, proof.tally.controls) == (1, 2)


def test_everybody_can_live_in_one_municipality_for_its_own_proof() -> None:
    assert {p.municipality for p in invented_people("GM9902")} == {"GM9902"}
    assert all(p.person.buurt_code is None for p in invented_people("GM9902"))


def test_a_proof_is_kept_with_what_it_takes_to_do_it_again(now: Moment) -> None:
    odd = Difference("theo", 7, {"loket": "uwv"}, ("wmo.vervoer",))
    proof = a_proof(tally=Tally(1000, (odd,), 16, 16))
    keep_invariance_run(proof=proof, by="een test", on=now)
    (run,) = invariance_runs()
    assert (run.ways, run.equal, run.seed, run.run_by) == (1000, 999, proof.seed, "een test")
    assert run.differences == [
        {"resident": "theo", "way": 7, "desk": {"loket": "uwv"}, "parts": ["wmo.vervoer"]}
    ]
    assert {"label": "bij welk loket", "possibilities": 6} in run.varied


def test_a_flood_of_differences_is_counted_whole_and_kept_in_part(now: Moment) -> None:
    odd = tuple(Difference("theo", n, {}, ("x",)) for n in range(150))
    keep_invariance_run(proof=a_proof(tally=Tally(1000, odd, 1, 1)), by="een test", on=now)
    (run,) = invariance_runs()
    assert (run.equal, len(run.differences)) == (850, 100)


def test_the_latest_proof_comes_first_and_is_worth_what_the_rules_of_today_say(
    now: Moment,
) -> None:
    assert proofs() == []
    assert not proven_already()
    keep_invariance_run(proof=a_proof(), by="een test", on=now)
    assert proven_already()
    keep_invariance_run(
        proof=a_proof(rulebook_digest="oud"), by="een test", on=now + timedelta(minutes=30)
    )
    assert [proof.standing for proof in proofs()] == [Standing.RULES_CHANGED, Standing.PROVEN]
    assert not proven_already()


def test_no_proof_can_claim_more_equal_ways_than_it_tried(now: Moment) -> None:
    keep_invariance_run(proof=a_proof(), by="een test", on=now)
    with pytest.raises(Error), transaction.atomic():
        InvarianceRun.objects.update(equal=1001)


@pytest.mark.parametrize("attack", ["UPDATE {} SET equal = 0", "DELETE FROM {}"])
def test_the_web_process_can_neither_change_nor_remove_a_proof(now: Moment, attack: str) -> None:
    keep_invariance_run(proof=a_proof(), by="een test", on=now)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE meedoen_web")
        with pytest.raises(Error), transaction.atomic():
            cursor.execute(attack.format(InvarianceRun._meta.db_table))
        cursor.execute("RESET ROLE")
    assert InvarianceRun.objects.get().equal == 1000


def test_the_command_proves_keeps_and_tells(places: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "invented_people", lambda town: invented_people(town)[:1])
    monkeypatch.setattr(proving, "prove", lambda people, **given: a_proof())
    done = CliRunner().invoke(command.demonstration, ["prove"])
    assert done.exit_code == 0, done.output
    assert "1000 of 1000 the same" in done.output
    again = CliRunner().invoke(command.demonstration, ["prove", "--if-needed"])
    assert "Proven already" in again.output
    assert InvarianceRun.objects.count() == 1


def test_the_command_leaves_with_an_error_and_the_parts_when_it_was_not_equal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    odd = a_proof(tally=Tally(1000, (Difference("theo", 7, {}, ("wmo.vervoer",)),), 16, 16))
    monkeypatch.setattr(proving, "prove", lambda people, **given: odd)
    done = CliRunner().invoke(command.demonstration, ["prove"])
    assert done.exit_code == 1
    assert "theo, way 7: wmo.vervoer" in done.output
    assert InvarianceRun.objects.get().equal == 999
