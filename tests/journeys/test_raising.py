# SPDX-License-Identifier: EUPL-1.2
"""From somebody's glasses to the register and back to the plan, without her and without loss."""

from uuid import UUID

import pytest

from meedoen.accounts.roles import Role
from meedoen.assessment.queries import overrides_of
from meedoen.journeys import glasses
from meedoen.journeys.overriding import decide_otherwise
from meedoen.journeys.raising import FALLS_BETWEEN, collision, places_around, raise_draft
from meedoen.journeys.reading import read_dossier
from meedoen.knelpunten.models import Draft
from meedoen.knelpunten.told import StillRecognisable
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import Dossier
from meedoen.rules.outcomes import OutcomeKind
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_team, make_viewer, share_with, tell
from tests.rules.people import THEO, WITHOUT_BENEFIT, look

pytestmark = pytest.mark.django_db
PRIVATE = frozenset({Domain.HEALTH, Domain.MONEY})
LET_DOWN = WITHOUT_BENEFIT | {
    "ingeschreven_werkzoekende_uwv": False, "gevolg_participatie": "geen",
    "gevolg_zelfredzaamheid": "geen", "mantelzorger": False, "krijgt_mantelzorg": False,
    "ingezetene_gemeente": False,
}  # fmt: skip


@pytest.fixture
def subject(now: Moment) -> UUID:
    return tell("GM9901", now, name="Theo", wish="Ik wil vrijwilligerswerk doen, met kinderen.")


def viewer(
    subject: UUID, now: Moment, name: str, role: Role, *, without: frozenset[Domain] = frozenset()
) -> Viewer:
    """Somebody at a desk with which she shares everything, or all `without` some domains."""
    team = make_team("GM9901", f"Team {name}")
    share_with(subject, team, now, set(Domain) - without, {Purpose.INTAKE})
    return make_viewer(team, role, now, name)


@pytest.fixture
def noor(subject: UUID, now: Moment) -> Viewer:
    return viewer(subject, now, "Noor", Role.NEIGHBOURHOOD_WORKER)


def opened(subject: UUID, by: Viewer, on: Moment) -> Dossier:
    return read_dossier(subject=subject, purpose=Purpose.INTAKE, what="keek", by=by, on=on).dossier


def told(subject: UUID, by: Viewer, on: Moment, facts: dict[str, object]) -> None:
    for name, value in facts.items():
        kept = value.isoformat() if hasattr(value, "isoformat") else value
        glasses.answer(
            subject=subject, name=name, value=kept, source=FactSource.RESIDENT, by=by, on=on
        )


@pytest.mark.proves("S2-03")
def test_a_collision_becomes_a_draft_in_which_nobody_stands(
    subject: UUID, noor: Viewer, now: Moment
) -> None:
    """A conflict gives a draft for the register."""
    with acting(noor, purpose=Purpose.INTAKE, on=now):
        told(subject, noor, now, THEO)
        known = opened(subject, noor, now)
        seen = glasses.converse(known, on=now).assessment
        found = collision("K06", seen)
        assert found is not None
        raise_draft(known, told=found.told, code="K06", may_stay=(), by=noor, on=now)
        row = Draft.objects.values().get()
    assert str(subject) not in str(row)
    assert "Theo" not in str(row)
    assert "Noor" not in str(row)


@pytest.mark.parametrize("name", ["Theo", "Noor"])
def test_the_name_of_the_resident_and_of_who_tells_are_both_looked_for(
    subject: UUID, noor: Viewer, now: Moment, name: str
) -> None:
    with acting(noor, purpose=Purpose.INTAKE, on=now):
        known = opened(subject, noor, now)
        found = collision(FALLS_BETWEEN)
        assert found is not None
        words = type(found.told)(**{**vars(found.told), "happens": f"Toen zei {name.lower()} het."})
        with pytest.raises(StillRecognisable):
            raise_draft(known, told=words, code="", may_stay=(), by=noor, on=now)
        assert not Draft.objects.exists()


def test_a_collision_that_does_not_show_in_her_glasses_cannot_be_told_of() -> None:
    seen = look({})
    assert collision("K06", seen) is None
    assert collision(FALLS_BETWEEN, seen) is None
    assert collision("K06") is not None
    assert collision("K99") is None


@pytest.mark.proves("S1-16", "it can be told of as a knelpunt")
def test_falling_between_two_laws_can_always_be_told_of() -> None:
    """Never a dead end."""
    seen = look(LET_DOWN)
    assert seen.falls_between
    found = collision(FALLS_BETWEEN, seen)
    assert found is not None
    assert found.way_out
    assert found.register_code == ""


def test_the_town_itself_is_a_place_to_look_for(subject: UUID) -> None:
    assert places_around("GM9901") == {"Gemeente GM9901"}


