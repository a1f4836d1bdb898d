# SPDX-License-Identifier: EUPL-1.2
"""Writes of the monitor: terms, loads, profiles, objections; figures are made; streets looked at.

What is kept of a file is written before its row is, and that of before goes after: whoever is
killed halfway leaves the load of before or the new one, never both and never half of one. Pages
make a build wait; the worker alone moves it on. Each move says from which state it goes, so that a
build that somebody stopped cannot come back.
"""

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from meedoen.database.turns import one_at_a_time
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.monitor.gate import Terms, day_of_advice
from meedoen.monitor.models import (
    Build,
    IndicatorFigure,
    MonitorChoice,
    Objection,
    SourceLoad,
    SourceTerms,
    StreetFigure,
    StreetLook,
    StreetRow,
    SupplierProfile,
)
from meedoen.monitor.queries import look_that_goes_on, streets_decided
from meedoen.monitor.sources.headings import headings_to_keep, supplier_name
from meedoen.monitor.sources.profile import WrittenProfile, is_settled
from meedoen.monitor.sources.registry import source as source_of
from meedoen.monitor.sources.specification import SourceForm, level
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.street_figures import ShownBuurt
from meedoen.monitor.street_purposes import StreetPurpose
from meedoen.privacy.decision import Viewer
from meedoen.publication.models import Release
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line
from meedoen.vocabulary.work import GOING, WorkState

TASK = "monitor.build_figures"
# A build that takes its worker along each time is not begun for ever.
MOST_TRIES = 3
_FELL_AWAY = "De rekenmachine viel steeds weg bij het tellen. Vraag je beheerder."


class TermsEnded(Exception):
    """Somebody ended the terms of a source while rows of people of it were read."""


class NotThisMonitor(PermissionError):
    """The monitor is of a municipality the actor does not work for."""


class NoChoice(ValueError):
    """What was chosen cannot be so; the message says why, for who chose it."""


class StreetsAreOff(ValueError):
    """The council did not decide that figures per street may be seen; the message says so."""


class StillBuilding(Exception):
    """Figures of the municipality are being made already."""


class NothingLoaded(Exception):
    """No source of the municipality was loaded yet, so there is nothing to count."""


@dataclass(frozen=True)
class LoadedFile:
    """A file that was read and kept: which, how many rows it had, and where what is kept lies."""

    municipality: str
    source: str
    year: int
    form: SourceForm
    status: LoadStatus
    as_of: date
    rows: int
    bad: int
    without_area: int
    file: str


@transaction.atomic
def write_terms(
    *, municipality: str, source: str, terms: Terms, by: Actor, on: Moment
) -> SourceTerms:
    """Let these terms hold for a source from now on, in the place of those of before.

    Raises NotOnTerms when one of them is missing, and KeyError for no source.
    """
    sign(by=by, on=on)
    advised_on = day_of_advice(terms, source_of(source), municipality, today=on.day)
    one_at_a_time(f"monitor terms of {municipality}")
    _ending(municipality, source, by, on)
    return SourceTerms.objects.create(
        municipality_id=municipality,
        source=source,
        ground=terms.ground.strip(),
        article=terms.article.strip(),
        purpose=terms.purpose.strip(),
        controller=terms.controller.strip(),
        dpia=terms.dpia.strip(),
        advised_on=advised_on,
        written_by=by.label,
        written_at=on.at,
    )


@transaction.atomic
def end_terms(*, municipality: str, source: str, by: Actor, on: Moment) -> bool:
    """Let no more rows of people of a source in; gives whether terms held."""
    sign(by=by, on=on)
    one_at_a_time(f"monitor terms of {municipality}")
    return _ending(municipality, source, by, on) > 0


def _ending(municipality: str, source: str, by: Actor, on: Moment) -> int:
    holding = SourceTerms.objects.filter(
        municipality_id=municipality, source=source, ended_at__isnull=True
    )
    return holding.update(ended_by=by.label, ended_at=on.at)


