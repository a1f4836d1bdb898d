# SPDX-License-Identifier: EUPL-1.2
"""A service that asks more than return words says so, loses nothing, and leads to a person (A4)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from django.urls import reverse

from meedoen.accounts.models import Account
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.areas.models import Municipality
from meedoen.history.operations import sign
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.documents import MAY_IDENTIFY, ShownDocument
from meedoen.privacy.endpoints import Endpoint, all_endpoints
from meedoen.privacy.levels.kinds import AT_MOST, NOT_OFFERED, LogInLevel, Service
from meedoen.privacy.models import Compartment, IdentityShown, SecurityEvent
from meedoen.privacy.operations import NotAllowed, note_identity_shown
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import identity_shown, resident_viewer, who_looked
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.open_story import MEANS_IN_SESSION
from tests.privacy.worlds import make_team, make_viewer, share_with
from tests.privacy.worlds import tell as told_in
from tests.web.resident.conftest import WORDS_SHOWN, Browser, as_resident, text

pytestmark = pytest.mark.django_db
NUMBER = "0900 000 00 00"
HEALTH = "/wat-kan-er/"
OPENED_BY = ("opened_here", "return_words")
Decide = Callable[[str, dict[Service, LogInLevel]], None]


@pytest.fixture
def decide(tmp_path: Path) -> Iterator[Decide]:
    """Let a municipality decide, once in a test, which levels its services ask."""

    def decided(code: str, levels: dict[Service, LogInLevel]) -> None:
        rows = "".join(f"\n      {s}: {level.name.lower()}" for s, level in levels.items())
        (tmp_path / f"{code}.yaml").write_text(
            f'tables:\n  - from: 2026-01-01\n    decided: "Besluit"\n    services:{rows}\n',
            encoding="utf-8",
        )

    with override_settings(SERVICE_LEVELS=str(tmp_path)):
        yield decided


def mine() -> list[tuple[str, Endpoint]]:
    """List the pages on which a story may be open, with their addresses filled in."""
    found = []
    for one in all_endpoints():
        if one.endpoint and one.endpoint.purpose is Purpose.TAKING_PART:
            address = one.pattern.replace("<uuid:offer_id>", str(UUID(int=1)))
            for name in ("<int:step_id>", "<int:team_id>", "<int:placement_id>"):
                address = address.replace(name, "1")
            found.append((address, one.endpoint))
    return found


def service_of(stated: Endpoint) -> Service:
    """Give the service that a page is where a story is open."""
    service = stated.once_open or stated.service
    assert service
    return service


@pytest.fixture
def her(now: Moment) -> UUID:
    """A resident of Vennerhout."""
    return told_in("GM9902", now)


@pytest.fixture
def now() -> Moment:
    """The moment of the test, as the views see it."""
    return Moment.now()


def opened(subject: UUID, means: str = "return_words") -> Browser:
    """Give a browser in which her story is open, by these means."""
    client = as_resident(subject)
    session = client.session
    session[MEANS_IN_SESSION] = means
    session.save()
    return client


def ask(client: Client, address: str, stated: Endpoint) -> int:
    """Ask a page by its first method; tell the status. A 403 is the page about the level."""
    by = client.get if "GET" in stated.methods else client.post
    answer = by(address)
    assert answer.status_code != 403 or "zeker weten dat jij het bent" in text(answer)
    return int(answer.status_code)


MATRIX = [
    (service, level)
    for service, level in product([s for s in Service if s not in NOT_OFFERED], LogInLevel)
    if level <= AT_MOST.get(service, LogInLevel.AT_DESK)
]


@pytest.mark.parametrize(("service", "level"), MATRIX)
def test_a_level_closes_exactly_the_pages_of_its_service_in_its_municipality(
    service: Service, level: LogInLevel, decide: Decide, now: Moment
) -> None:
    open_to_all = {s: LogInLevel.NONE for s in Service if s not in NOT_OFFERED}
    decide("GM9902", open_to_all | {service: level})
    there, elsewhere = told_in("GM9902", now), told_in("GM9901", now)
    # One page of each service; the tests below walk them all.
    pages = list({service_of(stated): (address, stated) for address, stated in mine()}.values())
    for means in OPENED_BY:
        here = opened(there, means)
        closed = {service_of(s) for a, s in pages if ask(here, a, s) == 403}
        assert closed == ({service} if level > LogInLevel.RETURN_WORDS else set()), means
        neighbour = opened(elsewhere, means)
        assert not [a for a, s in pages if service_of(s) == service and ask(neighbour, a, s) == 403]


def test_every_page_opens_in_lindewaard_with_return_words(now: Moment) -> None:
    client = opened(told_in("GM9901", now))
    assert [address for address, stated in mine() if ask(client, address, stated) == 403] == []


def test_in_vennerhout_health_and_money_ask_more_and_nothing_else_does(her: UUID) -> None:
    client = opened(her)
    closed = {
        service_of(stated) for address, stated in mine() if ask(client, address, stated) == 403
    }
    assert closed == {Service.SEE_HEALTH_OR_MONEY}


def test_where_nothing_was_decided_the_proposal_holds(now: Moment) -> None:
    client = opened(told_in("GM0047", now))
    closed = {
        service_of(stated) for address, stated in mine() if ask(client, address, stated) == 403
    }
    assert closed == {Service.SEE_HEALTH_OR_MONEY, Service.SHARE}


def strict(decide: Decide) -> None:
    """Let Vennerhout ask the most it can for everything."""
    decide(
        "GM9902",
        {s: AT_MOST.get(s, LogInLevel.HOOG) for s in Service if s not in NOT_OFFERED},
    )


def test_who_has_no_digid_is_led_to_a_person_from_every_page_that_stays_closed(
    her: UUID, decide: Decide
) -> None:
    strict(decide)
    Municipality.objects.filter(code="GM9902").update(name="Vennerhout")
    client, closed = opened(her), 0
    for address, stated in mine():
        shown = client.get(address) if "GET" in stated.methods else client.post(address)
        if shown.status_code == 403:
            closed += 1
            assert "de balie van Vennerhout" in text(shown), address
            assert NUMBER in text(shown), address
            assert reverse("resident:callback") in text(shown), address
    assert closed > 20
    assert client.get(reverse("resident:callback")).status_code == 200
    assert client.get("/").status_code == 200


WORDS = "Kanariewens: brommers en honden"
FIELDS = ("wish", "talent", "story", "words", "next_step", "chosen_name", "telephone", "title")


def test_what_was_typed_is_lost_on_no_page_that_stays_closed(her: UUID, decide: Decide) -> None:
    strict(decide)
    client, closed = opened(her), 0
    for address, stated in mine():
        if "POST" not in stated.methods:
            continue
        for field in FIELDS:
            shown = client.post(address, {field: f"{WORDS} {field}"})
            if shown.status_code == 403:
                closed += 1
                assert f"{WORDS} {field}" in text(shown), (address, field)
                assert shown["Cache-Control"].count("no-store"), address
    assert closed > 50


def test_nothing_is_written_where_the_level_is_not_reached(her: UUID, decide: Decide) -> None:
    strict(decide)
    opened(her).post(reverse("resident:missing"), {"wish": WORDS, "words": WORDS})
    with acting(resident_viewer(her), purpose=Purpose.TAKING_PART, on=Moment.now()):
        assert who_looked(her).by_herself == []


def test_a_part_of_a_page_says_it_in_a_sentence_with_the_number(her: UUID) -> None:
    shown = opened(her).get(HEALTH, headers={"HX-Request": "true"})
    assert shown.status_code == 403
    assert "<html" not in text(shown)
    assert NUMBER in text(shown)


def test_the_officer_reads_where_and_not_whose(her: UUID) -> None:
    opened(her).get(HEALTH)
    event = SecurityEvent.objects.get(event="level_needed")
    assert (event.endpoint, event.municipality_codes) == ("resident:rules", ["GM9902"])
    assert (event.account, event.reason) == (None, "")


def test_who_has_nothing_open_is_told_how_to_come_back(decide: Decide, db: None) -> None:
    strict(decide)
    Municipality.objects.create(code="GM9902", name="Vennerhout")
    assert Browser().get(HEALTH).status_code == 200


def test_a_story_that_was_begun_here_is_known_from_one_that_was_opened(region: None) -> None:
    client = Browser()
    client.post(reverse("resident:story"), {"words": "Iets met hout", "go": "next"})
    assert client.session[MEANS_IN_SESSION] == "opened_here"


def test_who_comes_back_came_by_her_words(worker: Account, region: None) -> None:
    client = Browser()
    client.post(reverse("resident:story"), {"words": "Iets met hout", "go": "next"})
    words = text(client.post(reverse("resident:return_words"), {}, follow=True))
    found = WORDS_SHOWN.search(words)
    assert found
    again = Browser()
    again.post(reverse("resident:come_back"), {"words": found.group(1)})
    assert again.session[MEANS_IN_SESSION] == "return_words"


DESK = [role for role in Role if role in MAY_IDENTIFY]


def colleague_of(subject: UUID, now: Moment, role: Role = Role.WMO_CONSULTANT) -> Viewer:
    """Give a colleague of her municipality with whom she shared her name."""
    team = make_team("GM9902", f"Balie {role}")
    share_with(subject, team, now, {Domain.IDENTITY}, {Purpose.INTAKE})
    return make_viewer(team, role, now)


def identify(subject: UUID, by: Viewer, on: Moment) -> None:
    """Let a colleague note that she showed her passport."""
    with acting(by, purpose=Purpose.INTAKE, on=on):
        note_identity_shown(subject=subject, document=ShownDocument.PASSPORT, by=by, on=on)


@pytest.mark.parametrize("role", DESK)
def test_who_showed_at_the_desk_who_she_is_gets_the_same(
    role: Role, her: UUID, now: Moment
) -> None:
    client = opened(her)
    assert client.get(HEALTH).status_code == 403
    identify(her, colleague_of(her, now, role), now)
    assert client.get(HEALTH).status_code == 200


def test_she_gets_what_asks_the_most_there_is(her: UUID, now: Moment, decide: Decide) -> None:
    decide("GM9902", {Service.PLAN: LogInLevel.AT_DESK})
    client = opened(her)
    assert client.get("/mijn-plan/").status_code == 403
    identify(her, colleague_of(her, now), now)
    assert client.get("/mijn-plan/").status_code == 200


def test_it_counts_for_an_hour_and_for_her_alone(now: Moment) -> None:
    earlier = now - timedelta(hours=2)
    her, neighbour = told_in("GM9902", earlier), told_in("GM9902", earlier)
    by = colleague_of(her, earlier)
    identify(her, by, now - timedelta(minutes=61))
    assert opened(her).get(HEALTH).status_code == 403
    identify(her, by, now - timedelta(minutes=58))
    assert opened(her).get(HEALTH).status_code == 200
    assert opened(neighbour).get(HEALTH).status_code == 403


def test_it_does_not_count_before_it_was_noted(her: UUID, now: Moment) -> None:
    identify(her, colleague_of(her, now), now)
    with acting(resident_viewer(her), purpose=Purpose.TAKING_PART, on=now):
        before = now - timedelta(minutes=1)
        assert not identity_shown(her, since=before - timedelta(hours=1), on=before)


def test_she_reads_who_noted_it_and_the_officer_that_somebody_did(her: UUID, now: Moment) -> None:
    identify(her, colleague_of(her, now), now)
    with acting(resident_viewer(her), purpose=Purpose.TAKING_PART, on=now):
        [look] = who_looked(her).by_others
        [row] = IdentityShown.objects.all()
    assert (look.who, look.what) == ("Noor", "zag aan de balie je paspoort")
    assert (row.noted_by, row.document) == ("Noor", "passport")
    assert SecurityEvent.objects.filter(event="identity_shown", account=row.noted_account).exists()


@pytest.mark.parametrize("role", sorted(AT_WORK - MAY_IDENTIFY - {Role.EXTERNAL_ADVISER}))
def test_nobody_else_at_work_can_note_it(role: Role, her: UUID, now: Moment) -> None:
    by = colleague_of(her, now, role)
    with pytest.raises(NotAllowed):
        identify(her, by, now)
    assert added(by, Purpose.INTAKE, her) is False


def test_who_may_not_see_her_name_cannot_note_it(her: UUID, now: Moment) -> None:
    stranger = make_viewer(make_team("GM9902", "Ander team"), Role.WMO_CONSULTANT, now)
    with pytest.raises(NotAllowed):
        identify(her, stranger, now)
    assert added(stranger, Purpose.INTAKE, her) is False


def test_she_cannot_note_it_herself(her: UUID) -> None:
    assert added(resident_viewer(her), Purpose.TAKING_PART, her) is False


def test_what_was_noted_changes_nobody(her: UUID, now: Moment) -> None:
    by = colleague_of(her, now)
    identify(her, by, now)
    for change in (
        "UPDATE privacy_identityshown SET document = 'x'",
        "DELETE FROM privacy_identityshown",
    ):
        with pytest.raises(DatabaseError), acting(by, purpose=Purpose.INTAKE, on=now):
            connection.cursor().execute(change)


def test_a_colleague_cannot_say_that_another_saw_it_or_at_another_time(
    her: UUID, now: Moment
) -> None:
    assert added(colleague_of(her, now), Purpose.INTAKE, her)
    row = IdentityShown.objects.get()
    assert row.noted_by == "Noor"
    assert abs(row.noted_at - Moment.now().at) < timedelta(minutes=5)


def added(by: Viewer, purpose: Purpose, subject: UUID) -> bool:
    """Try to add a row as a bare statement of the page role, in another name and time."""
    compartment = Compartment.objects.get(subject=subject, domain=Domain.IDENTITY).pk
    try:
        with acting(by, purpose=purpose, on=Moment.now()):
            sign(by=by, on=Moment.now())
            IdentityShown.objects.create(
                subject=subject, compartment_id=compartment, document="passport",
                noted_by="Iemand anders", noted_at=Moment.now().at - timedelta(days=3),
            )  # fmt: skip
    except DatabaseError:
        return False
    return True
