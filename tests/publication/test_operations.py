# SPDX-License-Identifier: EUPL-1.2
"""A release: protected as it comes in, seen by somebody else, out for ever, and never half."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from meedoen.accounts.roles import Role
from meedoen.disclosure.folder import CELLS, PROOF
from meedoen.privacy.decision import Viewer
from meedoen.publication import operations, proven, queries
from meedoen.publication.models import Release, ReleaseFile, ReleaseRow
from meedoen.publication.operations import (
    MayNotLeave,
    OfElsewhere,
    OtherMeanwhile,
    OwnWork,
)
from meedoen.publication.queries import files_of_release, left_before
from meedoen.publication.states import ReleaseState
from meedoen.publication.verification import CannotBeRead, Verification, verify
from tests.privacy.worlds import make_team, make_viewer
from tests.publication.worlds import (
    COUNTS,
    ELSEWHERE,
    HERE,
    LATER,
    NOW,
    RULE,
    TOLD,
    by_age,
    colleagues,
    made,
    out,
    table,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> tuple[Viewer, Viewer, Viewer]:
    return colleagues()


@pytest.fixture
def ruben(people: tuple[Viewer, Viewer, Viewer]) -> Viewer:
    return people[0]


@pytest.fixture
def jesse(people: tuple[Viewer, Viewer, Viewer]) -> Viewer:
    return people[1]


@pytest.fixture
def stranger(people: tuple[Viewer, Viewer, Viewer]) -> Viewer:
    return people[2]


def something_wrong(*_: object) -> Verification:
    return Verification(1, 1, 5, 0, ["n1 hulp: 2..2"], [])


def unreadable(*_: object) -> Verification:
    raise CannotBeRead("rule.json is not there")


def test_what_comes_in_is_protected_proven_and_checked_at_once(ruben: Viewer) -> None:
    release = made(ruben)
    assert (release.state, release.made_by) == (ReleaseState.CHECKED, "Ruben")
    assert release.hidden > 0
    assert release.narrowest >= RULE.threshold
    assert release.hidden + release.shown == 7 * 3
    files = files_of_release(release)
    assert verify(files, []).faults == []
    assert set(files) == {
        CELLS, PROOF, "rule.json", "hierarchies/buurt.csv", "hierarchies/vorm.csv"
    }  # fmt: skip


@pytest.mark.proves("S3-15", "a true small count is kept nowhere")
def test_a_small_count_is_kept_in_no_column_and_no_file(ruben: Viewer) -> None:
    """The two who help in n1 stand in what came in only."""
    release = made(ruben)
    row = release.rows.get(code="n1")
    assert row.values[2] == -1
    assert "n1,hulp,,hidden" in files_of_release(release)[CELLS].decode()
    assert not {"count", "counts_true"} & {field.name for field in ReleaseRow._meta.fields}


def test_the_rows_say_what_the_file_says(ruben: Viewer) -> None:
    release = made(ruben)
    lines = files_of_release(release)[CELLS].decode().splitlines()[1:]
    said = {tuple(line.split(",")[:2]): line.split(",")[2] for line in lines}
    (columns,) = release.columns
    assert columns[0] == "vorm"
    for row in release.rows.all():
        for (form, _, _), value in zip(columns[1], row.values, strict=True):
            assert said[row.code, form] == ("" if value == -1 else str(value))


def test_the_same_release_made_twice_on_a_day_is_one(ruben: Viewer, jesse: Viewer) -> None:
    first = made(ruben)
    assert made(ruben, on=LATER) == first
    assert made(jesse) != first
    assert made(ruben, on=NOW + timedelta(days=1)) != first
    assert made(ruben, quality="Nu ook wie zonder account meedoet.") != first


def test_who_makes_a_release_does_not_approve_it(ruben: Viewer, jesse: Viewer) -> None:
    release = made(ruben)
    with pytest.raises(OwnWork, match="Vraag een collega"):
        operations.approve(release=release, remark="", by=ruben, on=LATER)
    approved = operations.approve(release=release, remark=" Goed gekeken. ", by=jesse, on=LATER)
    assert (approved.state, approved.approved_by) == (ReleaseState.APPROVED, "Jesse")
    assert (approved.remark, approved.approved_at) == ("Goed gekeken.", LATER.at)


def test_the_table_itself_refuses_that_somebody_approves_her_own(ruben: Viewer) -> None:
    release = made(ruben)
    with pytest.raises(IntegrityError, match="release_second_pair_of_eyes"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(
            state=ReleaseState.APPROVED, approver=ruben.account_id, approved_at=NOW.at
        )


def test_it_is_out_only_after_a_second_pair_of_eyes(ruben: Viewer, jesse: Viewer) -> None:
    release = made(ruben)
    with pytest.raises(OtherMeanwhile):
        operations.publish(release=release, by=jesse, on=LATER)
    operations.approve(release=release, remark="", by=jesse, on=NOW)
    published = operations.publish(release=release, by=ruben, on=LATER)
    assert (published.state, published.published_at) == (ReleaseState.PUBLISHED, LATER.at)
    with pytest.raises(OtherMeanwhile):
        operations.publish(release=release, by=ruben, on=LATER)


@pytest.mark.proves("I13", "nothing leaves while the separate program finds anything")
def test_nothing_leaves_while_the_separate_program_finds_anything(
    ruben: Viewer, jesse: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = made(ruben)
    operations.approve(release=release, remark="", by=jesse, on=NOW)
    monkeypatch.setattr(proven, "verify", something_wrong)
    with pytest.raises(MayNotLeave, match="kan zo niet naar buiten"):
        operations.publish(release=release, by=ruben, on=LATER)
    release.refresh_from_db()
    assert release.state == ReleaseState.APPROVED


def test_what_the_program_finds_at_once_stays_a_draft_and_says_what(
    ruben: Viewer, jesse: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(proven, "verify", something_wrong)
        release = made(ruben)
        assert (release.state, release.findings) == (ReleaseState.DRAFT, ["n1 hulp: 2..2"])
        with pytest.raises(MayNotLeave):
            operations.approve(release=release, remark="", by=jesse, on=LATER)
    again = operations.check_release(release=release, by=ruben, on=LATER)
    assert (again.state, again.findings) == (ReleaseState.CHECKED, [])


@pytest.mark.proves("I13", "what left before, withdrawn too, is weighed")
def test_what_left_before_about_the_same_people_is_weighed_withdrawn_or_not(
    ruben: Viewer, jesse: Viewer
) -> None:
    first = out(ruben, jesse)
    operations.withdraw(release=first, why="De bron was niet af.", by=jesse, on=LATER)
    second = made(ruben, title="Mensen met een plek, anders", same_as=first.counts, on=LATER)
    assert second.weighed == 1
    proof = json.loads(files_of_release(second)[PROOF])
    assert len(proof["earlier"]) == 1
    (before,) = left_before(HERE, first.counts)
    assert (before.state, before.address) == (ReleaseState.WITHDRAWN, first.address)
    assert before.published.value("stad", "_total") == sum(COUNTS.values())


def test_people_of_another_day_or_another_municipality_are_other_people(
    ruben: Viewer, jesse: Viewer
) -> None:
    first = out(ruben, jesse)
    assert left_before(ELSEWHERE, first.counts) == ()
    other = made(ruben, reference_day=date(2024, 12, 31))
    assert (other.weighed, other.counts != first.counts) == (0, True)
    same = made(ruben, title="Weer", counted="  mensen met een PLEK, 31 december 2025 ")
    assert (same.weighed, same.counts) == (1, first.counts)


def test_a_draft_is_not_in_the_register_until_it_is_out(ruben: Viewer, jesse: Viewer) -> None:
    first = made(ruben)
    operations.approve(release=first, remark="", by=jesse, on=NOW)
    assert left_before(HERE, first.counts) == ()
    operations.publish(release=first, by=ruben, on=NOW)
    assert [one.address for one in left_before(HERE, first.counts)] == [first.address]


def test_a_colleague_of_another_municipality_does_nothing(
    ruben: Viewer, jesse: Viewer, stranger: Viewer
) -> None:
    release = made(ruben)
    with pytest.raises(OfElsewhere):
        made(stranger)
    for act in (operations.publish, operations.check_release):
        with pytest.raises(OfElsewhere):
            act(release=release, by=stranger, on=LATER)
    with pytest.raises(OfElsewhere):
        operations.approve(release=release, remark="", by=stranger, on=LATER)
    for act in (operations.withdraw, operations.set_aside):
        with pytest.raises(OfElsewhere):
            act(release=release, why="Omdat.", by=stranger, on=LATER)
    with pytest.raises(Release.DoesNotExist):
        queries.release_of(release.pk, stranger.municipalities)


def test_withdrawing_asks_why_and_is_not_undone(ruben: Viewer, jesse: Viewer) -> None:
    release = out(ruben, jesse)
    with pytest.raises(MayNotLeave, match="Schrijf op waarom"):
        operations.withdraw(release=release, why="  ", by=jesse, on=LATER)
    gone = operations.withdraw(release=release, why="Verkeerde dag.", by=jesse, on=LATER)
    assert (gone.state, gone.ended_why, gone.ended_by) == (
        ReleaseState.WITHDRAWN, "Verkeerde dag.", "Jesse",
    )  # fmt: skip
    with pytest.raises(OtherMeanwhile):
        operations.publish(release=release, by=ruben, on=LATER)
    assert queries.public_release(release.address) == release


def test_what_is_not_out_is_set_aside_and_what_is_out_is_not(ruben: Viewer, jesse: Viewer) -> None:
    release = made(ruben)
    aside = operations.set_aside(release=release, why="Toch niet nodig.", by=jesse, on=LATER)
    assert aside.state == ReleaseState.SET_ASIDE
    assert queries.public_release(release.address) is None
    published = out(ruben, jesse, title="Een andere")
    with pytest.raises(OtherMeanwhile):
        operations.set_aside(release=published, why="Toch niet.", by=jesse, on=LATER)


def test_a_correction_points_to_what_was_out_here(ruben: Viewer, jesse: Viewer) -> None:
    first = made(ruben)
    with pytest.raises(MayNotLeave, match="staat niet openbaar"):
        made(ruben, title="Hersteld", replaces=first.pk)
    operations.approve(release=first, remark="", by=jesse, on=NOW)
    operations.publish(release=first, by=ruben, on=NOW)
    second = out(
        ruben, jesse, replaces=first.pk, counted="Mensen met een plek, opnieuw geteld", on=LATER
    )
    assert list(queries.corrections_of(first)) == [second]
    assert second.counts != first.counts


def test_an_address_is_given_once_and_never_again(ruben: Viewer, jesse: Viewer) -> None:
    first = made(ruben)
    assert first.address == "gm9901-mensen-met-een-plek-2025-12-31"
    operations.set_aside(release=first, why="Opnieuw.", by=ruben, on=NOW)
    assert made(ruben).address == f"{first.address}-2"
    assert made(ruben, title="شمس 👩‍👩‍👧").address == "gm9901-uitgave-2025-12-31"


ONWARD = {
    ReleaseState.DRAFT: {ReleaseState.DRAFT, ReleaseState.CHECKED, ReleaseState.SET_ASIDE},
    ReleaseState.CHECKED: {ReleaseState.APPROVED, ReleaseState.SET_ASIDE},
    ReleaseState.APPROVED: {ReleaseState.PUBLISHED, ReleaseState.SET_ASIDE},
    ReleaseState.PUBLISHED: {ReleaseState.WITHDRAWN},
    ReleaseState.WITHDRAWN: set(),
    ReleaseState.SET_ASIDE: set(),
}


def brought_to(state: ReleaseState, ruben: Viewer, jesse: Viewer) -> Release:
    """Bring a release as far as that, the ordinary way."""
    release = made(ruben)
    if state in (ReleaseState.APPROVED, ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN):
        operations.approve(release=release, remark="", by=jesse, on=NOW)
    if state in (ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN):
        operations.publish(release=release, by=ruben, on=NOW)
    if state is ReleaseState.WITHDRAWN:
        operations.withdraw(release=release, why="Fout.", by=ruben, on=NOW)
    if state is ReleaseState.SET_ASIDE:
        operations.set_aside(release=release, why="Fout.", by=ruben, on=NOW)
    return release


@pytest.mark.parametrize("onward", ReleaseState)
@pytest.mark.parametrize("state", ReleaseState)
def test_the_database_lets_a_release_go_one_way(
    ruben: Viewer,
    jesse: Viewer,
    monkeypatch: pytest.MonkeyPatch,
    state: ReleaseState,
    onward: ReleaseState,
) -> None:
    if state is ReleaseState.DRAFT:
        monkeypatch.setattr(proven, "verify", something_wrong)
    release = brought_to(state, ruben, jesse)
    told: dict[str, object] = {"state": onward, "checked_at": NOW.at}
    if onward is ReleaseState.APPROVED:
        told |= {"approver": jesse.account_id, "approved_at": NOW.at}
    if onward is ReleaseState.PUBLISHED:
        told |= {"published_at": NOW.at}
    if onward in (ReleaseState.WITHDRAWN, ReleaseState.SET_ASIDE):
        told |= {"ended_at": NOW.at, "ended_why": "Fout."}
    moved = Release.objects.filter(pk=release.pk)
    if onward in ONWARD[state]:
        assert moved.update(**told) == 1
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            moved.update(**told)


@pytest.mark.parametrize(
    "changed",
    [{"title": "Iets anders"}, {"reference_day": date(2020, 1, 1)}, {"digest": "0" * 64},
     {"quality": "Alles is zeker."}, {"published_at": LATER.at}],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_what_is_out_says_for_ever_what_it_said(
    ruben: Viewer, jesse: Viewer, changed: dict[str, object]
) -> None:
    release = out(ruben, jesse)
    with pytest.raises(IntegrityError, match="holds what it was made with"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(**changed)


@pytest.mark.parametrize("model", [ReleaseFile, ReleaseRow])
def test_files_and_rows_stay_as_they_left(ruben: Viewer, model: type) -> None:
    release = made(ruben)
    with pytest.raises(IntegrityError, match="stays as it left"), transaction.atomic():
        model.objects.filter(release=release).update(release=release)
    with pytest.raises(IntegrityError, match="stays as it left"), transaction.atomic():
        model.objects.filter(release=release)._raw_delete("default")


@pytest.mark.proves("I20", "a bsn in what is told of a release")
def test_a_citizen_service_number_is_kept_in_no_words_of_a_release(
    ruben: Viewer, jesse: Viewer
) -> None:
    """111222333 passes the eleven-test."""
    said = dict.fromkeys(("title", "sources", "quality"), "Van 111222333")
    release = made(ruben, **said)
    operations.set_aside(release=release, why="Om 111222333", by=jesse, on=LATER)
    kept = [release.title, release.sources, release.quality, release.ended_why, release.address]
    assert "111222333" not in " ".join(kept)


def test_a_table_of_many_codes_has_a_row_each_and_the_others_are_columns(ruben: Viewer) -> None:
    release = made(ruben)
    assert (release.per, release.rows.count()) == ("buurt", 7)
    total = queries.row_of(release, "")
    assert total is not None
    assert [row.code for row in queries.rows_under(release, total.code)] == ["noord", "zuid"]
    n1 = queries.row_of(release, "n1")
    assert n1 is not None
    assert [row.code for row in queries.path_to(release, n1)] == ["stad", "noord"]
    assert queries.with_parts(release, ["noord", "n1"]) == {"noord"}


def test_told_is_what_a_release_says(ruben: Viewer) -> None:
    release = made(ruben)
    assert (release.title, release.sources, release.quality) == (
        TOLD.title, TOLD.sources, TOLD.quality,
    )  # fmt: skip
    assert table().counts[0, 0] == sum(COUNTS.values())


def test_counts_that_contradict_what_left_are_refused_with_what_to_do(
    ruben: Viewer, jesse: Viewer
) -> None:
    first = out(ruben, jesse)
    with pytest.raises(MayNotLeave, match="Of de aantallen kloppen daar niet mee"):
        made(ruben, title="Anders", cells=table(n2_werk=21), on=LATER)
    again = made(ruben, cells=table(n2_werk=21), counted="Opnieuw geteld", replaces=first.pk)
    assert again.state == ReleaseState.CHECKED
    assert Release.objects.count() == 2


@pytest.mark.proves("I13", "what left since a release was made is met when it wants to leave")
def test_what_left_since_it_was_made_stops_a_release_until_it_is_made_anew(
    ruben: Viewer, jesse: Viewer
) -> None:
    first, second = made(ruben), made(ruben, title="Naar leeftijd", cells=by_age())
    for release in (first, second):
        operations.approve(release=release, remark="", by=jesse, on=NOW)
    operations.publish(release=first, by=ruben, on=NOW)
    with pytest.raises(MayNotLeave, match="Er ging sinds het maken iets anders naar buiten"):
        operations.publish(release=second, by=ruben, on=LATER)
    operations.set_aside(release=second, why="Opnieuw.", by=ruben, on=LATER)
    again = made(ruben, title="Naar leeftijd", cells=by_age(), on=LATER)
    operations.approve(release=again, remark="", by=jesse, on=LATER)
    assert operations.publish(release=again, by=ruben, on=LATER).weighed == 1


def test_a_file_that_cannot_be_read_is_a_finding_too(
    ruben: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proven, "verify", unreadable)
    release = made(ruben)
    assert (release.state, release.findings) == (ReleaseState.DRAFT, ["rule.json is not there"])


def test_somebody_without_an_account_makes_no_release(ruben: Viewer) -> None:
    """A second pair of eyes is another than the first by its account."""
    with pytest.raises(OfElsewhere):
        made(replace(ruben, account_id=None))


def test_of_what_is_wrong_the_first_twenty_are_kept(
    ruben: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [f"cel {number}" for number in range(30)]
    monkeypatch.setattr(proven, "verify", lambda *_: Verification(30, 1, 5, 0, faults, []))
    assert made(ruben).findings == faults[:20]


def test_only_what_was_out_in_the_same_municipality_is_corrected(
    ruben: Viewer, jesse: Viewer
) -> None:
    """Also when something else was out here, or the same somewhere else."""
    stranger = make_viewer(make_team(ELSEWHERE, "Elders"), Role.POLICY_ADVISER, NOW, "Ver")
    second = make_viewer(make_team(ELSEWHERE, "Nog een"), Role.MONITOR_OFFICER, NOW, "Weg")
    there = made(stranger, municipality=ELSEWHERE)
    operations.approve(release=there, remark="", by=second, on=NOW)
    operations.publish(release=there, by=stranger, on=NOW)
    here = out(ruben, jesse)
    draft = made(ruben, title="Nog niet", on=LATER)
    for wrong in (there, draft):
        with pytest.raises(MayNotLeave, match="staat niet openbaar in deze gemeente"):
            made(ruben, title="Herstel", replaces=wrong.pk, on=LATER)
    again = made(ruben, title="Herstel", counted="Opnieuw", replaces=here.pk, on=LATER)
    assert again.replaces == here
