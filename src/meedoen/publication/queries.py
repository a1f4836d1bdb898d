# SPDX-License-Identifier: EUPL-1.2
"""Reads of the publication room: releases, what one shows, and what left before.

The database shows drafts where one works, and what was published to everybody.
"""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Q, QuerySet, Value, When

from meedoen.areas import queries as areas
from meedoen.database.queue import SILENT_AFTER
from meedoen.disclosure.folder import CELLS, read_release
from meedoen.disclosure.published import Published
from meedoen.disclosure.tables import CountTable, Dimension
from meedoen.publication.handed_in import CountFiles
from meedoen.publication.models import Preparation, Release, ReleaseFile, ReleaseRow
from meedoen.publication.reading import (
    NotReadable,
    RowProblem,
    Tree,
    read_counts,
    read_tree,
    table_of,
)
from meedoen.publication.rows import Names
from meedoen.publication.states import WAITS, WAS_OUT, ReleaseState
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.number import whole_in_words
from meedoen.vocabulary.work import GOING, WorkState

# So long a list goes on saying what did not become a release.
_SAID_FOR = timedelta(days=7)
# What a list does not show; the columns of a large table weigh most.
_NOT_IN_A_LIST = ("columns", "sources", "quality", "findings", "remark")


class RegisterClosed(PermissionError):
    """Something left before that cannot be read here, so that nothing can be weighed against it."""


@dataclass(frozen=True)
class LeftBefore:
    """A release that was out once, with its files as they left."""

    address: str
    title: str
    state: ReleaseState
    published_at: datetime
    files: Mapping[str, bytes]

    @property
    def published(self) -> Published:
        """Read what it shows."""
        return read_release(self.files)


@dataclass(frozen=True)
class SamePeople:
    """People who were counted before: their key, and who they are in words."""

    counts: str
    counted: str


def left_before(municipality: str, counts: str) -> tuple[LeftBefore, ...]:
    """Give everything that ever left about the same people, in the order in which it did.

    What was withdrawn is among it: what was out once is known for ever. Every room asks this before
    a count of people leaves it. Raises RegisterClosed when the files of one are hidden from who
    asks, rather than leave it out.
    """
    found = _register(municipality, counts)
    files: dict[int, dict[str, bytes]] = {one.pk: {} for one in found}
    rows = ReleaseFile.objects.filter(release__in=files).order_by("path")
    for release, path, content in rows.values_list("release", "path", "content"):
        files[release][path] = unpacked(content)
    if not all(CELLS in held for held in files.values()):
        raise RegisterClosed(f"Not every release about {counts} can be read here.")
    return tuple(
        LeftBefore(
            address=one.address,
            title=one.title,
            state=ReleaseState(one.state),
            published_at=one.published_at,  # type: ignore[arg-type]
            files=files[one.pk],
        )
        for one in found
    )


def as_it_left(release: Release) -> Published:
    """Give what a release shows. Raises RegisterClosed when its files are hidden from who asks."""
    files = files_of_release(release)
    if CELLS not in files:
        raise RegisterClosed(f"{release.address} cannot be read here.")
    return read_release(files)


def what_left(municipality: str, counts: str) -> tuple[str, ...]:
    """Give the addresses of all that ever left about the same people, in that order."""
    return tuple(one.address for one in _register(municipality, counts))


def _register(municipality: str, counts: str) -> list[Release]:
    same = Release.objects.filter(municipality=municipality, counts=counts, state__in=WAS_OUT)
    return list(same.defer(*_NOT_IN_A_LIST).order_by("published_at", "pk"))


def unpacked(content: bytes | memoryview) -> bytes:
    """Give a kept file as it left."""
    return zlib.decompress(bytes(content))


def packed(content: bytes) -> bytes:
    """Give a file as it is kept."""
    return zlib.compress(content, 9)