@transaction.atomic
def record_load(*, load: LoadedFile, terms: SourceTerms | None, by: Actor, on: Moment) -> str:
    """Let a load take the place of the one before it; gives the file of that one, which may go.

    Empty when there was none. `terms` are those under which rows of people came in; they may have
    ended meanwhile: raises TermsEnded then.
    """
    sign(by=by, on=on)
    one_at_a_time(f"monitor loads of {load.municipality}")
    if terms is not None:
        one_at_a_time(f"monitor terms of {load.municipality}")
        if not SourceTerms.objects.filter(pk=terms.pk, ended_at__isnull=True).exists():
            raise TermsEnded("the terms ended while the file was read")
    of_before = SourceLoad.objects.filter(
        municipality_id=load.municipality,
        source=load.source,
        year=load.year,
        over_at__isnull=True,
    ).first()
    if of_before is not None:
        of_before.over_by, of_before.over_at = by.label, on.at
        of_before.save(update_fields=["over_by", "over_at"])
    SourceLoad.objects.create(
        municipality_id=load.municipality,
        source=load.source,
        year=load.year,
        form=load.form,
        status=load.status,
        as_of=load.as_of,
        rows=load.rows,
        bad=load.bad,
        without_area=load.without_area,
        file=load.file,
        terms=terms,
        loaded_by=by.label,
        loaded_at=on.at,
    )
    return of_before.file if of_before else ""


@transaction.atomic
def note_headings(
    *, municipality: str, source: str, supplier: str, line: Sequence[str], by: Actor, on: Moment
) -> SupplierProfile:
    """Let the headings of a supplier wait until somebody says which field each is.

    Of `line`, the first of a file, headings are kept and no values. What is remembered of the
    supplier stays. Raises NoHeadings when nothing can be kept, and KeyError for no source.
    """
    sign(by=by, on=on)
    name, seen = supplier_name(supplier), headings_to_keep(line, source_of(source))
    one_at_a_time(f"monitor profiles of {municipality}")
    held = SupplierProfile.objects.filter(
        municipality_id=municipality,
        source=source,
        known_as=level(name),
        forgotten_at__isnull=True,
    ).first()
    if held is None:
        return SupplierProfile.objects.create(
            municipality_id=municipality, source=source, supplier=name, known_as=level(name),
            seen=list(seen), seen_by=by.label, seen_at=on.at, waits_since=on.at,
        )  # fmt: skip
    if held.seen != list(seen) or held.waits_since is None:
        held.seen, held.seen_by, held.seen_at = list(seen), by.label, on.at
        held.waits_since = held.waits_since or on.at
        held.save(update_fields=["seen", "seen_by", "seen_at", "waits_since"])
    return held


@transaction.atomic
def remember_profile(
    *, profile: SupplierProfile, written: WrittenProfile, by: Actor, on: Moment
) -> bool:
    """Remember how a supplier writes; gives whether a file with the headings that were seen fits.

    While it does not, the headings go on waiting. The same once more changes nothing.
    """
    sign(by=by, on=on)
    one_at_a_time(f"monitor profiles of {profile.municipality_id}")
    held = SupplierProfile.objects.get(pk=profile.pk)
    fits = is_settled(held.seen, source_of(held.source), written)
    told = dataclasses.asdict(written) | {"ignore": list(written.ignore)}
    waits_since = None if fits else held.waits_since or on.at
    stands = all(getattr(held, name) == part for name, part in told.items())
    if not (stands and held.written_at and waits_since == held.waits_since):
        SupplierProfile.objects.filter(pk=held.pk).update(
            **told, waits_since=waits_since, written_by=by.label, written_at=on.at
        )
    return fits


@transaction.atomic
def forget_profile(*, profile: SupplierProfile, by: Actor, on: Moment) -> None:
    """Forget how a supplier writes; `put_back_profile` undoes it."""
    sign(by=by, on=on)
    SupplierProfile.objects.filter(pk=profile.pk, forgotten_at__isnull=True).update(
        forgotten_by=by.label, forgotten_at=on.at
    )


@transaction.atomic
def put_back_profile(*, profile: SupplierProfile, by: Actor, on: Moment) -> bool:
    """Remember again how a supplier writes; False when something newer of it is remembered."""
    sign(by=by, on=on)
    one_at_a_time(f"monitor profiles of {profile.municipality_id}")
    newer = SupplierProfile.objects.filter(
        municipality=profile.municipality_id, source=profile.source,
        known_as=profile.known_as, forgotten_at__isnull=True,
    ).exclude(pk=profile.pk)  # fmt: skip
    if newer.exists():
        return False
    SupplierProfile.objects.filter(pk=profile.pk).update(forgotten_by="", forgotten_at=None)
    return True


