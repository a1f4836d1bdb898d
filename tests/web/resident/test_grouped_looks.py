# SPDX-License-Identifier: EUPL-1.2
"""What one person did in one conversation is told as one entry; no look is lost by it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from meedoen.privacy.models import Basis
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import LoggedLook
from meedoen.web.resident.grouped_looks import grouped_looks

AT = datetime(2026, 11, 23, 14, 18, tzinfo=UTC)
PUK = LoggedLook(
    at=AT, who="Puk", where="Wijkteam", what="las wat je wilt", domains=(), why=Purpose.INTAKE,
    basis=Basis.CONSENT.value, by_yourself=False,
)  # fmt: skip


def earlier(look: LoggedLook, **how: float) -> LoggedLook:
    return replace(look, at=look.at - timedelta(**how))


def test_looks_of_one_conversation_are_one_entry_with_its_first_and_last_moment() -> None:
    looks = [PUK, earlier(PUK, minutes=1), earlier(PUK, minutes=3)]
    [group] = grouped_looks(looks)
    assert list(group.looks) == looks
    assert (group.first_at, group.last_at) == (AT - timedelta(minutes=3), AT)
    assert (group.who, group.where, group.why) == ("Puk", "Wijkteam", Purpose.INTAKE)


@pytest.mark.parametrize(
    "other",
    [
        replace(PUK, who="Sem"),
        replace(PUK, where="Welzijn"),
        replace(PUK, why=Purpose.GUIDANCE),
        replace(PUK, basis=Basis.PUBLIC_TASK.value),
        earlier(PUK, days=1),
    ],
    ids=["who", "where", "why", "ground", "day"],
)
def test_another_person_place_purpose_ground_or_day_is_another_entry(other: LoggedLook) -> None:
    last = earlier(PUK, days=1, minutes=1)
    groups = grouped_looks([PUK, other, last])
    assert sum(len(group.looks) for group in groups) == 3
    assert [PUK in group.looks for group in groups].count(True) == 1
    assert next(group for group in groups if PUK in group.looks).looks == (PUK,)


def test_an_entry_stands_where_its_latest_look_is() -> None:
    sem = earlier(replace(PUK, who="Sem"), minutes=1)
    groups = grouped_looks([PUK, sem, earlier(PUK, minutes=2)])
    assert [group.who for group in groups] == ["Puk", "Sem"]


def test_a_day_ends_at_midnight_in_amsterdam() -> None:
    before = replace(PUK, at=datetime(2026, 11, 23, 22, 59, tzinfo=UTC))
    after = replace(PUK, at=datetime(2026, 11, 23, 23, 1, tzinfo=UTC))
    assert [group.day.day for group in grouped_looks([after, before])] == [24, 23]