def releases(municipalities: Collection[str], *, words: str = "") -> QuerySet[Release]:
    """List the releases of these municipalities: first what waits for somebody, then the newest.

    With `words` those that have them in their title, or in who was counted.
    """
    waits = Case(When(state__in=WAITS, then=Value(0)), default=Value(1))
    found = Release.objects.filter(municipality__in=municipalities)
    return _with_words(found, words).order_by(waits, "-made_at", "-pk")


def waiting_for(account_id: int | None, municipalities: Collection[str]) -> int:
    """Count the releases that wait for a second pair of eyes, and were made by somebody else."""
    found = Release.objects.filter(
        municipality__in=municipalities, state=ReleaseState.CHECKED
    ).exclude(maker=account_id)
    return found.count()


def preparations(municipalities: Collection[str], *, on: Moment) -> QuerySet[Preparation]:
    """List what is on its way to be a release, and what failed in the last week; newest first."""
    goes_on = Q(state__in=GOING)
    failed = Q(state=WorkState.FAILED, over_at__gte=on.at - _SAID_FOR)
    found = Preparation.objects.filter(goes_on | failed, municipality__in=municipalities)
    return found.select_related("municipality").order_by("-asked_at", "-pk")


def preparation_of(pk: int, municipalities: Collection[str]) -> Preparation:
    """Give a preparation of these municipalities; raises Preparation.DoesNotExist otherwise."""
    found = Preparation.objects.select_related("municipality", "release", "replaces")
    return found.get(pk=pk, municipality__in=municipalities)


def is_silent(preparation: Preparation, on: Moment) -> bool:
    """Tell whether its worker began and was not heard of since: it fell away."""
    heard = preparation.heard_at or preparation.asked_at
    return preparation.state == WorkState.RUNNING and heard < on.at - SILENT_AFTER


def public_releases(*, words: str = "") -> QuerySet[Release]:
    """List what everybody may see, newest first: published, and what was withdrawn."""
    found = Release.objects.filter(state__in=WAS_OUT)
    return _with_words(found, words).order_by("-published_at", "-pk")


def _with_words(found: QuerySet[Release], words: str) -> QuerySet[Release]:
    found = found.select_related("municipality").defer(*_NOT_IN_A_LIST)
    for word in words.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(counted__icontains=word)
            | Q(municipality__name__icontains=word)
        )
    return found


def release_of(pk: int, municipalities: Collection[str]) -> Release:
    """Give a release of these municipalities; raises Release.DoesNotExist for any other."""
    found = Release.objects.select_related("municipality", "replaces")
    return found.get(pk=pk, municipality__in=municipalities)


def public_release(address: str) -> Release | None:
    """Give what stands at an address for everybody, or None."""
    found = Release.objects.select_related("municipality", "replaces")
    return found.filter(address=address, state__in=WAS_OUT).first()


def corrections_of(release: Release) -> QuerySet[Release]:
    """List what was published in the place of a release, newest first."""
    found = release.corrections.filter(state__in=WAS_OUT).defer(*_NOT_IN_A_LIST)
    return found.order_by("-published_at", "-pk")


def weighed_with(release: Release) -> QuerySet[Release]:
    """List what else was ever out about the same people, newest first."""
    same = Release.objects.filter(
        municipality=release.municipality_id, counts=release.counts, state__in=WAS_OUT
    )
    return same.exclude(pk=release.pk).defer(*_NOT_IN_A_LIST).order_by("-published_at", "-pk")


def former_of(release: Release) -> Release | None:
    """Give the release of the same title with the last reference day before this one, or None."""
    earlier = Release.objects.filter(
        municipality=release.municipality_id,
        title=release.title,
        per=release.per,
        state=ReleaseState.PUBLISHED,
        reference_day__lt=release.reference_day,
    )
    return earlier.order_by("-reference_day", "-published_at").first()


