# SPDX-License-Identifier: EUPL-1.2
"""Whatever is done with a casus, in any order: others see what two people let go, and no more."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import invariant

from meedoen.accounts.roles import Role
from meedoen.knelpunten.casus import operations, queries
from meedoen.knelpunten.casus.operations import NotYourOwn
from meedoen.knelpunten.models import CaseStudy, SharedCasus
from meedoen.knelpunten.register import queries as register
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.states import CasusState, Station
from meedoen.knelpunten.told import StillRecognisable
from meedoen.privacy.decision import Viewer
from meedoen.recognition.finds import find
from tests.knelpunten.test_casus import TOLD
from tests.knelpunten.worlds import LINDEWAARD, NOW, desks, entered, improving
from tests.lives import Life, happens, live
from tests.privacy.worlds import make_team, make_viewer

S = CasusState
# In the last it can be found who it is about: each who reads has to say why nobody is.
TEXTS = (
    "Iemand wil elke week komen helpen. Thuis krijgt diegene hulp.",
    "Iemand wil vaker komen. Thuis krijgt diegene hulp.",
    "Sinds 3 maart komt iemand elke week helpen.",
)
(KEY,) = {one.key for one in find(TEXTS[2])}
WORKS = st.integers(0, 2)


class Casus(Life):
    """Three teams of which two are asked, a volunteer, an adviser from outside, and a stranger."""

    def begin(self) -> None:
        desk, self.on = desks(), NOW
        outside = make_team(LINDEWAARD, "Buurthuis")
        ans = make_viewer(outside, Role.PROVIDER_WORKER, NOW, "Ans")
        self.work = [desk.team, desk.house, ans]
        self.read_along = [
            desk.volunteer, make_viewer(outside, Role.EXTERNAL_ADVISER, NOW, "Ad"), desk.policy,
        ]  # fmt: skip
        self.elsewhere = desk.elsewhere
        self.point = entered(desk.team)
        self.state, self.text, self.shared, self.times_shared = S.WORKING, 0, "", 0
        self.reader: Viewer | None = None
        self.argued = False
        self.until: list[date | None] = [None, NOW.day - timedelta(days=1), NOW.day - timedelta(1)]
        with improving(desk.team):
            self.number = operations.begin(
                told=TOLD, municipality=LINDEWAARD, knelpunt_id=self.point, by=desk.team, on=NOW
            )
        self._writes(0)

    def _sees(self, who: int) -> bool:
        last = self.until[who]
        return last is None or self.on.day <= last

    def _told(self, who: int) -> dict[str, Any]:
        return {"casus_id": self.number, "by": self.work[who], "on": self.on}

    def _as(self, who: int) -> Any:
        return improving(self.work[who], self.on)

    def _expects(self, who: int, why: type[Exception] | None) -> AbstractContextManager[Any]:
        """Expect a refusal: of who does not see it any more, or for a reason."""
        wanted = why if self._sees(who) else CaseStudy.DoesNotExist
        return pytest.raises(wanted) if wanted else nullcontext()

    # What they do.

    @happens(often=2, who=WORKS, text=st.integers(0, 2))
    def somebody_tells_it_otherwise(self, who: int, text: int) -> None:
        ended = NotFromHere if self.state is S.ENDED else None
        with self._as(who), self._expects(who, ended):
            operations.change(
                told=replace(TOLD, situation=TEXTS[text]), knelpunt_id=self.point,
                **self._told(who),
            )  # fmt: skip
        if self._sees(who) and not ended:
            self.text, self.state, self.reader = text, S.WORKING, None

    def _writes(self, text: int) -> None:
        self.somebody_tells_it_otherwise(0, text)

    @happens(often=2, team=st.integers(1, 2), days=st.sampled_from([None, 0, 3]))
    def a_team_is_asked(self, team: int, days: int | None) -> None:
        self.until[team] = None if days is None else (self.on + timedelta(days=days)).day
        team_id = self.work[team].team_id
        assert team_id is not None
        with self._as(0):
            operations.ask_team(team_id=team_id, last_day=self.until[team], **self._told(0))

    @happens(team=WORKS)
    def a_team_is_let_go(self, team: int) -> None:
        team_id, last = self.work[team].team_id, self.until[team]
        assert team_id is not None
        with self._as(0):
            if team == 0:
                with pytest.raises(NotFromHere):
                    operations.let_team_go(team_id=team_id, **self._told(0))
                return
            operations.let_team_go(team_id=team_id, **self._told(0))
        self.until[team] = self.on.day if last is None else min(last, self.on.day)

    @happens(often=4, who=WORKS, reader=WORKS, argue=st.booleans())
    def a_second_reader_is_asked(self, who: int, reader: int, argue: bool) -> None:
        why: type[Exception] | None = None
        if self.state not in (S.WORKING, S.READING):
            why = NotFromHere
        elif reader in (0, who):
            why = NotYourOwn
        elif self.text == 2 and not argue:
            why = StillRecognisable
        reader_id = self.work[reader].account_id
        assert reader_id is not None
        with self._as(who), self._expects(who, why):
            operations.ask_reader(
                reader_id=reader_id, places=(), **self._told(who),
                argued={KEY: "Op die dag begonnen er twintig."} if argue else {},
            )  # fmt: skip
        if self._sees(who) and why is None:
            self.state, self.reader = S.READING, self.work[reader]

    @happens(often=4, who=WORKS, back=st.sampled_from([False, False, True]))
    def the_reader_shares_it_or_sends_it_back(self, who: int, back: bool) -> None:
        why: type[Exception] | None = None
        if self.state is not S.READING:
            why = NotFromHere
        elif self.reader is not self.work[who]:
            why = NotYourOwn
        with self._as(who), self._expects(who, why):
            if back:
                operations.send_back(remark="Kan het korter?", **self._told(who))
            else:
                operations.share(places=(), **self._told(who))
        if self._sees(who) and why is None and back:
            self.state = S.WORKING
        elif self._sees(who) and why is None:
            assert who != 0, "who wrote it shares nothing"
            self.state, self.shared = S.SHARED, TEXTS[self.text]
            self.times_shared += 1

    @happens(who=WORKS, again=st.booleans())
    def it_is_stopped_or_begins_again(self, who: int, again: bool) -> None:
        why = NotFromHere if again and self.state is not S.ENDED else None
        with self._as(who), self._expects(who, why):
            if again:
                operations.begin_again(**self._told(who))
            else:
                operations.end(**self._told(who))
        if self._sees(who) and why is None:
            self.state, self.reader = (S.WORKING if again else S.ENDED), None
            self.shared = self.shared if again else ""

    @happens(often=2, days=st.sampled_from([1, 4]))
    def time_goes_on(self, days: int) -> None:
        self.on += timedelta(days=days)

    # What stays true.

    @invariant()
    def who_works_on_it_sees_it_until_her_day_and_nobody_else_does(self) -> None:
        for who, viewer in enumerate(self.work):
            with self._as(who):
                found = queries.casus_of(LINDEWAARD, account_id=viewer.account_id)
                assert len(found) == int(self._sees(who))
                for one in found:
                    mine = self.state is S.READING and self.reader is viewer
                    assert one.for_me_to_read is mine
        for viewer in [*self.read_along, self.elsewhere]:
            with improving(viewer, self.on):
                assert not CaseStudy.objects.exists()

    @invariant()
    def it_stands_as_the_model_says(self) -> None:
        row = CaseStudy.objects.get()
        assert row.state == self.state
        assert row.situation == TEXTS[self.text]
        assert row.reader_id == (self.reader.account_id if self._is_read() else row.reader_id)
        assert row.reader_id != row.writer_id

    def _is_read(self) -> bool:
        return self.state is S.READING and self.reader is not None

    @invariant()
    def others_read_what_was_shared_last_and_nothing_else(self) -> None:
        wanted = [self.shared] if self.shared else []
        for viewer in self.read_along:
            with improving(viewer, self.on):
                stories = [one.situation for one, _, _ in register.shared_stories(LINDEWAARD)]
                assert stories == wanted
                assert SharedCasus.objects.count() == len(wanted)
                way = [line.kind for line in register.point(self.point).way]
            assert way.count(Station.CASUS) == self.times_shared
        with improving(self.elsewhere, self.on):
            assert not SharedCasus.objects.exists()


class CasusMachineTest(TestCase):
    """Runs the machine within a test transaction."""

    @pytest.mark.proves("S0-13", "in any order a casus is shared by another, with nothing unargued")
    @pytest.mark.proves("S0-12", "in any order a team sees nothing after its day")
    def test_in_any_order_others_see_what_two_people_let_go(self) -> None:
        live(Casus, lives=15, steps=25)