@transaction.atomic
def note_objection(*, municipality: str, mark: bytes, by: Actor, on: Moment) -> bool:
    """Leave somebody out of the next build, by her mark; gives whether that is new."""
    sign(by=by, on=on)
    _, new = Objection.objects.get_or_create(
        municipality_id=municipality,
        mark=mark,
        defaults={"written_by": by.label, "written_at": on.at},
    )
    return new


@transaction.atomic
def take_back_objection(*, municipality: str, mark: bytes, by: Actor, on: Moment) -> bool:
    """Count somebody again from the next build on; gives whether she objected."""
    sign(by=by, on=on)
    gone, _ = Objection.objects.filter(municipality_id=municipality, mark=mark).delete()
    return gone > 0


def _must_work_here(municipality: str, by: Viewer) -> int:
    """Give the account of who works here."""
    if municipality not in by.municipalities or by.account_id is None:
        raise NotThisMonitor("Deze monitor is van een andere gemeente.")
    return by.account_id


@transaction.atomic
def choose(
    *,
    municipality: str,
    inside: Collection[str],
    streets_decided_on: date | None,
    streets_decision: str,
    by: Viewer,
    on: Moment,
) -> MonitorChoice:
    """Keep what a municipality chooses: sources that stay inside, and the council on streets.

    Raises NotThisMonitor, or NoChoice when a decision has no day or no place where it is found, or
    lies ahead.
    """
    sign(by=by, on=on)
    _must_work_here(municipality, by)
    if bool(streets_decision) != bool(streets_decided_on):
        raise NoChoice("Bij een besluit van de raad horen een dag en waar het te vinden is.")
    if streets_decided_on and streets_decided_on > on.day:
        raise NoChoice("Een besluit dat nog komt, geldt nog niet.")
    return MonitorChoice.objects.create(
        municipality_id=municipality,
        inside=sorted(set(inside)),
        streets_decided_on=streets_decided_on,
        streets_decision=streets_decision,
        written_by=by.label,
        written_at=on.at,
    )


@transaction.atomic
def ask_for_a_build(*, municipality: str, by: Viewer, on: Moment) -> Build:
    """Let figures of all that was loaded wait for the worker, who makes them in this name.

    Raises as `start_build` does.
    """
    build = start_build(municipality=municipality, by=by, on=on)
    build.job = app.configure_task(TASK).defer(build_id=build.pk)
    build.save(update_fields=["job"])
    return build


@transaction.atomic
def start_build(*, municipality: str, by: Viewer, on: Moment) -> Build:
    """Note that figures are asked for, for who makes them at once.

    Raises NotThisMonitor, NothingLoaded, or StillBuilding while an earlier build goes on.
    """
    sign(by=by, on=on)
    account = _must_work_here(municipality, by)
    if not SourceLoad.objects.filter(municipality=municipality, over_at__isnull=True).exists():
        raise NothingLoaded("Er is nog geen bron geladen, dus er valt nog niets te tellen.")
    # In a row, so that two who ask at the same moment do not both find room.
    one_at_a_time(f"monitor builds of {municipality}")
    if Build.objects.filter(municipality=municipality, state__in=GOING).exists():
        raise StillBuilding("Er wordt al geteld. Wacht even, of stop het eerst.")
    return Build.objects.create(
        municipality_id=municipality,
        asker_id=account,
        asked_by=by.label,
        role=str(by.role),
        asked_at=on.at,
    )


@transaction.atomic
def stop_build(*, build: Build, by: Viewer, on: Moment) -> bool:
    """Stop a build; what is made already stays. False when it was over. Raises NotThisMonitor."""
    sign(by=by, on=on)
    _must_work_here(build.municipality_id, by)
    if not _move_build(build.pk, GOING, state=WorkState.STOPPED, over_at=on.at):
        return False
    if build.job is not None:
        app.job_manager.cancel_job_by_id(build.job, abort=True)
    return True


def begin_build(*, build_id: int, on: Moment) -> Build | None:
    """Note that the worker begins; None when nobody waits any more.

    A build that another worker began and left may be begun again: what is made is not made twice.
    """
    told = {"state": WorkState.RUNNING, "heard_at": on.at, "wanted": 0, "done": 0}
    if not _move_build(build_id, GOING, **told):
        return None
    return Build.objects.get(pk=build_id)


def note_made(*, build_id: int, done: int, wanted: int, on: Moment) -> bool:
    """Note how many of the figures are made; False when it was stopped meanwhile."""
    told = {"done": done, "wanted": wanted, "heard_at": on.at}
    return _move_build(build_id, {WorkState.RUNNING}, **told)