def same_people(municipality: str) -> list[SamePeople]:
    """List who was counted before in a municipality, last counted first, a hundred at most."""
    rows = Release.objects.filter(municipality=municipality).exclude(state=ReleaseState.SET_ASIDE)
    found = rows.order_by("-made_at", "-pk").values_list("counts", "counted")[:400]
    first: dict[str, str] = {}
    for counts, counted in found:
        first.setdefault(counts, counted)
    return [SamePeople(counts, counted) for counts, counted in list(first.items())[:100]]


def row_of(release: Release, code: str) -> ReleaseRow | None:
    """Give the row of a code, or that of the total when there is none."""
    rows = release.rows.filter(Q(code=code) | Q(place=0))
    return rows.order_by("-place").first()


def rows_under(release: Release, code: str) -> QuerySet[ReleaseRow]:
    """List the rows that lie right under a code, in their order."""
    return release.rows.filter(parent=code).order_by("place")


def rows_with(release: Release, codes: Collection[str]) -> dict[str, ReleaseRow]:
    """Give the rows of these codes, as far as they are there."""
    return {row.code: row for row in release.rows.filter(code__in=codes)}


def with_parts(release: Release, codes: Collection[str]) -> set[str]:
    """Tell which of these codes have parts of their own."""
    return set(release.rows.filter(parent__in=codes).values_list("parent", flat=True).distinct())


def path_to(release: Release, row: ReleaseRow) -> list[ReleaseRow]:
    """Give the rows above a row, the total first; a tree is no deeper than some ten."""
    above: list[ReleaseRow] = []
    parent = row.parent
    while parent and len(above) < 20:
        found = release.rows.get(code=parent)
        above.insert(0, found)
        parent = found.parent
    return above


def files_of_release(release: Release) -> dict[str, bytes]:
    """Give every file of a release by its path, byte for byte as it left."""
    rows = release.files.order_by("path").values_list("path", "content")
    return {path: unpacked(content) for path, content in rows}


def area_tree(municipality: str, name: str, codes: Sequence[str]) -> Tree | None:
    """Give the tree of a municipality's areas when these codes are its buurten or wijken.

    None when they are something else. A wijk of which no buurt is counted stays whole.
    """
    year = areas.latest_year(municipality)
    if year is None:
        return None
    places = {place.code: place for place in areas.places(municipality, year=year)}
    levels = {places[code].level for code in codes if code in places}
    if not levels or len(levels) > 1 or not all(code in places for code in codes):
        return None
    (level,) = levels
    kept = {
        code: place
        for code, place in places.items()
        if place.level in (Level.GEMEENTE, Level.WIJK, level)
    }
    if level is Level.GEMEENTE:
        return None
    pairs = [(code, place.parent_code or None) for code, place in kept.items()]
    return Tree(Dimension.of(name, pairs), {code: place.name for code, place in kept.items()})


def table_from(
    files: CountFiles, *, municipality: str, most_cells: int
) -> tuple[CountTable, Names]:
    """Read a table of true counts, with what lies under what, and how codes are called.

    A column with buurten or wijken of the municipality needs no tree. Raises NotReadable with
    everything that is wrong, or that there are more cells than `most_cells`.
    """
    counted = read_counts(files.counts)
    unknown = sorted(set(files.trees) - set(counted.names))
    if unknown:
        raise NotReadable(
            RowProblem(0, f"Er is een indeling voor “{unknown[0][:40]}”, maar zo heet geen kolom.")
        )
    read = {name: read_tree(name, content) for name, content in files.trees.items()}
    for name in counted.names:
        found = None if name in read else area_tree(municipality, name, counted.codes(name))
        if found is not None:
            read[name] = found
    cells = 1
    for name in counted.names:
        cells *= len(read[name].dimension.codes) if name in read else len(counted.codes(name)) + 1
    if cells > most_cells:
        raise NotReadable(
            RowProblem(
                0,
                f"Met alle totalen erbij zijn dit {whole_in_words(cells)} getallen. Hier kunnen er "
                f"{whole_in_words(most_cells)}. Neem minder kolommen, of vraag je beheerder.",
            )
        )
    return table_of(counted, read), {name: tree.names for name, tree in read.items()}
