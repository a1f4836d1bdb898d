# SPDX-License-Identifier: EUPL-1.2
"""Figures per street: made once, beside figures, and seen for a purpose while the council lets."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import Team
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.database.roles import WORKER
from meedoen.monitor import operations, queries
from meedoen.monitor.models import IndicatorFigure, StreetFigure, StreetLook, StreetRow
from meedoen.monitor.operations import NotThisMonitor, StreetsAreOff
from meedoen.monitor.pseudonyms import OBJECTION, Pseudonyms
from meedoen.monitor.queries import StreetValues
from meedoen.monitor.street_purposes import LASTS, StreetPurpose
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.publication import operations as publication
from meedoen.vocabulary.moment import Moment
from tests.laboratory.test_roles import as_role
from tests.monitor.builds import (
    CORNER,
    MARKET,
    SECRET,
    bring_out,
    bsns,
    built,
    counted,
    decide_on_streets,
    lindewaard,
    loaded,
    people,
    streets_there,
    terms_of,
)
from tests.publication.worlds import ELSEWHERE, HERE, NOW, colleagues, make_team, make_viewer

pytestmark = pytest.mark.django_db

HAVERHOF, GARENHOF = f"{CORNER} Haverhof", f"{CORNER} Garenhof"
SEEN = {"": -1, "Garenhof": -1, "Haverhof": 12, "Roggeveld": -1}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    with lindewaard(tmp_path) as here:
        streets_there(Haverhof=40, Garenhof=300, Roggeveld=300)
        yield here


@pytest.fixture
def ruben() -> Viewer:
    return colleagues()[0]


def second() -> Viewer:
    return make_viewer(
        make_team(HERE, f"Tweede {Team.objects.count()}"), Role.MONITOR_OFFICER, NOW, "Jesse"
    )


def worker_of(code: str = HERE, role: Role = Role.NEIGHBOURHOOD_WORKER) -> Viewer:
    return make_viewer(make_team(code, f"Wijkteam {Team.objects.count()}"), role, NOW, "Noor")


def take_in(year: int = 2025) -> None:
    """Load use of the Wmo in two streets, large enough that one of them can be shown."""
    rows = people("wmo", (HAVERHOF, bsns(1, 12)), (GARENHOF, bsns(100, 6)), (MARKET, bsns(500, 9)))
    loaded("wmo", rows, year=year)


def out(by: Viewer, *indicators: str) -> None:
    bring_out(by, second(), *(indicators or ("gebruik_wmo",)))


def look(by: Viewer, buurt: str = CORNER, *, on: Moment = NOW, year: int = 2025) -> StreetLook:
    return operations.look_at_streets(
        municipality=HERE, buurt=buurt, year=year, purpose=StreetPurpose.TALK, words="", by=by,
        on=on,
    )  # fmt: skip


def values(found: list[StreetValues], source: str = "wmo") -> Mapping[str, int]:
    (one,) = [each for each in found if each.source == source]
    return one.values


def seen_by(viewer: Viewer, buurt: str = CORNER, *, on: Moment = NOW) -> list[StreetValues]:
    """Give what a page shows to who looks: first she says for what."""
    with acting(viewer, purpose=Purpose.NEIGHBOURHOOD, on=on):
        return queries.street_values(look(viewer, buurt, on=on))


def all_set(by: Viewer) -> None:
    """Let everything be there: a decision, terms, figures of streets, and the release out."""
    terms_of("wmo", by=by)
    decide_on_streets(by)
    take_in()
    built(by)
    out(by)


def test_beside_a_figure_that_is_out_its_streets_are_seen_for_a_purpose(ruben: Viewer) -> None:
    all_set(ruben)
    assert values(seen_by(worker_of())) == SEEN
    (kept,) = StreetFigure.objects.filter(source="wmo")
    assert (kept.status, kept.as_of) == ("voorlopig", kept.figure.release.reference_day)


def test_no_hidden_number_is_kept(ruben: Viewer) -> None:
    all_set(ruben)
    kept = [value for row in StreetRow.objects.all() for value in row.values]
    assert all(value == -1 or value >= 5 for value in kept)


def test_without_a_decision_of_the_council_nothing_of_streets_is_counted(ruben: Viewer) -> None:
    terms_of("wmo", by=ruben)
    take_in()
    built(ruben)
    out(ruben)
    assert not StreetFigure.objects.exists()
    with (
        acting(worker := worker_of(), purpose=Purpose.NEIGHBOURHOOD, on=NOW),
        pytest.raises(StreetsAreOff, match="raad"),
    ):
        look(worker)


def test_a_decision_that_comes_later_lets_streets_be_counted_of_what_is_there(
    ruben: Viewer,
) -> None:
    terms_of("wmo", by=ruben)
    take_in()
    built(ruben)
    out(ruben)
    decide_on_streets(ruben)
    built(ruben)
    assert values(seen_by(worker_of())) == SEEN
    before = StreetFigure.objects.get(source="wmo").made_at
    built(ruben, on=NOW + timedelta(hours=1))
    assert StreetFigure.objects.get(source="wmo").made_at == before


def test_a_decision_that_is_taken_back_ends_it_at_once_and_what_was_kept_goes(
    ruben: Viewer,
) -> None:
    all_set(ruben)
    worker = worker_of()
    seen_by(worker)
    later = NOW + timedelta(minutes=5)
    operations.choose(
        municipality=HERE, inside=(), streets_decided_on=None, streets_decision="", by=ruben,
        on=later,
    )  # fmt: skip
    with acting(worker, purpose=Purpose.NEIGHBOURHOOD, on=later):
        assert not StreetRow.objects.exists()
        assert not queries.street_sources(HERE, 2025)
    assert StreetRow.objects.exists()
    built(ruben, on=later)
    assert not StreetRow.objects.exists()
    decide_on_streets(ruben, on=later + timedelta(minutes=1))
    built(ruben, on=later + timedelta(minutes=2))
    assert values(seen_by(worker, on=later + timedelta(minutes=3))) == SEEN


def test_what_is_not_out_has_no_streets(ruben: Viewer) -> None:
    terms_of("wmo", by=ruben)
    decide_on_streets(ruben)
    take_in()
    built(ruben)
    assert seen_by(worker_of()) == []
    out(ruben)
    assert seen_by(worker_of())
    release = IndicatorFigure.objects.get(indicator="gebruik_wmo").release
    assert release is not None
    publication.withdraw(release=release, why="De dag klopt niet.", by=second(), on=NOW)
    assert seen_by(worker_of()) == []


def test_when_terms_end_or_a_source_stays_inside_its_streets_are_gone_at_once(
    ruben: Viewer,
) -> None:
    all_set(ruben)
    operations.end_terms(municipality=HERE, source="wmo", by=ruben, on=NOW)
    assert seen_by(worker_of()) == []
    terms_of("wmo", by=ruben)
    assert seen_by(worker_of())
    decide_on_streets(ruben, on=NOW + timedelta(minutes=1), inside=("wmo",))
    assert seen_by(worker_of(), on=NOW + timedelta(minutes=2)) == []


def test_of_a_year_one_delivery_is_shown_per_street_and_no_other_beside_it(ruben: Viewer) -> None:
    all_set(ruben)
    take_in()
    assert seen_by(worker_of()) == []
    built(ruben, on=NOW + timedelta(hours=2))
    bring_out(ruben, second(), "gebruik_wmo", on=NOW + timedelta(hours=3))
    assert seen_by(worker_of(), on=NOW + timedelta(hours=4)) == []
    assert not StreetRow.objects.exists()
    newest = StreetFigure.objects.latest("pk")
    assert "eerder een levering" in newest.why_none


def test_a_delivery_that_was_never_out_keeps_no_other_from_being_shown(ruben: Viewer) -> None:
    terms_of("wmo", by=ruben)
    decide_on_streets(ruben)
    take_in()
    built(ruben)
    take_in()
    built(ruben, on=NOW + timedelta(hours=2))
    bring_out(ruben, second(), "gebruik_wmo", on=NOW + timedelta(hours=3))
    assert values(seen_by(worker_of(), on=NOW + timedelta(hours=4))) == SEEN


def test_who_objects_after_the_figure_left_lets_nothing_be_counted_that_differs(
    ruben: Viewer,
) -> None:
    terms_of("wmo", by=ruben)
    take_in()
    built(ruben)
    out(ruben)
    mark = Pseudonyms(SECRET, HERE).of_people(bsns(1, 1), OBJECTION).tobytes()
    operations.note_objection(municipality=HERE, mark=mark, by=ruben, on=NOW)
    decide_on_streets(ruben)
    built(ruben, on=NOW + timedelta(hours=1))
    assert "anders geteld" in StreetFigure.objects.get(source="wmo").why_none
    assert not StreetRow.objects.exists()


@pytest.mark.parametrize(("first", "shown"), [(700, True), (1, True), (4, False)])
def test_a_source_that_comes_later_is_not_shown_where_it_would_tell_of_one_that_is_out(
    ruben: Viewer, first: int, shown: bool
) -> None:
    """Who has both can no longer be thought elsewhere; enough others have to be left."""
    all_set(ruben)
    terms_of("jeugdzorg", by=ruben)
    rows = [(HAVERHOF, bsns(first, 9)), (GARENHOF, bsns(300, 6))]
    if not shown:
        rows.append((GARENHOF, bsns(100, 3)))
    loaded("jeugdzorg", people("jeugdzorg", *rows))
    built(ruben, on=NOW + timedelta(hours=1))
    bring_out(ruben, second(), "gebruik_jeugdzorg", on=NOW + timedelta(hours=2))
    found = seen_by(worker_of(), on=NOW + timedelta(hours=3))
    assert values(found) == SEEN
    assert ("jeugdzorg" in {one.source for one in found}) == shown


def test_what_nobody_saw_yet_is_counted_anew_beside_a_source_that_comes(ruben: Viewer) -> None:
    terms_of("wmo", "jeugdzorg", by=ruben)
    decide_on_streets(ruben)
    take_in()
    built(ruben)
    before = StreetFigure.objects.get(source="wmo").made_at
    loaded("jeugdzorg", people("jeugdzorg", (HAVERHOF, bsns(700, 9)), (GARENHOF, bsns(100, 6))))
    built(ruben, on=NOW + timedelta(hours=1))
    assert StreetFigure.objects.get(source="wmo").made_at > before
    out(ruben, "gebruik_wmo")
    # Nobody is left who could live elsewhere unseen, so nothing of the buurt is shown.
    assert [one for one in seen_by(worker_of()) if one.source == "wmo"] == []


def test_a_source_that_came_as_counts_has_no_streets(ruben: Viewer) -> None:
    decide_on_streets(ruben)
    loaded("wmo", counted(**{CORNER: 20, MARKET: 30}))
    built(ruben)
    assert not StreetFigure.objects.exists()


def test_a_street_is_named_where_help_comes_together(ruben: Viewer) -> None:
    terms_of("wmo", "jeugdzorg", by=ruben)
    decide_on_streets(ruben)
    both = (HAVERHOF, bsns(1, 14))
    for source, first in (("wmo", 100), ("jeugdzorg", 200)):
        alone = ((GARENHOF, bsns(first, 12)), (MARKET, bsns(first + 500, 20)))
        loaded(source, people(source, both, *alone))
    built(ruben)
    out(ruben, "gebruik_wmo", "gebruik_jeugdzorg", "stapeling_personen")
    assert values(seen_by(worker_of()), "") == {"Haverhof": -1}
    # A source that stays inside takes no part in it.
    decide_on_streets(ruben, on=NOW + timedelta(minutes=1), inside=("wmo",))
    StreetFigure.objects.filter(source="").update(why_none="")
    StreetRow.objects.filter(of__source="").delete()
    built(ruben, on=NOW + timedelta(minutes=2))
    assert "Nergens" in StreetFigure.objects.get(source="").why_none


def test_before_somebody_says_for_what_the_database_shows_no_street(ruben: Viewer) -> None:
    all_set(ruben)
    worker = worker_of()
    with acting(worker, purpose=Purpose.NEIGHBOURHOOD, on=NOW):
        assert not StreetRow.objects.exists()
        look(worker, MARKET)
        assert not StreetRow.objects.filter(buurt=CORNER).exists()
        look(worker, year=2024)
        assert not StreetRow.objects.filter(buurt=CORNER).exists()
        look(worker)
        assert StreetRow.objects.filter(buurt=CORNER).exists()
    with acting(worker_of(role=Role.TEAM_LEADER), purpose=Purpose.NEIGHBOURHOOD, on=NOW):
        assert not StreetRow.objects.exists()
    with acting(worker, purpose=Purpose.NEIGHBOURHOOD, on=NOW + LASTS):
        assert not StreetRow.objects.exists()


@pytest.mark.parametrize("purpose", [Purpose.POLICY, Purpose.NEIGHBOURHOOD, Purpose.OVERSIGHT])
def test_who_has_another_function_sees_no_street_whatever_was_looked_at(
    ruben: Viewer, purpose: Purpose
) -> None:
    all_set(ruben)
    for role in sorted(AT_WORK):
        viewer = worker_of(role=role)
        StreetLook.objects.create(
            municipality_id=HERE, buurt=CORNER, year=2025, purpose=StreetPurpose.TALK,
            account=viewer.account_id, actor_label="x", actor_role=role, at=NOW.at,
        )  # fmt: skip
        comes = role in (Role.NEIGHBOURHOOD_WORKER, Role.TEAM_LEADER, Role.MONITOR_OFFICER)
        with acting(viewer, purpose=purpose, on=NOW):
            shown = StreetRow.objects.exists()
        assert shown == (comes and purpose is Purpose.NEIGHBOURHOOD), role


def test_somebody_of_another_municipality_sees_and_writes_nothing_here(ruben: Viewer) -> None:
    all_set(ruben)
    other = worker_of(ELSEWHERE)
    with acting(other, purpose=Purpose.NEIGHBOURHOOD, on=NOW):
        with pytest.raises(NotThisMonitor):
            look(other)
        assert not StreetRow.objects.exists()
        assert not StreetFigure.objects.exists()


def test_a_look_is_written_with_who_and_for_what_once_within_the_hour(ruben: Viewer) -> None:
    all_set(ruben)
    worker = worker_of()
    with acting(worker, purpose=Purpose.NEIGHBOURHOOD, on=NOW):
        first = look(worker)
        assert look(worker, on=NOW) == first
    later = NOW + LASTS
    with acting(worker, purpose=Purpose.NEIGHBOURHOOD, on=later):
        assert look(worker, on=later) != first
    assert (first.actor_label, first.actor_role) == (worker.label, Role.NEIGHBOURHOOD_WORKER)
    assert (first.purpose, first.buurt, first.year) == (StreetPurpose.TALK, CORNER, 2025)


def test_officers_read_who_looked_and_others_only_their_own(ruben: Viewer) -> None:
    all_set(ruben)
    worker, other = worker_of(), worker_of(role=Role.TEAM_LEADER)
    seen_by(worker)
    for role in (Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER):
        with acting(worker_of(role=role), purpose=Purpose.OVERSIGHT, on=NOW):
            assert [one.account for one in queries.street_looks(limit=5)] == [worker.account_id]
    with acting(worker_of(ELSEWHERE, Role.PRIVACY_OFFICER), purpose=Purpose.OVERSIGHT, on=NOW):
        assert queries.street_looks(limit=5) == []
    with acting(other, purpose=Purpose.NEIGHBOURHOOD, on=NOW):
        assert queries.street_looks(limit=5) == []


def test_nobody_writes_a_look_in_the_name_of_another_or_changes_one(ruben: Viewer) -> None:
    all_set(ruben)
    worker = worker_of()
    told = {
        "municipality_id": HERE, "buurt": CORNER, "year": 2025, "purpose": StreetPurpose.TALK,
        "actor_label": "x", "actor_role": worker.role, "at": NOW.at, "account": worker.account_id,
    }  # fmt: skip
    with acting(worker, purpose=Purpose.NEIGHBOURHOOD, on=NOW):
        for wrong in (
            {"account": ruben.account_id}, {"at": (NOW + timedelta(hours=5)).at},
            {"actor_role": Role.PRIVACY_OFFICER}, {"municipality_id": ELSEWHERE},
        ):  # fmt: skip
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                StreetLook.objects.create(**told | wrong)
        StreetLook.objects.create(**told)
        for change in (
            StreetLook.objects.all().delete,
            lambda: StreetLook.objects.update(words=""),
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                change()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            StreetRow.objects.update(values=[])


def test_the_worker_writes_streets_while_a_build_goes_on_and_at_no_other_time(
    ruben: Viewer,
) -> None:
    all_set(ruben)
    row = StreetRow.objects.first()
    assert row is not None
    row.pk, row.buurt = None, MARKET
    with as_role(WORKER):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            row.save()
        assert StreetRow.objects.all().delete()[0] == 0


def test_a_look_takes_the_same_statements_in_a_large_town_as_in_a_small_one(
    ruben: Viewer,
) -> None:
    all_set(ruben)
    worker = worker_of()

    def statements() -> int:
        with acting(worker, purpose=Purpose.NEIGHBOURHOOD, on=NOW):
            one = look(worker)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                queries.street_values(one)
                queries.street_sources(HERE, 2025)
            return len(asked)

    before = statements()
    kept = StreetFigure.objects.get(source="wmo")
    StreetRow.objects.bulk_create(
        StreetRow(
            of=kept, municipality_id=HERE, year=2025, buurt=f"BU9901{at:04}", streets=["x"],
            values=[5],
        )
        for at in range(1000, 1300)
    )  # fmt: skip
    assert statements() == before