def keep_figure(
    *,
    build: Build,
    indicator: str,
    year: int,
    made_of: Sequence[int],
    told: Sequence[dict[str, Any]],
    on: Moment,
    release: Release | None = None,
    why_none: str = "",
) -> IndicatorFigure:
    """Tie the figures of an indicator over a year to their release, or say why there is none."""
    return IndicatorFigure.objects.create(
        municipality_id=build.municipality_id,
        indicator=indicator,
        year=year,
        build=build,
        release=release,
        why_none=why_none[:500],
        made_of=sorted(made_of),
        told=list(told),
        made_at=on.at,
    )


@transaction.atomic
def keep_streets(
    *,
    figure: IndicatorFigure,
    source: str,
    shown: Sequence[ShownBuurt],
    on: Moment,
    why_none: str = "",
    as_of: date | None = None,
    status: LoadStatus | None = None,
) -> StreetFigure:
    """Keep what may be shown per street beside a figure, or why there is nothing.

    What stood beside earlier figures of the same source and year goes; that it was shown is kept.
    Without a `source` streets are only named.
    """
    here = {"municipality_id": figure.municipality_id, "year": figure.year}
    StreetRow.objects.filter(of__source=source, **here).delete()
    kept, _ = StreetFigure.objects.update_or_create(
        figure=figure,
        defaults={"why_none": why_none[:500], "made_at": on.at},
        create_defaults={
            **here, "source": source, "why_none": why_none[:500], "made_at": on.at,
            "as_of": as_of, "status": status.label if status else "",
        },
    )  # fmt: skip
    StreetRow.objects.bulk_create(
        StreetRow(
            of=kept, buurt=one.buurt, streets=list(one.streets), values=list(one.values), **here
        )
        for one in shown
    )
    return kept


def drop_streets(*, municipality: str) -> int:
    """Take away all that is shown per street, for who may no longer show it; gives how much."""
    gone, _ = StreetRow.objects.filter(municipality=municipality).delete()
    return gone


@transaction.atomic
def look_at_streets(
    *,
    municipality: str,
    buurt: str,
    year: int,
    purpose: StreetPurpose,
    words: str,
    by: Viewer,
    on: Moment,
) -> StreetLook:
    """Write down that somebody looks at the streets of a buurt and for what; it opens them to her.

    Who does so twice within the hour that it lasts, looked once. Raises NotThisMonitor, or
    StreetsAreOff without a decision of the council.
    """
    account = _must_work_here(municipality, by)
    if not streets_decided(municipality):
        raise StreetsAreOff("De raad heeft niet besloten dat cijfers per straat mogen.")
    one_at_a_time(f"looks at streets of {account}")
    told: dict[str, Any] = {
        "municipality_id": municipality, "buurt": buurt, "year": year, "purpose": purpose,
        "words": without_bsn(read_line(words)), "account": account,
    }  # fmt: skip
    return look_that_goes_on(on=on, **told) or StreetLook.objects.create(
        **told,
        actor_label=by.label,
        actor_role=by.role,
        actor_organisation=by.organisation_label,
        at=on.at,
    )


def finish_build(*, build_id: int, on: Moment) -> bool:
    """Note that all is made; False when it was stopped meanwhile."""
    told = {"state": WorkState.DONE, "over_at": on.at}
    return _move_build(build_id, {WorkState.RUNNING}, **told)


def fail_build(*, build_id: int, trouble: str, on: Moment) -> bool:
    """Note in words why it could not be done; False when it was over already."""
    told = {"state": WorkState.FAILED, "trouble": trouble[:500], "over_at": on.at}
    return _move_build(build_id, GOING, **told)


def build_again(*, build_id: int, tries: int, on: Moment) -> bool:
    """Let a build wait once more whose worker fell away; False when its job is over.

    Which it is when it was over already, or was begun too often (`tries` times): then it failed.
    """
    if tries >= MOST_TRIES:
        fail_build(build_id=build_id, trouble=_FELL_AWAY, on=on)
        return False
    return _move_build(build_id, GOING, state=WorkState.WAITING)


def _move_build(build_id: int, origin: Collection[WorkState], **told: Any) -> bool:
    return bool(Build.objects.filter(pk=build_id, state__in=origin).update(**told))