def test_deciding_otherwise_keeps_what_the_rules_say_at_that_moment(
    subject: UUID, noor: Viewer, now: Moment
) -> None:
    with acting(noor, purpose=Purpose.INTAKE, on=now):
        known = opened(subject, noor, now)
        decide_otherwise(
            known, provision="wmo.begeleiding_groep", decided=OutcomeKind.JA,
            legal_ground="Wmo 2015, art. 2.3.5", reason="Past beter.", by=noor, on=now,
        )  # fmt: skip
        told(subject, noor, now, {"ingezetene_gemeente": False})
        after = glasses.converse(known, on=now).assessment
        (found,) = overrides_of(subject)
        assert found.computed is OutcomeKind.ONBEKEND
        assert found.rules_changed(after.of("wmo.begeleiding_groep").kind)
        with pytest.raises(KeyError):
            decide_otherwise(
                known, provision="wmo.bestaat_niet", decided=OutcomeKind.JA,
                legal_ground="Wmo 2015, art. 2.3.5", reason="Past beter.", by=noor, on=now,
            )  # fmt: skip


def test_an_override_never_enters_the_rules(subject: UUID, noor: Viewer, now: Moment) -> None:
    """What a person decides about one provision changes no other outcome, signal or question."""
    with acting(noor, purpose=Purpose.INTAKE, on=now):
        told(subject, noor, now, THEO)
        known = opened(subject, noor, now)
        before = glasses.converse(known, on=now)
        decide_otherwise(
            known, provision="pw.beschut_werk", decided=OutcomeKind.NEE,
            legal_ground="Pw, art. 18 lid 1", reason="Past nu niet.", by=noor, on=now,
        )  # fmt: skip
        after = glasses.converse(known, on=now)
    assert after.assessment.receipt == before.assessment.receipt
    assert after.question == before.question


def asked(subject: UUID, by: Viewer, on: Moment) -> list[tuple[str, bool]]:
    """The first twelve questions that this desk asks, each of them skipped."""
    with acting(by, purpose=Purpose.INTAKE, on=on):
        reading = read_dossier(subject=subject, purpose=Purpose.INTAKE, what="keek", by=by, on=on)
        found: list[tuple[str, bool]] = []
        for _ in range(12):
            talk = glasses.converse(reading.dossier, on=on, closed=reading.withheld)
            if talk.next is None or talk.question is None:
                break
            found.append((talk.question.name, talk.next.wanted))
            glasses.answer(
                subject=subject, name=talk.question.name, value=None,
                source=FactSource.RESIDENT, by=by, on=on,
            )  # fmt: skip
    return found


@pytest.mark.proves("S2-08")
@pytest.mark.proves("S2-09", "the questions and their order")
@pytest.mark.proves("I1", "the questions and their order")
def test_every_desk_asks_the_same_questions_in_the_same_order(now: Moment) -> None:
    """The order of questions never depends on the desk."""
    desks = (Role.NEIGHBOURHOOD_WORKER, Role.WMO_CONSULTANT, Role.WORK_CONSULTANT)
    orders = []
    for role in desks:
        told_to = tell("GM9901", now, wish="Ik wil een betaalde baan.")
        by = viewer(told_to, now, f"Balie {role}", role, without=PRIVATE)
        orders.append(asked(told_to, by, now))
    assert orders[0] == orders[1] == orders[2]
    assert len(orders[0]) == 12


@pytest.mark.proves("S1-22", "the wish says what is asked first")
@pytest.mark.parametrize(
    ("wish", "needs"),
    [
        ("Ik wil een betaalde baan.", ["paid_work"]),
        ("Ik wil Nederlands leren.", ["learning"]),
        ("Iets doen met hout, niet te druk", ["place_by_day"]),
        ("Geen idee nog.", []),
    ],
)
def test_the_wish_says_which_needs_come_first(now: Moment, wish: str, needs: list[str]) -> None:
    """The question leads."""
    subject = tell("GM9901", now, wish=wish)
    by = viewer(subject, now, "Noor", Role.NEIGHBOURHOOD_WORKER)
    with acting(by, purpose=Purpose.INTAKE, on=now):
        talk = glasses.converse(opened(subject, by, now), on=now)
    assert [need.code for need in talk.wanted] == needs
    assert talk.next is not None
    assert talk.next.wanted


def test_the_step_she_names_counts_beside_her_words(
    subject: UUID, noor: Viewer, now: Moment
) -> None:
    with acting(noor, purpose=Purpose.INTAKE, on=now):
        told(subject, noor, now, {"wil_stap": "leren"})
        talk = glasses.converse(opened(subject, noor, now), on=now)
    assert {need.code for need in talk.wanted} == {"place_by_day", "learning"}
