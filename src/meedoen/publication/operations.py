# SPDX-License-Identifier: EUPL-1.2
"""Writes of the publication room: a release is made, checked, approved, published, withdrawn.

True counts come in, are protected at once against everything that left before about the same
people, and are kept nowhere. Each step asks the separate program of `verification` again, for
something may have left meanwhile.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db import transaction
from django.utils.text import slugify

from meedoen.database.turns import one_at_a_time
from meedoen.disclosure.folder import CELLS, files_of
from meedoen.disclosure.programs import NotSolved
from meedoen.disclosure.protecting import NotProtected
from meedoen.disclosure.proving import NotProven
from meedoen.disclosure.published import Published
from meedoen.disclosure.releasing import release as protect_and_prove
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.tables import CountTable
from meedoen.disclosure.worlds import Contradiction
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.publication.models import Release, ReleaseFile, ReleaseRow
from meedoen.publication.queries import LeftBefore, files_of_release, left_before, packed
from meedoen.publication.rows import Names, columns_of, rows_of
from meedoen.publication.states import WAITS, WAS_OUT, ReleaseState
from meedoen.publication.verification import CannotBeRead, Verification, verify
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words

MOST_FINDINGS = 20
_TOO_LITTLE_DOUBT = (
    "Deze tabel kan zo niet naar buiten: niet voor elk klein aantal blijft er genoeg twijfel over. "
    "Neem grotere groepen, of minder kolommen."
)
_NOT_BESIDE_EARLIER = (
    "Deze tabel kan zo niet naar buiten, naast wat er al naar buiten ging over dezelfde mensen. Of "
    "de aantallen kloppen daar niet mee, of samen verraden ze een klein aantal. Telde je opnieuw, "
    "of andere mensen? Kies dan dat ze nog niet geteld zijn, en zeg bij “Wie tel je?” wat er "
    "anders is. Neem anders grotere groepen, of minder kolommen."
)


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


class MayNotLeave(ValueError):
    """It does not leave, and nothing was changed; the message says why, for who wants it to."""


class OfElsewhere(MayNotLeave):
    """The release is of a municipality the actor does not work for."""


class OwnWork(MayNotLeave):
    """Who made a release is not its second pair of eyes."""


class OtherMeanwhile(MayNotLeave):
    """The release is elsewhere on its way already."""


@transaction.atomic
def make_release(
    *, told: ReleaseTold, table: CountTable, rule: CountRule, by: Colleague, on: Moment
) -> Release:
    """Protect a table of true counts, prove it, keep what may be shown, and check it at once.

    The counts are not kept. The same release, made twice on a day by the same, is one. Raises
    OfElsewhere, or MayNotLeave when no proof can be given beside what left before.
    """
    sign(by=by, on=on)
    if told.municipality not in by.municipalities or by.account_id is None:
        raise OfElsewhere("Deze uitgave is van een andere gemeente.")
    _must_replace_what_was_out(told)
    counts = told.same_as or key_of(told.counted, told.reference_day)
    _in_turn(told.municipality, counts)
    before = left_before(told.municipality, counts)
    published, files = _protected(table, rule, before)
    kept = _columns(told, counts, published, files, by)
    there = _same_draft(kept, on)
    if there is not None:
        return there
    release = Release.objects.create(
        address=_free_address(told), made_at=on.at, maker_id=by.account_id, **kept
    )
    ReleaseFile.objects.bulk_create(
        ReleaseFile(release=release, path=path, content=packed(content))
        for path, content in sorted(files.items())
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
            for row in rows_of(published, told.names or {})
        ),
        batch_size=500,
    )
    _check(release, files, before, on)
    return release


def _must_replace_what_was_out(told: ReleaseTold) -> None:
    if told.replaces is None:
        return
    out = Release.objects.filter(municipality=told.municipality, state__in=WAS_OUT)
    if not out.filter(pk=told.replaces).exists():
        raise MayNotLeave("Wat je wilt herstellen, staat niet openbaar in deze gemeente.")


def key_of(counted: str, day: date) -> str:
    """Give the key of people counted on a day: the same words and day are the same people."""
    return f"{slugify(read_line(counted))[:100] or 'mensen'}-{day.isoformat()}"


def _in_turn(municipality: str, counts: str) -> None:
    """Wait for who lets something out about the same people, so that each sees what left before."""
    one_at_a_time(f"register of {municipality} {counts}")


def _protected(
    table: CountTable, rule: CountRule, before: Sequence[LeftBefore]
) -> tuple[Published, dict[str, bytes]]:
    earlier = [one.published for one in before]
    try:
        protected, proof = protect_and_prove(table, rule, earlier)
    except (Contradiction, NotProtected, NotProven, NotSolved) as no:
        raise MayNotLeave(_NOT_BESIDE_EARLIER if before else _TOO_LITTLE_DOUBT) from no
    published = protected.published
    return published, files_of(published, proof, [one.files for one in before])


def _columns(
    told: ReleaseTold, counts: str, published: Published, files: Mapping[str, bytes], by: Colleague
) -> dict[str, Any]:
    names = told.names or {}
    shown = columns_of(published, names)
    per = next(d.name for d in published.dimensions if d.name not in {name for name, _ in shown})
    return {
        "municipality_id": told.municipality,
        "title": without_bsn(read_line(told.title))[:120],
        "counts": counts,
        "counted": without_bsn(read_line(told.counted))[:160],
        "reference_day": told.reference_day,
        "sources": without_bsn(read_words(told.sources))[:2000],
        "quality": without_bsn(read_words(told.quality))[:2000],
        "threshold": published.rule.threshold,
        "zero_is_open": published.rule.zero is Zero.OPEN,
        "per": per,
        "columns": shown,
        "digest": hashlib.sha256(files[CELLS]).hexdigest(),
        "replaces_id": told.replaces,
        "made_by": by.label,
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


def _check(
    release: Release, files: Mapping[str, bytes], before: Sequence[LeftBefore], on: Moment
) -> None:
    """Keep what the separate program found; what it has nothing against waits for somebody else."""
    verdict = _asked(files, before)
    told: dict[str, Any] = {"findings": [line[:300] for line in verdict.faults[:MOST_FINDINGS]]}
    if not verdict.faults:
        told |= {
            "state": ReleaseState.CHECKED,
            "checked_at": on.at,
            "shown": _cells(files) - verdict.hidden,
            **_found(verdict, len(before)),
        }
    _move(release, ReleaseState.DRAFT, **told)


def _asked(files: Mapping[str, bytes], before: Sequence[LeftBefore]) -> Verification:
    """Ask the separate program, which shares no code with what hid and proved.

    A file that it cannot read is a fault like any other.
    """
    try:
        return verify(files, [one.files for one in before])
    except CannotBeRead as no:
        return Verification(0, None, None, len(before), [str(no)], [])


def _cells(files: Mapping[str, bytes]) -> int:
    """Count the rows of a release under their header."""
    return max(0, len(files[CELLS].splitlines()) - 1)


@transaction.atomic
def check_release(*, release: Release, by: Colleague, on: Moment) -> Release:
    """Check a draft again, for example after a fault was mended. Raises MayNotLeave."""
    sign(by=by, on=on)
    _must_be_mine(release, by)
    _in_turn(release.municipality_id, release.counts)
    before = left_before(release.municipality_id, release.counts)
    _check(release, files_of_release(release), before, on)
    return release


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
    _in_turn(release.municipality_id, release.counts)
    before = left_before(release.municipality_id, release.counts)
    verdict = _asked(files_of_release(release), before)
    if verdict.faults:
        raise MayNotLeave(
            "Deze uitgave kan zo niet naar buiten. Er ging sinds het maken iets anders naar buiten "
            "over dezelfde mensen, of een bestand klopt niet meer. Maak hem opnieuw met dezelfde "
            "aantallen; dan weegt dat mee."
        )
    return _found(verdict, len(before))


def _found(verdict: Verification, weighed: int) -> dict[str, Any]:
    return {"hidden": verdict.hidden, "narrowest": verdict.narrowest or 0, "weighed": weighed}


def _move(release: Release, *origin: ReleaseState, **told: Any) -> Release:
    """Move a release on from where it is. Raises OtherMeanwhile when it is elsewhere already."""
    if not Release.objects.filter(pk=release.pk, state__in=origin).update(**told):
        raise OtherMeanwhile("Deze uitgave is intussen verder of gestopt. Kijk opnieuw.")
    release.refresh_from_db()
    return release
