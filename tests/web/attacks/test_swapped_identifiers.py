# SPDX-License-Identifier: EUPL-1.2
"""Whoever knocks with somebody else's number learns no more than with a number that never was."""

import random
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse

from meedoen.journeys.reading import NotFound
from meedoen.privacy.decision import ANYONE
from meedoen.residents.models import Resident
from meedoen.web import gate
from meedoen.web.professional.views import person
from tests.web.attacks.knocks import (
    NOBODY,
    OPEN_TO_ALL,
    OTHER_KIND,
    Knock,
    Street,
    doors,
    every_knock,
)
from tests.web.attacks.scene import CLOSED, Scene

pytestmark = pytest.mark.django_db

# What `make test` tries, always the same; `make explore` tries every knock there is.
SAMPLE, SEED = 700, 20261128
AT_LEAST = 30_000
SLICES = 12
# A dossier that is closed: not your function, not there.
REFUSED = {403, 404}


@pytest.fixture(scope="module")
def street(scene: Scene) -> Street:
    return Street(scene)


def wrong_with(street: Street, knock: Knock) -> list[str]:
    """Say what a knock gave that it should not have given."""
    opened, answer = street.open_to(knock), street.answer(knock)
    wrong = [f"{answer.status}"] if answer.status >= 500 else []
    wrong += [f"shows {where}" for where in not_for(street, knock)]
    closed = [name for name, _ in knock.whose if not opened[name]]
    not_hers = knock.mark_of not in ("", knock.who)
    if (closed or not_hers) and answer.changed:
        wrong.append(f"changed {answer.changed} rows")
    if "subject" in closed and not (answer.to_log_in or answer.status in REFUSED):
        wrong.append(f"{answer.status}, so it was not refused")
    # A word that is open to all points at nobody, and tells nothing by being another.
    hers = set(closed) - set(OPEN_TO_ALL)
    never = tuple((name, NOBODY if name in hers else who) for name, who in knock.whose)
    twin = replace(knock, whose=never)
    if answer.looks != street.answer(twin).looks:
        wrong.append(f"{answer.status}, not as what never was: {difference(street, knock, twin)}")
    return [f"{knock}: {said}" for said in wrong]


def difference(street: Street, knock: Knock, twin: Knock) -> str:
    """Show the first line in which two answers differ."""
    one, other = (street.knock(each)[1].split("\n") for each in (knock, twin))
    lines = (f"{a.strip()!r} / {b.strip()!r}" for a, b in zip(one, other, strict=False) if a != b)
    return next(lines, f"{len(one)} lines / {len(other)}")[:300]


def not_for(street: Street, knock: Knock) -> list[str]:
    """Name the words on a page that by the decision are not for who knocks."""
    scene, sung = street.scene, street.answer(knock).sung
    viewer = scene.people[knock.who].viewer() if sung else ANYONE
    return [one.where for one in sung if not scene.may_hear(viewer, knock.stated.purpose, one)]


def none_wrong(street: Street, knocks: list[Knock]) -> None:
    wrong = [said for knock in knocks for said in wrong_with(street, knock)]
    assert not wrong, f"{len(wrong)} of {len(knocks)}:\n" + "\n".join(wrong[:200])
    assert len(street.known) >= len(knocks)


def test_every_door_that_takes_an_identifier_is_knocked_at_with_everybodys(scene: Scene) -> None:
    knocks = every_knock(scene)
    assert len(knocks) == len(set(knocks)) >= AT_LEAST
    pointing = {door.name for door in doors() if "<" in door.pattern}
    owners = Counter(owner for knock in knocks for _, owner in knock.whose)
    assert {knock.door.name for knock in knocks} >= pointing
    assert set(owners) == {*scene.subjects, NOBODY, OTHER_KIND}
    assert {knock.who for knock in knocks} == set(scene.people)


def test_what_is_closed_looks_like_what_never_was(street: Street) -> None:
    knocks = random.Random(SEED).sample(every_knock(street.scene), SAMPLE)
    none_wrong(street, knocks)


@pytest.mark.explore
@pytest.mark.parametrize("part", range(SLICES))
def test_no_identifier_of_another_opens_or_tells_anything(street: Street, part: int) -> None:
    knocks = every_knock(street.scene)
    none_wrong(street, knocks[len(knocks) * part // SLICES : len(knocks) * (part + 1) // SLICES])


TOO_MUCH = {
    "whether it is there": lambda subject, known: HttpResponse("", status=410 if known else 404),
    "her name": lambda subject, known: HttpResponse(
        Resident.objects.get(pk=subject).chosen_name if known else "", status=404
    ),
    "a page": lambda subject, known: HttpResponse("Welkom"),
}


@pytest.mark.parametrize("told", TOO_MUCH)
def test_a_door_that_tells_too_much_is_found(
    told: str, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tells(request: HttpRequest, *rest: object) -> HttpResponse:
        subject = request.resolver_match.kwargs["subject"]  # type: ignore[union-attr]
        return TOO_MUCH[told](subject, Resident.objects.filter(pk=subject).exists())

    monkeypatch.setattr(gate, "refused", tells)
    leaky = Street(street.scene)
    hers = [
        knock
        for knock in every_knock(street.scene)
        if knock.door.name == "professional:person" and dict(knock.whose) == {"subject": CLOSED}
        and knock.who.startswith("neighbourhood_worker")
    ]  # fmt: skip
    assert len(hers) == 2
    assert all(wrong_with(leaky, knock) for knock in hers)


def test_a_door_that_writes_before_it_asks_is_found(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    def writes(request: HttpRequest, subject: UUID, **said: object) -> None:
        Resident.objects.filter(pk=subject).update(chosen_name="Anders")
        raise NotFound

    knock = next(
        knock
        for knock in every_knock(street.scene)
        if knock.door.name == "professional:called" and dict(knock.whose) == {"subject": CLOSED}
        and knock.who == "neighbourhood_worker north"
    )  # fmt: skip
    assert wrong_with(Street(street.scene), knock) == []
    monkeypatch.setattr(person, "opened", writes)
    with monkeypatch.context() as owner:
        owner.setattr(gate, "acting", lambda *viewer, **asked: nullcontext())
        # What a post writes before it is refused is undone with its turn.
        owner.setattr(gate, "in_turn", lambda *request: nullcontext())
        assert any("changed" in said for said in wrong_with(Street(street.scene), knock))
