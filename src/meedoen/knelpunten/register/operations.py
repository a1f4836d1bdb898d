# SPDX-License-Identifier: EUPL-1.2
"""Writes of the register: entering, joining, handing on, making public. A line of each stays.

Who writes in the register of a municipality does so one after the other. A text is kept only when
it holds nothing that could tell who it is about (S0-13); a citizen service number never.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from meedoen.database.turns import one_at_a_time
from meedoen.history.operations import sign
from meedoen.knelpunten.kinds import KnelpuntType, State, frames_of
from meedoen.knelpunten.models import (
    Consultation,
    Draft,
    Knelpunt,
    Recommendation,
    RegisterLine,
    Ticket,
    TriedRule,
)
from meedoen.knelpunten.register.lines import LONGEST, NotFromHere, NotInThisRegister, by_team
from meedoen.knelpunten.states import RegisterState, Station, comes_back
from meedoen.knelpunten.told import Told, safely, told_safely
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words


def turn(municipality: str, *, by: Viewer, on: Moment) -> None:
    """Sign, and wait for who writes in the same register. Raises NotInThisRegister."""
    if municipality not in by.municipalities:
        raise NotInThisRegister("Dit register is van een andere gemeente.")
    sign(by=by, on=on)
    one_at_a_time(f"knelpunten of {municipality}")


def write_line(
    knelpunt: Knelpunt, kind: Station, *, on: Moment, words: str = "", by: Viewer | None = None
) -> None:
    """Write down what happened to a knelpunt. Without `by` it came by itself, or from residents."""
    RegisterLine.objects.create(
        knelpunt=knelpunt,
        kind=kind,
        on_day=on.day,
        words=without_bsn(read_words(words))[:LONGEST],
        by_team=by_team(by) if by else "",
    )


def opened(knelpunt_id: int, *, by: Viewer, on: Moment) -> Knelpunt:
    """Take a knelpunt up to change it, in turn; the one it was joined into, if it was.

    Raises Knelpunt.DoesNotExist or NotInThisRegister.
    """
    found = Knelpunt.objects.get(pk=knelpunt_id)
    turn(found.municipality_id, by=by, on=on)
    row = Knelpunt.objects.select_for_update().get(pk=knelpunt_id)
    return row if row.joined_into_id is None else opened(row.joined_into_id, by=by, on=on)


@transaction.atomic
def enter(
    *,
    told: Told,
    municipality: str,
    by: Viewer,
    on: Moment,
    code: str = "",
    names: Collection[str] = (),
    places: Collection[str] = (),
    may_stay: Collection[str] = (),
    tickets: Collection[str] = (),
) -> int:
    """Enter a knelpunt in the register, on the desk of the own team; returns its id.

    A collision that the rulebook knows by `code` is one knelpunt: where it stands already it was
    met again, and what was called solved is open once more. `tickets` are of who pressed for it.
    Raises StillRecognisable, NotWithoutHerYes or NotInThisRegister.
    """
    stays = told_safely(told, names=names, places=places, may_stay=may_stay)
    turn(municipality, by=by, on=on)
    knelpunt = _known(municipality, code)
    if knelpunt is None:
        knelpunt = _added(told, municipality, code, stays, by=by, on=on)
        write_line(knelpunt, Station.ENTERED, by=by, on=on)
    else:
        came_again(knelpunt, by=by, on=on)
    place(tickets, knelpunt)
    return knelpunt.pk


def _known(municipality: str, code: str) -> Knelpunt | None:
    """Take up the knelpunt of a known collision; what it was joined into, if it was."""
    if not code:
        return None
    rows = Knelpunt.objects.filter(municipality=municipality, code=code)
    found = rows.order_by(F("joined_into").asc(nulls_first=True), "-pk").first()
    while found is not None and found.joined_into_id is not None:
        found = Knelpunt.objects.get(pk=found.joined_into_id)
    return found and Knelpunt.objects.select_for_update().get(pk=found.pk)


def _added(
    told: Told, municipality: str, code: str, stays: list[str], *, by: Viewer, on: Moment
) -> Knelpunt:
    if by.team_id is None:
        raise ValueError("Only somebody in a team enters a knelpunt: a team sees to its answer.")
    return Knelpunt.objects.create(
        municipality_id=municipality,
        code=code,
        title=read_line(told.title),
        laws=list(told.laws),
        frames=frames_of(told.laws),
        type=told.type,
        happens=read_words(told.happens),
        quote=read_words(told.effect) if told.effect_agreed else "",
        may_stay=stays,
        team_id=by.team_id,
        entered_on=on.day,
        waiting_since=on.day,
    )


def came_again(knelpunt: Knelpunt, *, by: Viewer | None, on: Moment) -> None:
    """Write down that the same was met again; what was called solved is open once more.

    That is within the same transaction, so that nobody has to see it first.
    """
    write_line(knelpunt, Station.CAME_AGAIN, by=by, on=on)
    if comes_back(RegisterState(knelpunt.state)):
        open_again(knelpunt, "Dezelfde botsing kwam terug.", on=on)


def open_again(knelpunt: Knelpunt, words: str, *, on: Moment, by: Viewer | None = None) -> None:
    """Let a knelpunt wait for an answer once more, for everybody to see. The old answer stays."""
    knelpunt.state = RegisterState.WAITING
    knelpunt.waiting_since = on.day
    knelpunt.save(update_fields=["state", "waiting_since"])
    write_line(knelpunt, Station.REOPENED, words=words, by=by, on=on)


def place(tickets: Collection[str], knelpunt: Knelpunt) -> None:
    """Lay tickets of this municipality with a knelpunt, as far as they wait for a place."""
    waiting = Ticket.objects.filter(knelpunt=None, answered_on=None, taken_back_on=None)
    here = waiting.filter(municipality_id=knelpunt.municipality_id)
    here.filter(pk__in=tickets).update(knelpunt=knelpunt)


@transaction.atomic
def register_draft(*, draft_id: int, by: Viewer, on: Moment) -> int:
    """Bring a draft of the own organisation into the register; returns the id of its knelpunt.

    The draft was looked through when it was kept, and is looked through again: what is found now
    may be more. Raises Draft.DoesNotExist, StillRecognisable or NotInThisRegister.
    """
    draft = Draft.objects.select_for_update().get(
        pk=draft_id, removed_on__isnull=True, state=State.CONCEPT
    )
    told = Told(
        draft.title, tuple(draft.laws), KnelpuntType(draft.type), draft.happens, draft.effect,
        draft.effect_agreed,
    )  # fmt: skip
    number = enter(
        told=told, municipality=draft.municipality_id, code=draft.code, may_stay=draft.may_stay,
        by=by, on=on,
    )  # fmt: skip
    Draft.objects.filter(pk=draft_id).update(
        state=State.REGISTERED, knelpunt_id=number, changed_on=on.day
    )
    return number


@transaction.atomic
def correct(
    *,
    knelpunt_id: int,
    told: Told,
    places: Collection[str],
    may_stay: Collection[str],
    by: Viewer,
    on: Moment,
) -> None:
    """Change the words of a knelpunt; the past keeps what stood.

    Raises StillRecognisable, NotWithoutHerYes, Knelpunt.DoesNotExist or NotInThisRegister.
    """
    knelpunt = opened(knelpunt_id, by=by, on=on)
    kept = {*may_stay, *knelpunt.may_stay}
    stays = told_safely(told, names=(), places=places, may_stay=kept)
    Knelpunt.objects.filter(pk=knelpunt.pk).update(
        title=read_line(told.title),
        laws=list(told.laws),
        frames=frames_of(told.laws),
        type=told.type,
        happens=read_words(told.happens),
        quote=read_words(told.effect) if told.effect_agreed else "",
        may_stay=stays,
    )


@transaction.atomic
def take(*, knelpunt_id: int, by: Viewer, on: Moment) -> None:
    """Take a knelpunt upon oneself, with the own team. Raises as `hand_on`."""
    _hand(opened(knelpunt_id, by=by, on=on), by.team_id, by.account_id, by=by, on=on)


@transaction.atomic
def hand_on(*, knelpunt_id: int, team_id: int, by: Viewer, on: Moment) -> None:
    """Lay a knelpunt on the desk of another team. Raises Knelpunt.DoesNotExist, NotInThisRegister.

    A team of another municipality is refused with ValueError: it could not see it.
    """
    _hand(opened(knelpunt_id, by=by, on=on), team_id, None, by=by, on=on)


def _hand(
    knelpunt: Knelpunt, team_id: int | None, owner: int | None, *, by: Viewer, on: Moment
) -> None:
    if team_id is None:
        raise ValueError("A knelpunt lies with a team.")
    if (knelpunt.team_id, knelpunt.owner_id) == (team_id, owner):
        return
    elsewhere = knelpunt.team_id != team_id
    knelpunt.team_id, knelpunt.owner_id = team_id, owner
    knelpunt.save(update_fields=["team", "owner"])
    if elsewhere:
        write_line(knelpunt, Station.HANDED_ON, by=by, on=on)


@transaction.atomic
def join(*, knelpunt_id: int, into_id: int, by: Viewer, on: Moment) -> None:
    """Let two knelpunten of one municipality that are the same go on as one.

    Its tickets, its recommendations with what was said of them and decided, and the rules tried
    for it go along, and its address leads to the other. While it still waits, the other is met
    again by it, so that what was called solved is open once more. Raises NotFromHere for itself or
    one of another municipality, Knelpunt.DoesNotExist or NotInThisRegister.
    """
    one, other = opened(knelpunt_id, by=by, on=on), opened(into_id, by=by, on=on)
    if one.pk == other.pk or one.municipality_id != other.municipality_id:
        raise NotFromHere("Kies een ander knelpunt van dezelfde gemeente.")
    # What was public stays so, or its address could not lead anybody to the other.
    Knelpunt.objects.filter(pk=one.pk).update(joined_into=other)
    Ticket.objects.filter(knelpunt=one).update(knelpunt=other, told_on=None)
    Recommendation.objects.filter(knelpunt=one).update(knelpunt=other)
    Consultation.objects.filter(knelpunt=one).update(knelpunt=other)
    TriedRule.objects.filter(knelpunt=one).update(knelpunt=other)
    write_line(one, Station.JOINED, words=other.title, by=by, on=on)
    if RegisterState(one.state) is RegisterState.WAITING:
        came_again(other, by=by, on=on)
    else:
        write_line(other, Station.CAME_AGAIN, by=by, on=on)
    _answers_go_along(one, other)


def _answers_go_along(one: Knelpunt, other: Knelpunt) -> None:
    """Let what was decided about one stand on the way of the other, on the day that it was.

    Who pressed for the first finds the other from now on, and goes on reading what she was told.
    """
    decided = (Station.AGREED, Station.DECLINED, Station.REALISED)
    RegisterLine.objects.bulk_create(
        RegisterLine(
            knelpunt=other, kind=line.kind, on_day=line.on_day, words=line.words,
            by_team=line.by_team,
        )
        for line in one.lines.filter(kind__in=decided).order_by("pk")
    )  # fmt: skip


@transaction.atomic
def ask_again(
    *,
    knelpunt_id: int,
    because: str,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> None:
    """Open a knelpunt that was answered again, with the reason for everybody to read.

    Raises NotFromHere when it waits already, StillRecognisable, ValueError without a reason.
    """
    knelpunt = opened(knelpunt_id, by=by, on=on)
    words = read_words(because)
    if not words:
        raise ValueError("Say why it is open again.")
    safely({"because": words}, may_stay=may_stay)
    if knelpunt.state == RegisterState.WAITING:
        raise NotFromHere("Dit wacht al op een antwoord.")
    open_again(knelpunt, words, by=by, on=on)


@transaction.atomic
def make_public(*, knelpunt_id: int, by: Viewer, on: Moment) -> None:
    """Show a knelpunt and its way to everybody, under an address that stays.

    What was public before can be so again. Raises Knelpunt.DoesNotExist or NotInThisRegister.
    """
    knelpunt = opened(knelpunt_id, by=by, on=on)
    if knelpunt.is_public:
        return
    knelpunt.published_on = knelpunt.published_on or on.day
    knelpunt.taken_back_on, knelpunt.taken_back_because = None, ""
    knelpunt.save(update_fields=["published_on", "taken_back_on", "taken_back_because"])
    write_line(knelpunt, Station.MADE_PUBLIC, by=by, on=on)


@transaction.atomic
def take_from_public(
    *,
    knelpunt_id: int,
    because: str,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> None:
    """Take a knelpunt from the public page; its address goes on answering, with the reason.

    Raises ValueError without a reason, StillRecognisable, NotFromHere when it is not public.
    """
    knelpunt = opened(knelpunt_id, by=by, on=on)
    reason = read_words(because)
    if not reason:
        raise ValueError("Say why it is no longer public.")
    safely({"because": reason}, may_stay=may_stay)
    if not knelpunt.is_public:
        raise NotFromHere("Dit knelpunt is niet openbaar.")
    knelpunt.taken_back_on, knelpunt.taken_back_because = on.day, reason[:LONGEST]
    knelpunt.save(update_fields=["taken_back_on", "taken_back_because"])
    write_line(knelpunt, Station.TAKEN_BACK, words=reason, by=by, on=on)
