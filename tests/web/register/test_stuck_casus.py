# SPDX-License-Identifier: EUPL-1.2
"""A casus that is stuck goes along to who helps from outside, as its second reader let it go."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from meedoen.accounts.roles import Role
from meedoen.knelpunten.casus import operations as casus
from meedoen.knelpunten.casus.template import CasusTold
from meedoen.knelpunten.models import Knelpunt
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.states import Worked
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.documents import TableDocument
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import (
    HELP_AT_HOME,
    LINDEWAARD,
    NO,
    Desks,
    decided,
    desks,
    entered,
    improving,
)
from tests.privacy.worlds import make_team, make_viewer
from tests.web.register.conftest import REGISTER, browser_of

TOLD = CasusTold(
    "Vaker komen en minder hulp", "Iemand wil vaker komen.", "Twee wetten willen iets anders.",
    "Er wordt gekeken naar een goede dag.", "Een proeftijd.", "De hulp werd toch minder.",
    Worked.NO,
)  # fmt: skip
ONLY_AT_WORK = "Dit las nog niemand als tweede."
WRITER = "meedoen.interop.documents.pdf_table.write"


@pytest.fixture
def on() -> Moment:
    return Moment.now()


@pytest.fixture
def desk(db: None, on: Moment) -> Desks:
    return desks(on)


@pytest.fixture
def reader(desk: Desks, on: Moment) -> Viewer:
    return make_viewer(make_team(LINDEWAARD, "Lezers"), Role.NEIGHBOURHOOD_WORKER, on, "Jo")


def shared(
    desk: Desks, reader: Viewer, on: Moment, told: CasusTold = TOLD, point: int | None = None
) -> int:
    """Tell a casus, let another read it, and share it; returns its number."""
    signed: dict[str, Any] = {"by": desk.team, "on": on}
    with improving(desk.team, on):
        number = casus.begin(told=told, municipality=LINDEWAARD, knelpunt_id=point, **signed)
        casus.ask_team(casus_id=number, team_id=reader.team_id or 0, last_day=None, **signed)
        casus.ask_reader(
            casus_id=number, reader_id=reader.account_id or 0, argued={}, places=(), **signed
        )
    with improving(reader, on):
        casus.share(casus_id=number, places=(), by=reader, on=on)
    return number


def record(client: Client, number: int) -> Any:
    answer = client.get(f"{REGISTER}casus/{number}/pmm.json")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return json.loads(answer.content)


def test_what_goes_along_is_what_the_second_reader_let_through(
    desk: Desks, reader: Viewer, on: Moment
) -> None:
    number = shared(desk, reader, on)
    with improving(desk.team, on):
        casus.change(
            casus_id=number, told=replace(TOLD, situation=ONLY_AT_WORK), knelpunt_id=None,
            by=desk.team, on=on,
        )  # fmt: skip
    team = browser_of(desk.team)
    assert "Dit zit vast" in team.get(f"{REGISTER}casus/{number}/").text
    told = record(team, number)
    assert told["casus"]["situatie"] == TOLD.situation
    assert (told["oorzaak"], told["aanpak"], told["effect"]) == (
        TOLD.cause, TOLD.approach, TOLD.effect,
    )  # fmt: skip
    assert told["zit_vast_omdat"] == "did_not_work"
    assert ONLY_AT_WORK not in json.dumps(told)
    for person in ("Jo", "Bea"):
        assert person not in json.dumps(told, ensure_ascii=False), person


def test_of_its_knelpunt_go_the_laws_and_only_what_everybody_may_read(
    desk: Desks, reader: Viewer, on: Moment
) -> None:
    point = entered(desk.team, on)
    decided(point, desk, decision=NO, on=on)
    number = shared(desk, reader, on, replace(TOLD, worked=Worked.HALF), point)
    team = browser_of(desk.team)
    told = record(team, number)
    assert told["zit_vast_omdat"] == "declined"
    assert told["knelpunt"]["wetten"] == list(HELP_AT_HOME.laws)
    assert (told["knelpunt"]["titel"], told["besluiten"]) == ("", [])
    with improving(desk.policy, on):
        register.make_public(knelpunt_id=point, by=desk.policy, on=on)
    told = record(team, number)
    assert told["knelpunt"]["titel"] == HELP_AT_HOME.title
    assert told["besluiten"] == [{"door": NO.by_whom, "besluit": NO.words}]


def test_the_paper_says_the_same_in_the_order_of_the_template(
    desk: Desks, reader: Viewer, on: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[TableDocument] = []

    def keep(document: TableDocument) -> bytes:
        written.append(document)
        return b"%PDF"

    monkeypatch.setattr(WRITER, keep)
    number = shared(desk, reader, on)
    with override_settings(PHONE_NUMBER="0900 000 00 00"):
        answer = browser_of(desk.team).get(f"{REGISTER}casus/{number}/pmm.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    names = [str(name) for name, _ in written[0].rows]
    order = ["De casus", "Wat er botst", "De oorzaak", "De aanpak", "Het effect", "Waarom"]
    at = [next(n for n, name in enumerate(names) if name.startswith(one)) for one in order]
    assert at == sorted(at)
    assert "Het knelpunt" not in names
    assert ("Telefoon", "0900 000 00 00") in written[0].said


def test_what_is_not_shared_or_not_stuck_goes_nowhere(
    desk: Desks, reader: Viewer, on: Moment
) -> None:
    team = browser_of(desk.team)
    with improving(desk.team, on):
        working = casus.begin(told=TOLD, municipality=LINDEWAARD, by=desk.team, on=on)
    worked = shared(desk, reader, on, replace(TOLD, worked=Worked.YES))
    stopped = shared(desk, reader, on)
    with improving(desk.team, on):
        casus.end(casus_id=stopped, by=desk.team, on=on)
    for number in (working, worked, stopped):
        assert "Dit zit vast" not in team.get(f"{REGISTER}casus/{number}/").text
        for form in ("pdf", "json"):
            assert team.get(f"{REGISTER}casus/{number}/pmm.{form}").status_code == 404


def test_ninety_days_without_an_answer_is_stuck_too(
    desk: Desks, reader: Viewer, on: Moment
) -> None:
    old, new = entered(desk.team, on), entered(desk.team, on)
    Knelpunt.objects.filter(pk=old).update(waiting_since=on.day - timedelta(days=91))
    unknown, team = replace(TOLD, worked=Worked.NOT_KNOWN), browser_of(desk.team)
    long = shared(desk, reader, on, unknown, old)
    assert record(team, long)["zit_vast_omdat"] == "waits_too_long"
    short = shared(desk, reader, on, unknown, new)
    assert team.get(f"{REGISTER}casus/{short}/pmm.json").status_code == 404


def test_who_does_not_work_on_it_takes_nothing_along(
    desk: Desks, reader: Viewer, on: Moment
) -> None:
    number = shared(desk, reader, on)
    for viewer in (desk.policy, desk.volunteer, desk.elsewhere):
        answer = browser_of(viewer).get(f"{REGISTER}casus/{number}/pmm.json")
        assert answer.status_code in (403, 404)
