# SPDX-License-Identifier: EUPL-1.2
"""What pages see and do: what is out everybody, what is on its way who makes policy there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from meedoen.database.roles import WEB
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.publication import operations, queries
from meedoen.publication.models import Release, ReleaseFile, ReleaseRow
from meedoen.publication.queries import RegisterClosed, left_before
from meedoen.publication.states import ReleaseState
from tests.publication.worlds import ELSEWHERE, HERE, LATER, NOW, colleagues, made, out

pytestmark = pytest.mark.django_db


@contextmanager
def anybody() -> Iterator[None]:
    """Do what follows as a page without log-in does: with the rights of pages, and no context."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
        yield
        cursor.execute("RESET ROLE")


@contextmanager
def at_work(viewer: Viewer, purpose: Purpose = Purpose.POLICY) -> Iterator[None]:
    with acting(viewer, purpose=purpose, on=NOW):
        yield


def test_a_release_goes_all_the_way_with_the_rights_of_pages() -> None:
    ruben, jesse, _ = colleagues()
    with at_work(ruben):
        release = made(ruben)
    with at_work(jesse):
        operations.approve(release=release, remark="Gezien.", by=jesse, on=NOW)
    with at_work(ruben):
        operations.publish(release=release, by=ruben, on=LATER)
        assert [one.address for one in left_before(HERE, release.counts)] == [release.address]
        again = made(ruben, title="Op een andere manier", on=LATER)
        assert again.weighed == 1
        operations.set_aside(release=again, why="Toch niet.", by=ruben, on=LATER)
    with at_work(jesse):
        operations.withdraw(release=release, why="De dag klopt niet.", by=jesse, on=LATER)
        assert len(left_before(HERE, release.counts)) == 1
    over = Release.objects.get(pk=release.pk)
    assert over.state == ReleaseState.WITHDRAWN
    assert (over.approved_by, over.published_by, over.ended_by) == ("Jesse", "Ruben", "Jesse")


def test_anybody_sees_what_is_out_and_nothing_that_is_on_its_way() -> None:
    ruben, jesse, _ = colleagues()
    draft, release = made(ruben, title="Nog niet"), out(ruben, jesse)
    with anybody():
        assert list(queries.public_releases()) == [release]
        assert queries.public_release(draft.address) is None
        assert not ReleaseFile.objects.filter(release=draft).exists()
        assert not ReleaseRow.objects.filter(release=draft).exists()
        assert queries.files_of_release(release)
        assert queries.row_of(release, "n1") is not None


@pytest.mark.proves("I13", "where the register cannot be read, nothing is weighed and nothing said")
def test_of_what_was_withdrawn_anybody_sees_the_address_and_the_reason_and_no_figure() -> None:
    ruben, jesse, _ = colleagues()
    release = out(ruben, jesse)
    operations.withdraw(release=release, why="De dag klopt niet.", by=jesse, on=LATER)
    with anybody():
        found = queries.public_release(release.address)
        assert found is not None
        assert found.ended_why == "De dag klopt niet."
        assert queries.files_of_release(found) == {}
        assert queries.row_of(found, "n1") is None
        with pytest.raises(RegisterClosed):
            left_before(HERE, release.counts)


@pytest.mark.parametrize("purpose", [Purpose.INTAKE, Purpose.OVERSIGHT])
def test_a_draft_is_for_policy_of_its_own_municipality(purpose: Purpose) -> None:
    ruben, _, stranger = colleagues()
    made(ruben)
    with at_work(stranger):
        assert not Release.objects.exists()
    with at_work(ruben, purpose):
        assert not Release.objects.exists()


def changed(**told: object) -> int:
    return Release.objects.update(**told)


def test_a_colleague_of_another_municipality_moves_nothing() -> None:
    ruben, jesse, stranger = colleagues()
    out(ruben, jesse)
    with at_work(stranger), transaction.atomic():
        ended = {"ended_at": LATER.at, "ended_why": "Weg ermee."}
        assert changed(state=ReleaseState.WITHDRAWN, **ended) == 0


def signed_by(who: Viewer, **told: object) -> None:
    operations.sign(by=who, on=NOW)
    changed(**told)


def copied(who: Viewer, maker: Viewer) -> None:
    operations.sign(by=who, on=NOW)
    copy = Release.objects.get()
    copy.pk, copy.address, copy.maker_id = None, "anders", maker.account_id
    copy.save(force_insert=True)


def test_a_page_cannot_make_or_approve_in_the_name_of_somebody_else() -> None:
    ruben, jesse, _ = colleagues()
    made(ruben)
    approved = {
        "state": ReleaseState.APPROVED, "approver": jesse.account_id, "approved_at": NOW.at,
    }  # fmt: skip
    refused = pytest.raises(DatabaseError, match="nobody approves for")
    with at_work(ruben), refused, transaction.atomic():
        signed_by(ruben, **approved)
    with at_work(ruben), pytest.raises(DatabaseError), transaction.atomic():
        copied(ruben, jesse)


def test_nothing_is_added_to_what_is_no_draft_any_more_or_is_somebody_elses() -> None:
    ruben, jesse, stranger = colleagues()
    release = out(ruben, jesse)
    for who in (ruben, jesse, stranger):
        with at_work(who), pytest.raises(DatabaseError), transaction.atomic():
            ReleaseFile.objects.create(release_id=release.pk, path="cells2.csv", content=b"x")
        with at_work(who), pytest.raises(DatabaseError), transaction.atomic():
            ReleaseRow.objects.create(
                release_id=release.pk, place=99, code="x", parent="stad", name="x", values=[1]
            )


def test_an_address_that_only_another_municipality_can_see_is_not_given_again() -> None:
    """Each address begins with the code of its municipality."""
    ruben, _, stranger = colleagues()
    with at_work(ruben):
        here = made(ruben)
    with at_work(stranger):
        there = made(stranger, municipality=ELSEWHERE, on=NOW + timedelta(minutes=1))
    assert here.address != there.address
