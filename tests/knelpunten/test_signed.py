# SPDX-License-Identifier: EUPL-1.2
"""Whatever is done in the register says first who does it, and waits for its turn."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from meedoen.knelpunten import operations as drafts
from meedoen.knelpunten.casus import operations as casus
from meedoen.knelpunten.consulting import operations as consulting
from meedoen.knelpunten.consulting.operations import WhatWasSaid
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register.lines import NotInThisRegister
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.privacy.decision import Viewer
from tests.knelpunten.test_casus import TOLD as CASUS
from tests.knelpunten.worlds import (
    HELP_AT_HOME,
    LINDEWAARD,
    MACHINE,
    NOW,
    YES,
    another,
    decided,
    desks,
    entered,
    later,
    pressed,
)
from tests.signing import said_by, signs_before_it_writes

pytestmark = pytest.mark.django_db
Act = Callable[[dict[str, Any]], object]


class Town:
    """A knelpunt with all that can be done with it, and who does it now."""

    def __init__(self) -> None:
        """Enter two knelpunten, propose something about one, and begin a casus."""
        self.desk = desks()
        self.number, self.other = entered(self.desk.team), entered(self.desk.team, told=another())
        self.made = self.proposed("Doe iets.")

    def proposed(self, words: str) -> int:
        return recommending.propose(
            knelpunt_id=self.number, words=words, by=self.desk.house, on=NOW
        )

    def scheduled(self) -> int:
        recommending.schedule(
            recommendation_id=self.made, meeting="Netwerk", by=self.desk.policy, on=NOW
        )
        return self.made

    def discussed(self) -> int:
        recommending.discuss(
            recommendation_id=self.scheduled(), words="Klopt.", by=self.desk.policy, on=NOW
        )
        return self.made

    def asked(self) -> int:
        self.public()
        consulting.lay_before_everybody(
            recommendation_id=self.made, words="Zou jij dit willen?", last_day=later(9).day,
            by=self.desk.policy, on=NOW,
        )  # fmt: skip
        return self.made

    def public(self) -> int:
        register.make_public(knelpunt_id=self.number, by=self.desk.policy, on=NOW)
        return self.number

    def casus(self) -> int:
        return casus.begin(told=CASUS, municipality=LINDEWAARD, by=self.desk.team, on=NOW)

    def read(self) -> int:
        number = self.casus()
        assert self.desk.house.account_id is not None
        casus.ask_reader(
            casus_id=number, reader_id=self.desk.house.account_id, argued={}, places=(),
            by=self.desk.team, on=NOW,
        )  # fmt: skip
        return number

    def ended(self) -> int:
        number = self.casus()
        casus.end(casus_id=number, by=self.desk.team, on=NOW)
        return number

    def draft(self) -> int:
        return drafts.keep_draft(
            told=HELP_AT_HOME, code="", municipality_code=LINDEWAARD, names=(), places=(),
            may_stay=(), by=self.desk.team, on=NOW,
        )  # fmt: skip

    @property
    def team(self) -> int:
        assert self.desk.policy.team_id is not None
        return self.desk.policy.team_id


R, C, M, K, T = recommending, consulting, casus, register, tickets
TEXT: dict[str, Any] = {"words": "Het is anders."}
FREE: dict[str, Any] = {"places": (), "may_stay": ()}
IN_THE_REGISTER: dict[str, Callable[[Town], tuple[Callable[..., object], dict[str, Any]]]] = {
    "enter": lambda t: (K.enter, {"told": HELP_AT_HOME, "municipality": LINDEWAARD}),
    "register a draft": lambda t: (K.register_draft, {"draft_id": t.draft()}),
    "correct": lambda t: (K.correct, {"knelpunt_id": t.number, "told": another(), **FREE}),
    "take": lambda t: (K.take, {"knelpunt_id": t.number}),
    "hand on": lambda t: (K.hand_on, {"knelpunt_id": t.number, "team_id": t.team}),
    "join": lambda t: (K.join, {"knelpunt_id": t.number, "into_id": t.other}),
    "ask again": lambda t: (
        K.ask_again, {"knelpunt_id": (decided(t.number, t.desk), t.number)[1], "because": "Nee."},
    ),
    "make public": lambda t: (K.make_public, {"knelpunt_id": t.number}),
    "take from public": lambda t: (
        K.take_from_public, {"knelpunt_id": t.public(), "because": "Dubbel."},
    ),
    "propose": lambda t: (R.propose, {"knelpunt_id": t.number, **TEXT}),
    "withdraw": lambda t: (R.withdraw, {"recommendation_id": t.made}),
    "schedule": lambda t: (R.schedule, {"recommendation_id": t.made, "meeting": "Netwerk"}),
    "take off": lambda t: (R.take_off_the_agenda, {"recommendation_id": t.scheduled()}),
    "discuss": lambda t: (R.discuss, {"recommendation_id": t.scheduled(), **TEXT}),
    "decide": lambda t: (R.decide, {"recommendation_id": t.discussed(), "decision": YES}),
    "realise": lambda t: (R.realise, {"recommendation_id": decided(t.number, t.desk), **TEXT}),
    "ask everybody": lambda t: (
        C.lay_before_everybody,
        {"recommendation_id": (t.public(), t.made)[1], "last_day": later(9).day, **TEXT},
    ),
    "write down": lambda t: (
        C.write_down, {"recommendation_id": t.asked(), "said": WhatWasSaid(summary="Ja.")},
    ),
    "react": lambda t: (C.react, {"recommendation_id": t.asked(), **TEXT}),
    "lay with": lambda t: (T.lay_with, {"ticket": pressed(), "knelpunt_id": t.number}),
    "answer": lambda t: (T.answer, {"ticket": pressed(), **TEXT}),
    "begin a casus": lambda t: (M.begin, {"told": CASUS, "municipality": LINDEWAARD}),
    "change a casus": lambda t: (
        M.change, {"casus_id": t.casus(), "told": CASUS, "knelpunt_id": None},
    ),
    "ask a team": lambda t: (
        M.ask_team, {"casus_id": t.casus(), "team_id": t.team, "last_day": None},
    ),
    "let a team go": lambda t: (M.let_team_go, {"casus_id": t.casus(), "team_id": t.team}),
    "ask a reader": lambda t: (
        M.ask_reader,
        {"casus_id": t.casus(), "reader_id": t.desk.house.account_id, "argued": {}, "places": ()},
    ),
    "send back": lambda t: (M.send_back, {"casus_id": t.read(), "remark": "Korter."}),
    "share": lambda t: (M.share, {"casus_id": t.read(), "places": ()}),
    "end": lambda t: (M.end, {"casus_id": t.casus()}),
    "begin again": lambda t: (M.begin_again, {"casus_id": t.ended()}),
}  # fmt: skip
BY_THE_HOUSE = {"send back", "share"}


def _who(town: Town, what: str) -> Viewer:
    """Somebody of the house reads as the second; all else the team does."""
    return town.desk.house if what in BY_THE_HOUSE else town.desk.team


@pytest.mark.parametrize("what", IN_THE_REGISTER)
def test_who_writes_in_a_register_is_kept_and_waits_for_its_turn(what: str) -> None:
    town = Town()
    act, told = IN_THE_REGISTER[what](town)
    by = replace(_who(town, what), label="Wie dit deed")
    said = signs_before_it_writes(lambda: act(**told, by=by, on=NOW), by=by, on=NOW)
    signed = next(place for place, one in enumerate(said) if "meedoen.signed_by" in one)
    assert f"knelpunten of {LINDEWAARD}" in said[signed + 1]
    assert "pg_advisory_xact_lock" in said[signed + 1]


@pytest.mark.parametrize("what", IN_THE_REGISTER)
def test_who_works_elsewhere_writes_nothing_in_this_register(what: str) -> None:
    town = Town()
    act, told = IN_THE_REGISTER[what](town)
    by = replace(_who(town, what), municipalities=frozenset({"GM9902"}))
    with pytest.raises(NotInThisRegister, match="andere gemeente"):
        act(**told, by=by, on=NOW)


def test_what_is_met_again_is_held_against_the_worker_that_sees_to_it_meanwhile() -> None:
    """The worker waits for no turn of a register, only for the knelpunt itself."""
    desk = desks()
    entered(desk.team, code="K06")
    said = said_by(lambda: entered(desk.house, code="K06"))
    held = [one for one in said if one.endswith("FOR UPDATE")]
    assert ["knelpunten_knelpunt" in one for one in held] == [True]


def test_who_sees_to_a_press_or_tells_of_it_is_kept() -> None:
    ticket = pressed(Town().number)
    for act in (tickets.see_to, tickets.note_told):
        signs_before_it_writes(
            lambda act=act: act(ticket=ticket, by=MACHINE, on=NOW),  # type: ignore[misc]
            by=MACHINE, on=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("what", ["keep", "change", "remove", "put back"])
def test_who_writes_a_draft_is_kept(what: str) -> None:
    town = Town()
    by, number = replace(town.desk.team, label="Wie dit deed"), town.draft()
    acts: dict[str, Callable[[], object]] = {
        "keep": lambda: drafts.keep_draft(
            told=another(), code="", municipality_code=LINDEWAARD, names=(), by=by, on=NOW, **FREE
        ),
        "change": lambda: drafts.change_draft(
            draft_id=number, told=another(), by=by, on=NOW, **FREE
        ),
        "remove": lambda: drafts.remove_draft(draft_id=number, by=by, on=NOW),
        "put back": lambda: drafts.put_draft_back(draft_id=number, by=by, on=NOW),
    }
    said = signs_before_it_writes(acts[what], by=by, on=NOW)
    assert "meedoen.signed_by" in said[0]
    if what == "keep":
        assert f"knelpunten of team {by.team_id}" in said[1]
