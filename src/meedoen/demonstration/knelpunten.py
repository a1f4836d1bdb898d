# SPDX-License-Identifier: EUPL-1.2
"""Lets the invented municipalities live two years of what hinders people, and what they did.

Each thing happens on its own day, in the order of the days, by who works there now.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import time, timedelta
from typing import Any
from uuid import UUID, uuid5

from meedoen.accounts.models import Account
from meedoen.demonstration.partners import DEMONSTRATION, Partners, read
from meedoen.demonstration.releases import viewer_of
from meedoen.journeys import deciding
from meedoen.journeys.deciding import ItemResult
from meedoen.journeys.experimenting import changeable
from meedoen.journeys.raising import places_around
from meedoen.journeys.telling_back import tell_back
from meedoen.knelpunten.casus import operations as casus
from meedoen.knelpunten.casus.template import CasusTold
from meedoen.knelpunten.consulting import operations as consulting
from meedoen.knelpunten.consulting.operations import WhatWasSaid
from meedoen.knelpunten.kinds import KnelpuntType, PressedAt
from meedoen.knelpunten.models import Ticket
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.recommending.operations import CollegeDecision
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register.queries import point
from meedoen.knelpunten.states import Solved, Worked
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.told import Told, look_through
from meedoen.knelpunten.trying.operations import note_tried
from meedoen.laboratory.drafts import changes_in
from meedoen.laboratory.operations import make_draft
from meedoen.network import operations as network
from meedoen.network.meetings import ItemKind, MeetingTold
from meedoen.notifications.kinds import OutgoingState
from meedoen.notifications.models import Outgoing
from meedoen.notifications.operations import begin_sending, mark_done
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment

# Numbers of presses that are the same every time; nobody's dossier knows them.
_NUMBERS = UUID("b1f8a6de-4f52-5b0e-9a1c-2d6f0c7e8a90")
_Told = Mapping[str, Any]
# A meeting is called so many days before it is, or before today where it is still to come.
DAYS_BEFORE = 25
# A letter that is older was posted, in days.
LIES_AT_MOST = 14
# What happens on the same day, in this order.
_FIRST_TO_LAST = (
    "knelpunten", "casus", "read", "recommendations", "meetings", "items", "results", "realised",
    "public", "heard", "joined", "reopened", "handed", "taken", "waiting", "answered",
    "asked", "said", "written_down", "tried",
)  # fmt: skip


def live_the_register(partners: Partners, *, on: Moment) -> Iterator[str]:
    """Write the register of both municipalities; yields what was done."""
    told = read("knelpunten.yaml")
    _Register(partners, on).live(told)
    yield f"het register met {len(told['knelpunten'])} knelpunten"


class _Register:
    """Two years of a register on their way: what was made by the name it has in the file."""

    def __init__(self, partners: Partners, on: Moment) -> None:
        self.partners, self.on = partners, on
        self.made: dict[tuple[str, str], int] = {}
        self.shared: dict[str, int] = {}
        self.viewers: dict[str, Viewer] = {}
        self.pressed: dict[str, list[UUID]] = {}
        self.days: list[tuple[int, int, Callable[[], None]]] = []

    def live(self, told: _Told) -> None:
        for key, one in told["knelpunten"].items():
            self._later("knelpunten", one["ago"], self._enter, key, one)
        for key, one in told["casus"].items():
            self._later("casus", one["ago"], self._begin, key, one)
            if "read_ago" in one:
                self._later("read", one["read_ago"], self._share, key, one)
        called = {one["key"]: one for one in told["meetings"]}
        for one in told["meetings"]:
            self._later("meetings", one.get("ago", 0) + DAYS_BEFORE, self._call, one)
        for place, one in enumerate(told["items"]):
            self._later("items", one["ago"], self._put, place, one)
            if "result" in one:
                ago = called[one["meeting"]]["ago"]
                self._later("results", ago, self._result, place, ago, one)
        for kind, do in (
            ("recommendations", self._propose), ("realised", self._realise), ("heard", self._heard),
            ("reopened", self._reopen), ("public", self._publish), ("joined", self._join),
            ("taken", self._take), ("handed", self._hand_on), ("waiting", self._press),
            ("answered", self._answer), ("asked", self._ask), ("said", self._say),
            ("written_down", self._write_down), ("tried", self._try),
        ):  # fmt: skip
            for one in told[kind]:
                self._later(kind, one["ago"], do, one)
        for _, _, happen in sorted(self.days, key=lambda day: (-day[0], day[1])):
            happen()

    def _later(self, kind: str, ago: int, do: Callable[..., None], *told: Any) -> None:
        self.days.append((ago, _FIRST_TO_LAST.index(kind), lambda: do(*told)))

    def _at(self, ago: int) -> Moment:
        day = (self.on - timedelta(days=ago)).day
        return min(Moment.beginning(day) + timedelta(hours=10), self.on, key=lambda one: one.at)

    def _signed(self, one: _Told) -> dict[str, Any]:
        return {"by": self._viewer(one["by"]), "on": self._at(one["ago"])}

    def _viewer(self, email: str) -> Viewer:
        if email not in self.viewers:
            self.viewers[email] = viewer_of(email, on=self.on)
        return self.viewers[email]

    def _knelpunt(self, one: _Told) -> int:
        return self.made["knelpunt", one["knelpunt"]]

    def _enter(self, key: str, one: _Told) -> None:
        effect = one.get("effect", "")
        told = Told(
            one["title"], tuple(one["laws"]), KnelpuntType(one["type"]), one["happens"], effect,
            bool(effect),
        )  # fmt: skip
        number = register.enter(
            told=told, municipality=one["municipality"], may_stay=_harmless(told.texts),
            **self._signed(one),
        )  # fmt: skip
        self.made["knelpunt", key] = number
        team = self._viewer(one["by"]).team_id
        for n in range(one.get("pressed", 0)):
            ticket = uuid5(_NUMBERS, f"{key} {n}")
            tickets.give(
                ticket=ticket, municipality=one["municipality"], team_id=team or 0,
                pressed_at=PressedAt.STEP, knelpunt_id=number, wants_answer=True,
                on=self._at(one["ago"]),
            )  # fmt: skip
            self.pressed.setdefault(key, []).append(ticket)

    def _begin(self, key: str, one: _Told) -> None:
        names = ("title", "situation", "collides", "cause", "approach", "effect")
        told = CasusTold(
            **{name: one.get(name, "") for name in names},
            worked=Worked(one.get("worked", Worked.NOT_KNOWN)),
        )
        signed = self._signed(one)
        number = casus.begin(
            told=told, municipality=one["municipality"], knelpunt_id=self._knelpunt(one), **signed
        )
        self.made["casus", key] = number
        for asked in one.get("with", ()):
            days = asked.get("days")
            last = (self.on + timedelta(days=days)).day if days else None
            team = self.partners.teams[asked["team"]]
            casus.ask_team(casus_id=number, team_id=team.pk, last_day=last, **signed)
        if "reader" in one:
            places = places_around(one["municipality"])
            found = look_through(told.texts, places=places)
            casus.ask_reader(
                casus_id=number, reader_id=_account(one["reader"]), places=places,
                argued={f.key: "Zo heet een organisatie." for fs in found.values() for f in fs},
                **signed,
            )  # fmt: skip

    def _share(self, key: str, one: _Told) -> None:
        self.shared[key] = casus.share(
            casus_id=self.made["casus", key], places=places_around(one["municipality"]),
            by=self._viewer(one["reader"]), on=self._at(one["read_ago"]),
        )  # fmt: skip

    def _call(self, one: _Told) -> None:
        ahead = one.get("ahead")
        moment = self.on + timedelta(days=ahead) if ahead else self._at(one["ago"])
        begins = time.fromisoformat(one["begins"]) if "begins" in one else None
        signed: dict[str, Any] = {
            "by": self._viewer(one["by"]),
            "on": self._at(one.get("ago", 0) + DAYS_BEFORE),
        }
        number = network.call_meeting(
            told=MeetingTold(one["title"], moment.day, begins, one["place"]),
            municipality=one["municipality"], **signed,
        )  # fmt: skip
        self.made["meeting", one["key"]] = number
        for name in one["guests"]:
            team = self.partners.teams[name]
            network.ask_to_meeting(meeting_id=number, team_id=team.pk, **signed)

    def _propose(self, one: _Told) -> None:
        said = {"words": one["words"], "why": one.get("why", "")}
        self.made["recommendation", one["key"]] = recommending.propose(
            knelpunt_id=self._knelpunt(one), may_stay=_harmless(said), **said, **self._signed(one)
        )

    def _asked(self, one: _Told) -> int:
        return self.made["recommendation", one["recommendation"]]

    def _ask(self, one: _Told) -> None:
        last = (self._at(one["ago"]) + timedelta(days=one["days"])).day
        self.made["asked", one["recommendation"]] = consulting.lay_before_everybody(
            recommendation_id=self._asked(one), words=one["words"], last_day=last,
            may_stay=_harmless({"words": one["words"]}), **self._signed(one),
        )  # fmt: skip

    def _say(self, one: _Told) -> None:
        consulting.say(
            consultation_id=self.made["asked", one["recommendation"]], words=one["words"],
            places=(), may_stay=_harmless({"words": one["words"]}), on=self._at(one["ago"]),
        )  # fmt: skip

    def _write_down(self, one: _Told) -> None:
        said = WhatWasSaid(
            one["advice"], one["advised_by"], self._at(one["advised_ago"]).day, one["summary"]
        )
        texts = {"advice": said.advice, "summary": said.summary, "reaction": one["reaction"]}
        consulting.write_down(
            recommendation_id=self._asked(one), said=said, reaction=one["reaction"],
            may_stay=_harmless({**texts, "advised_by": said.advised_by}), **self._signed(one),
        )  # fmt: skip

    def _try(self, one: _Told) -> None:
        """Make a draft for a knelpunt; nobody let it be worked out yet."""
        signed = self._signed(one)
        found = point(self._knelpunt(one)).point
        terms = changeable(found.municipality_code, on=signed["on"])
        changes = changes_in(terms, {one["term"]: one["value"]})
        draft = make_draft(
            municipality=found.municipality_code, name=one["name"], reason=one["reason"],
            changes=changes, rules_of=signed["on"].day, **signed,
        )  # fmt: skip
        note_tried(
            knelpunt_id=found.pk, draft_id=draft.pk, municipality=found.municipality_code,
            **signed,
        )  # fmt: skip

    def _put(self, place: int, one: _Told) -> None:
        meeting, signed = self.made["meeting", one["meeting"]], self._signed(one)
        if "recommendation" in one:
            item = deciding.lay_before(
                recommendation_id=self.made["recommendation", one["recommendation"]],
                meeting_id=meeting, **signed,
            )  # fmt: skip
        elif "casus" in one:
            item = network.add_item(
                meeting_id=meeting, kind=ItemKind.CASUS, number=self.shared[one["casus"]],
                **signed,
            )  # fmt: skip
        else:
            item = network.add_item(
                meeting_id=meeting, kind=ItemKind.KNELPUNT, number=self._knelpunt(one), **signed
            )
        self.made["item", str(place)] = item

    def _result(self, place: int, ago: int, one: _Told) -> None:
        told = one.get("decision")
        on = self._at(ago)
        decided = _decision(told, on) if told else None
        said = (told["words"], told["by_whom"]) if told else ()
        texts = {str(n): text for n, text in enumerate((one["result"], *said))}
        deciding.write_result(
            item_id=self.made["item", str(place)], result=ItemResult(one["result"], decided),
            may_stay=_harmless(texts), by=self._viewer(one["written_by"]), on=on,
        )  # fmt: skip

    def _realise(self, one: _Told) -> None:
        recommending.realise(
            recommendation_id=self.made["recommendation", one["recommendation"]],
            words=one["words"], may_stay=_harmless({"words": one["words"]}), **self._signed(one),
        )  # fmt: skip

    def _heard(self, one: _Told) -> None:
        on = self._at(one["ago"])
        for ticket in self.pressed[one["knelpunt"]]:
            tickets.note_told(ticket=ticket, by=DEMONSTRATION, on=on - timedelta(days=30))
        first = self.pressed[one["knelpunt"]][0]
        tickets.say_solved(ticket=first, heard=Solved(one["says"]), words=one["words"], on=on)
        tickets.see_to(ticket=first, by=DEMONSTRATION, on=on)

    def _reopen(self, one: _Told) -> None:
        register.ask_again(
            knelpunt_id=self._knelpunt(one), because=one["because"],
            may_stay=_harmless({"because": one["because"]}), **self._signed(one),
        )  # fmt: skip

    def _publish(self, one: _Told) -> None:
        register.make_public(knelpunt_id=self._knelpunt(one), **self._signed(one))

    def _join(self, one: _Told) -> None:
        into = self.made["knelpunt", one["into"]]
        register.join(knelpunt_id=self._knelpunt(one), into_id=into, **self._signed(one))

    def _take(self, one: _Told) -> None:
        register.take(knelpunt_id=self._knelpunt(one), **self._signed(one))

    def _hand_on(self, one: _Told) -> None:
        team = self.partners.teams[one["to"]]
        register.hand_on(knelpunt_id=self._knelpunt(one), team_id=team.pk, **self._signed(one))

    def _press(self, one: _Told) -> None:
        ticket, on = uuid5(_NUMBERS, f"{one['municipality']} {one['ago']}"), self._at(one["ago"])
        tickets.give(
            ticket=ticket, municipality=one["municipality"],
            team_id=self.partners.teams[one["team"]].pk, pressed_at=PressedAt(one["at"]), on=on,
            wants_answer=one["answer"],
        )  # fmt: skip
        if one["words"]:
            tickets.say_more(
                ticket=ticket, words=one["words"], wants_answer=one["answer"], names=(), places=(),
                may_stay=_harmless({"words": one["words"]}),
            )  # fmt: skip

    def _answer(self, one: _Told) -> None:
        """Answer what a resident of the demonstration said, and tell her in the way she chose."""
        ticket, signed = Ticket.objects.get(words=one["said"]).pk, self._signed(one)
        tickets.answer(
            ticket=ticket, words=one["words"], may_stay=_harmless({"words": one["words"]}),
            **signed,
        )  # fmt: skip
        tell_back(ticket, by=DEMONSTRATION, on=signed["on"])
        told = Outgoing.objects.filter(state=OutgoingState.WAITING, subject__isnull=False)
        for waiting in told.order_by("told_at", "pk"):
            begin_sending(
                outgoing_id=waiting.pk, mail_server=False, on=Moment(waiting.told_at)
            )  # fmt: skip
        self._post(by=signed["by"])

    def _post(self, *, by: Viewer) -> None:
        """Let what lay ready for weeks be posted, on the day after it was told."""
        lying = self.on - timedelta(days=LIES_AT_MOST)
        for letter in Outgoing.objects.filter(state=OutgoingState.BY_LETTER, told_at__lt=lying.at):
            next_day = Moment(letter.told_at) + timedelta(days=1)
            mark_done(message_id=letter.pk, by=by, on=next_day)


def _account(email: str) -> int:
    return Account.objects.get(email=email).pk


def _decision(told: _Told, on: Moment) -> CollegeDecision:
    days = told.get("holds_in")
    holds = (on + timedelta(days=days)).day if days else None
    return CollegeDecision(told["agreed"], told["by_whom"], told["words"], holds)


def _harmless(texts: Mapping[str, str]) -> list[str]:
    """Give what may stay in the invented texts: names of organisations and desks, never people."""
    return [one.key for found in look_through(texts).values() for one in found]
