# SPDX-License-Identifier: EUPL-1.2
"""Writes of the publication room: a release is made, checked, approved, published, withdrawn.

True counts come in, wait sealed for the worker, are protected against everything that left before
about the same people, and are kept nowhere. Each step asks the separate program of `verification`
again, for something may have left meanwhile. Who lets something out about the same people waits for
a moment only: what takes long is done before the turn is taken, and done again when it was in vain.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from procrastinate.contrib.django import app

from meedoen.accounts.at_rest import Broken, seal, unseal
from meedoen.accounts.queries import sealing_secrets
from meedoen.database.turns import one_at_a_time
from meedoen.disclosure.folder import CELLS
from meedoen.disclosure.published import Published
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.sums import Mask
from meedoen.disclosure.tables import CountTable
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.publication.handed_in import CountFiles
from meedoen.publication.models import HandedIn, Preparation, Release, ReleaseFile, ReleaseRow
from meedoen.publication.proven import (
    NotSafe,
    ProvenTable,
    asked,
    cells_in,
    checked,
    hide_and_prove,
)
from meedoen.publication.queries import (
    LeftBefore,
    files_of_release,
    left_before,
    packed,
    what_left,
)  # fmt: skip
from meedoen.publication.rows import Names, columns_of, rows_of
from meedoen.publication.states import WAITS, WAS_OUT, PreparationStep, ReleaseState
from meedoen.publication.verification import Verification
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words
from meedoen.vocabulary.work import GOING, WorkState

TASK = "publication.prepare_release"
MOST_FINDINGS = 20
# There is one worker: whoever asks for more than this keeps the others waiting.
MOST_AT_ONCE = 3
# Counts that take their worker along each time are not begun for ever.
MOST_TRIES = 3
_FELL_AWAY = (
    "De rekenmachine viel steeds weg bij deze tabel. Neem minder kolommen, of vraag je beheerder."
)
_GONE = (
    "Het bestand is er niet meer: de database is opnieuw gestart of teruggezet. Kies het opnieuw. "
    "Aantallen bewaren we niet, ook niet voor zo’n geval."
)
_T = TypeVar("_T")


class Colleague(Actor, Protocol):
    """Somebody with an account who works for municipalities."""

    @property
    def municipalities(self) -> Collection[str]: ...


@dataclass(frozen=True)
class ReleaseTold:
    """What somebody says of a table: its title, who was counted and when, sources and quality.

    `same_as` is the key of people who were counted before; without it `counted` makes a new one.
    `names` says how codes are called, per dimension. `replaces` is the release it corrects.
    """

    municipality: str
    title: str
    counted: str
    reference_day: date
    sources: str
    quality: str
    same_as: str = ""
    names: Names | None = None
    replaces: int | None = None


@dataclass(frozen=True)
class Asker:
    """Who asked for a release, when the worker makes it in her name."""

    label: str
    role: str
    account_id: int
    municipalities: Collection[str]


class MayNotLeave(ValueError):
    """It does not leave, and nothing was changed; the message says why, for who wants it to."""


class OfElsewhere(MayNotLeave):
    """The release is of a municipality the actor does not work for."""


class OwnWork(MayNotLeave):
    """Who made a release is not its second pair of eyes."""


class OtherMeanwhile(MayNotLeave):
    """The release is elsewhere on its way already."""


class EnoughWaiting(MayNotLeave):
    """As many of the municipality are being prepared as may at once."""


class CountsGone(MayNotLeave):
    """What was handed in is not there any more."""


@dataclass(frozen=True)
class Several:
    """What became of several releases: those that moved on, and why the others did not."""

    done: tuple[Release, ...]
    refused: tuple[tuple[Release, str], ...]


class LeftMeanwhile(Exception):
    """Something left about the same people since the table was proven: prove it again."""


def make_release(
    *,
    told: ReleaseTold,
    table: CountTable,
    rule: CountRule,
    by: Colleague,
    on: Moment,
    dear: Mask | None = None,
    like: Sequence[Published] = (),
) -> Release:
    """Protect a table of true counts, prove it, keep what may be shown, and check it at once.

    For who can wait for it: pages let the worker do this (`hand_in`). The counts are not kept.
    Cells that are `dear` stay open as long as it costs little; `like` is what was made of nearly
    the same people, so that both together tell no more than each.
    Raises OfElsewhere, or MayNotLeave when no proof can be given beside what left before.
    """
    while True:
        before = left_before(told.municipality, people_of(told))
        try:
            earlier = [one.published for one in before]
            published, proof = hide_and_prove(table, rule, earlier, dear, like)
        except NotSafe as no:
            raise MayNotLeave(str(no)) from no
        proven = checked(published, proof, {one.address: one.files for one in before})
        try:
            return keep_release(told=told, proven=proven, by=by, on=on)
        except LeftMeanwhile:
            continue


@transaction.atomic
def keep_release(*, told: ReleaseTold, proven: ProvenTable, by: Colleague, on: Moment) -> Release:
    """Keep what may be shown of a table, with what the separate program said of it.

    The same release, made twice on a day by the same, is one. Raises OfElsewhere, LeftMeanwhile, or
    MayNotLeave when it replaces what was never out.
    """
    sign(by=by, on=on)
    if told.municipality not in by.municipalities or by.account_id is None:
        raise OfElsewhere("Deze uitgave is van een andere gemeente.")
    _must_replace_what_was_out(told)
    _in_turn(told.municipality, people_of(told))
    if what_left(told.municipality, people_of(told)) != proven.weighed:
        raise LeftMeanwhile
    kept = _columns(told, proven.published, proven.files, by)
    there = _same_draft(kept, on)
    if there is not None:
        return there
    release = Release.objects.create(
        address=_free_address(told), made_at=on.at, maker_id=by.account_id, **kept
    )
    ReleaseFile.objects.bulk_create(
        ReleaseFile(release=release, path=path, content=packed(content))
        for path, content in sorted(proven.files.items())
    )
    ReleaseRow.objects.bulk_create(
        (
            ReleaseRow(
                release=release,
                place=row.place,
                code=row.code,
                parent=row.parent,
                name=row.name,
                values=list(row.values),
            )
            for row in rows_of(proven.published, told.names or {})
        ),
        batch_size=500,
    )
    return _noted(release, proven.verdict, proven.shown, len(proven.weighed), on)


def _must_replace_what_was_out(told: ReleaseTold) -> None:
    if told.replaces is None:
        return
    out = Release.objects.filter(municipality=told.municipality, state__in=WAS_OUT)
    if not out.filter(pk=told.replaces).exists():
        raise MayNotLeave("Wat je wilt herstellen, staat niet openbaar in deze gemeente.")


def people_of(told: ReleaseTold) -> str:
    """Give the key of who is counted: that of before, or a new one."""
    return told.same_as or key_of(told.counted, told.reference_day)


def key_of(counted: str, day: date) -> str:
    """Give the key of people counted on a day: the same words and day are the same people."""
    return f"{slugify(read_line(counted))[:100] or 'mensen'}-{day.isoformat()}"


def _in_turn(municipality: str, counts: str) -> None:
    """Wait for who lets something out about the same people, so that each sees what left before."""
    one_at_a_time(f"register of {municipality} {counts}")


def _columns(
    told: ReleaseTold, published: Published, files: Mapping[str, bytes], by: Colleague
) -> dict[str, Any]:
    shown = columns_of(published, told.names or {})
    per = next(d.name for d in published.dimensions if d.name not in {name for name, _ in shown})
    return {
        **_said(told, published.rule),
        "per": per,
        "columns": shown,
        "digest": hashlib.sha256(files[CELLS]).hexdigest(),
        "made_by": by.label,
    }


def _said(told: ReleaseTold, rule: CountRule) -> dict[str, Any]:
    """Give what a release says of itself, as it is kept; before it is made, and after."""
    return {
        "municipality_id": told.municipality,
        "title": without_bsn(read_line(told.title))[:120],
        "counts": people_of(told),
        "counted": without_bsn(read_line(told.counted))[:160],
        "reference_day": told.reference_day,
        "sources": without_bsn(read_words(told.sources))[:2000],
        "quality": without_bsn(read_words(told.quality))[:2000],
        "threshold": rule.threshold,
        "zero_is_open": rule.zero is Zero.OPEN,
        "replaces_id": told.replaces,
    }


def _same_draft(kept: Mapping[str, Any], on: Moment) -> Release | None:
    """Find what the same person made of the same table today, and is not over."""
    there = Release.objects.filter(state__in=WAITS, **kept).order_by("-pk").first()
    return there if there is not None and Moment(there.made_at).day == on.day else None


def _free_address(told: ReleaseTold) -> str:
    """Give an address that nobody has: municipality, title and day, and a number where needed."""
    title = slugify(without_bsn(read_line(told.title)))[:80].strip("-") or "uitgave"
    wanted = f"{told.municipality.lower()}-{title}-{told.reference_day.isoformat()}"
    one_at_a_time(f"address {wanted}")
    taken = set(
        Release.objects.filter(address__startswith=wanted).values_list("address", flat=True)
    )
    if wanted not in taken:
        return wanted
    return next(name for at in range(2, len(taken) + 3) if (name := f"{wanted}-{at}") not in taken)


def _noted(
    release: Release, verdict: Verification, shown: int, weighed: int, on: Moment
) -> Release:
    """Keep what the separate program found; what it has nothing against waits for somebody else."""
    told: dict[str, Any] = {"findings": [line[:300] for line in verdict.faults[:MOST_FINDINGS]]}
    if not verdict.faults:
        told |= {
            "state": ReleaseState.CHECKED,
            "checked_at": on.at,
            "shown": shown,
            **_found(verdict, weighed),
        }
    return _move(release, ReleaseState.DRAFT, **told)


@transaction.atomic
def check_release(*, release: Release, by: Colleague, on: Moment) -> Release:
    """Check a draft again, for example after a fault was mended. Raises MayNotLeave."""
    sign(by=by, on=on)
    _must_be_mine(release, by)
    files = files_of_release(release)
    verdict, weighed = _in_turn_with_all_that_left(
        release, lambda before: asked(files, [one.files for one in before])
    )
    return _noted(release, verdict, cells_in(files) - verdict.hidden, weighed, on)


def _in_turn_with_all_that_left(
    release: Release, look: Callable[[tuple[LeftBefore, ...]], _T]
) -> tuple[_T, int]:
    """Look at all that left about the same people, and take the turn with what was found.

    Nobody waits for the look, unless something left during it: then it is done again, in turn.
    Gives how many releases were weighed besides.
    """
    municipality, counts = release.municipality_id, release.counts
    before = left_before(municipality, counts)
    found = look(before)
    _in_turn(municipality, counts)
    if what_left(municipality, counts) != tuple(one.address for one in before):
        before = left_before(municipality, counts)
        found = look(before)
    return found, len(before)


@transaction.atomic
def approve(*, release: Release, remark: str, by: Colleague, on: Moment) -> Release:
    """Let somebody else than the maker approve a checked release.

    Raises OfElsewhere, OwnWork, OtherMeanwhile, or MayNotLeave when it does not hold any more.
    """
    sign(by=by, on=on)
    _must_be_mine(release, by)
    if by.account_id is None or by.account_id == release.maker_id:
        raise OwnWork("Wie een uitgave maakt, geeft hem niet zelf vrij. Vraag een collega.")
    return _move(
        release,
        ReleaseState.CHECKED,
        **_still_holds(release),
        state=ReleaseState.APPROVED,
        approver_id=by.account_id,
        approved_by=by.label,
        approved_at=on.at,
        remark=without_bsn(read_words(remark))[:1000],
    )


@transaction.atomic
def publish(*, release: Release, by: Colleague, on: Moment) -> Release:
    """Let an approved release out, for everybody and for ever.

    Raises OfElsewhere, OtherMeanwhile, or MayNotLeave while the separate program finds anything.
    """
    sign(by=by, on=on)
    _must_be_mine(release, by)
    return _move(
        release,
        ReleaseState.APPROVED,
        **_still_holds(release),
        state=ReleaseState.PUBLISHED,
        published_by=by.label,
        published_at=on.at,
    )


def move_each(
    *,
    act: Callable[..., Release],
    releases: Iterable[Release],
    by: Colleague,
    on: Moment,
    **told: Any,
) -> Several:
    """Approve or publish several releases, each by itself: one that may not go stops no other."""
    done: list[Release] = []
    refused: list[tuple[Release, str]] = []
    for release in releases:
        try:
            done.append(act(release=release, by=by, on=on, **told))
        except MayNotLeave as sorry:
            refused.append((release, str(sorry)))
    return Several(tuple(done), tuple(refused))


@transaction.atomic
def withdraw(*, release: Release, why: str, by: Colleague, on: Moment) -> Release:
    """Take the figures of a published release away; its address stays, and says why.

    It goes on counting for whatever leaves later. Raises OfElsewhere, OtherMeanwhile, or
    MayNotLeave without a reason.
    """
    return _end(release, why, by, on, frozenset({ReleaseState.PUBLISHED}), ReleaseState.WITHDRAWN)


@transaction.atomic
def set_aside(*, release: Release, why: str, by: Colleague, on: Moment) -> Release:
    """Stop a release that was not out yet, with the reason. Raises as `withdraw` does."""
    return _end(release, why, by, on, WAITS, ReleaseState.SET_ASIDE)


def _end(
    release: Release,
    why: str,
    by: Colleague,
    on: Moment,
    origin: Collection[ReleaseState],
    state: ReleaseState,
) -> Release:
    sign(by=by, on=on)
    _must_be_mine(release, by)
    reason = without_bsn(read_words(why))[:1000]
    if not reason:
        raise MayNotLeave("Schrijf op waarom.")
    return _move(release, *origin, state=state, ended_by=by.label, ended_at=on.at, ended_why=reason)


def _must_be_mine(release: Release, by: Colleague) -> None:
    if release.municipality_id not in by.municipalities:
        raise OfElsewhere("Deze uitgave is van een andere gemeente.")


def _still_holds(release: Release) -> dict[str, Any]:
    """Ask the separate program once more, with all that left until now; give what it found.

    Raises MayNotLeave when it found anything wrong.
    """
    files = files_of_release(release)
    verdict, weighed = _in_turn_with_all_that_left(
        release, lambda before: asked(files, [one.files for one in before])
    )
    if verdict.faults:
        raise MayNotLeave(
            "Deze uitgave kan zo niet naar buiten. Er ging sinds het maken iets anders naar buiten "
            "over dezelfde mensen, of een bestand klopt niet meer. Maak hem opnieuw met dezelfde "
            "aantallen; dan weegt dat mee."
        )
    return _found(verdict, weighed)


def _found(verdict: Verification, weighed: int) -> dict[str, Any]:
    return {"hidden": verdict.hidden, "narrowest": verdict.narrowest or 0, "weighed": weighed}


def _move(release: Release, *origin: ReleaseState, **told: Any) -> Release:
    """Move a release on from where it is. Raises OtherMeanwhile when it is elsewhere already."""
    if not Release.objects.filter(pk=release.pk, state__in=origin).update(**told):
        raise OtherMeanwhile("Deze uitgave is intussen verder of gestopt. Kijk opnieuw.")
    release.refresh_from_db()
    return release


@transaction.atomic
def hand_in(
    *,
    told: ReleaseTold,
    rule: CountRule,
    files: CountFiles,
    cells: int,
    by: Colleague,
    on: Moment,
) -> Preparation:
    """Let files with true counts wait for the worker, sealed, to become a release of `cells`.

    Who presses twice for the same, asks once. Raises OfElsewhere, EnoughWaiting, or MayNotLeave
    when it replaces what was never out.
    """
    if told.municipality not in by.municipalities or by.account_id is None:
        raise OfElsewhere("Deze uitgave is van een andere gemeente.")
    _must_replace_what_was_out(told)
    text = files.as_text()
    mark = salted_hmac("counts handed in", text, algorithm="sha256").hexdigest()
    kept = {**_said(told, rule), "asker_id": by.account_id, "mark": mark, "cells": cells}
    one_at_a_time(f"preparations of {told.municipality}")
    there = _same_preparation(kept, on)
    if there is not None:
        return there
    _must_have_room(told.municipality)
    preparation = Preparation.objects.create(
        asked_by=by.label, role=str(by.role), asked_at=on.at, **kept
    )
    sealed = seal(text, label=_label(preparation.pk), secrets=sealing_secrets())
    HandedIn.objects.create(preparation=preparation, sealed=sealed.encode())
    preparation.job = app.configure_task(TASK).defer(preparation_id=preparation.pk)
    preparation.save(update_fields=["job"])
    return preparation


def _same_preparation(kept: Mapping[str, Any], on: Moment) -> Preparation | None:
    """Find what the same person asked of the same files, and goes on, or today became a release."""
    same = Preparation.objects.filter(**kept)
    going = same.filter(state__in=GOING).first()
    if going is not None:
        return going
    made = same.filter(release__state__in=WAITS).order_by("-pk").first()
    return made if made is not None and Moment(made.asked_at).day == on.day else None


def _must_have_room(municipality: str) -> None:
    going = Preparation.objects.filter(municipality=municipality, state__in=GOING)
    if going.count() >= MOST_AT_ONCE:
        raise EnoughWaiting(
            f"Er worden al {MOST_AT_ONCE} uitgaven van deze gemeente nagerekend. Wacht tot er één "
            "klaar is, of stop er één."
        )


def _label(preparation: int) -> str:
    return f"counts handed in {preparation}"


@transaction.atomic
def stop_preparation(*, preparation: Preparation, by: Colleague, on: Moment) -> bool:
    """Stop a preparation; its counts go. False when it was over already. Raises OfElsewhere."""
    if preparation.municipality_id not in by.municipalities:
        raise OfElsewhere("Deze uitgave is van een andere gemeente.")
    told = {"state": WorkState.STOPPED, "over_at": on.at}
    if not _move_preparation(preparation.pk, GOING, **told):
        return False
    if preparation.job is not None:
        app.job_manager.cancel_job_by_id(preparation.job, abort=True)
    return True


def begin_preparation(*, preparation_id: int, on: Moment) -> Preparation | None:
    """Note that the worker begins; None when nobody waits any more.

    What another worker began and left may be begun again.
    """
    told = {
        "state": WorkState.RUNNING, "step": PreparationStep.READING,
        "begun_at": on.at, "heard_at": on.at,
    }  # fmt: skip
    if not _move_preparation(preparation_id, GOING, **told):
        return None
    return Preparation.objects.get(pk=preparation_id)


def counts_of(preparation: Preparation) -> CountFiles:
    """Open what was handed in. Raises CountsGone; only the worker may read it."""
    held = HandedIn.objects.filter(preparation=preparation).first()
    try:
        if held is None:
            raise CountsGone(_GONE)
        sealed = bytes(held.sealed).decode()
        text = unseal(sealed, label=_label(preparation.pk), secrets=sealing_secrets())
    except Broken as other:
        raise CountsGone(_GONE) from other
    return CountFiles.of_text(text)


def note_step(*, preparation_id: int, step: PreparationStep, weighed: int, on: Moment) -> bool:
    """Note what is being done, and that it goes on; False when it was stopped meanwhile."""
    told = {"step": step, "weighed": weighed, "heard_at": on.at}
    return _move_preparation(preparation_id, {WorkState.RUNNING}, **told)


@transaction.atomic
def finish_preparation(
    *, preparation: Preparation, names: Names, proven: ProvenTable, on: Moment
) -> Release | None:
    """Keep the release in the name of who asked; its counts go. None when it was stopped meanwhile.

    Raises LeftMeanwhile, and MayNotLeave as `keep_release` does; then nothing was changed.
    """
    by = Asker(
        label=preparation.asked_by,
        role=preparation.role,
        account_id=preparation.asker_id,
        municipalities=frozenset({preparation.municipality_id}),
    )
    running = Preparation.objects.select_for_update(no_key=True)
    if not running.filter(pk=preparation.pk, state=WorkState.RUNNING).exists():
        return None
    release = keep_release(told=_told_by(preparation, names), proven=proven, by=by, on=on)
    told = {"state": WorkState.DONE, "release": release, "over_at": on.at}
    _move_preparation(preparation.pk, {WorkState.RUNNING}, **told)
    return release


def _told_by(preparation: Preparation, names: Names) -> ReleaseTold:
    return ReleaseTold(
        municipality=preparation.municipality_id,
        title=preparation.title,
        counted=preparation.counted,
        reference_day=preparation.reference_day,
        sources=preparation.sources,
        quality=preparation.quality,
        same_as=preparation.counts,
        names=names,
        replaces=preparation.replaces_id,
    )


def fail_preparation(*, preparation_id: int, trouble: str, on: Moment) -> bool:
    """Note in words why it could not be done; its counts go. False when it was over already."""
    told = {"state": WorkState.FAILED, "trouble": trouble[:500], "over_at": on.at}
    return _move_preparation(preparation_id, GOING, **told)


def wait_again(*, preparation_id: int, tries: int, on: Moment) -> bool:
    """Let a preparation wait once more whose worker fell away; False when its job is over.

    Which it is when it was over already, or was begun too often (`tries` times): then it failed.
    """
    if tries >= MOST_TRIES:
        fail_preparation(preparation_id=preparation_id, trouble=_FELL_AWAY, on=on)
        return False
    return _move_preparation(preparation_id, GOING, state=WorkState.WAITING, step=0)


def _move_preparation(preparation_id: int, origin: Collection[WorkState], **told: Any) -> bool:
    found = Preparation.objects.filter(pk=preparation_id, state__in=origin)
    return bool(found.update(**told))
