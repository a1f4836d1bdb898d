# SPDX-License-Identifier: EUPL-1.2
"""Releases of counts: what is shown, its proof, and who let it out. No true count is kept here.

What somebody counted is protected when it comes in, and only what may be shown is stored: the
files of the release as they leave, and the same figures as rows, so that a page reads a few. While
that waits for the worker, what was handed in lies sealed, and goes with the end of it.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from meedoen.accounts.models import Account
from meedoen.areas.models import Municipality
from meedoen.publication.states import ReleaseState
from meedoen.vocabulary.work import GOING, WorkState

_APPROVED = [ReleaseState.APPROVED, ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN]
_OUT = [ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN]
_ENDED = [ReleaseState.WITHDRAWN, ReleaseState.SET_ASIDE]
_GOING = sorted(GOING)


class _Told(models.Model):
    """What a release says of itself, from the moment that it is asked for.

    `counted` says who was counted, `counts` is their key: releases of a municipality with the same
    count the same people, and are weighed together.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    counts = models.SlugField(max_length=120)
    counted = models.CharField(max_length=160)
    reference_day = models.DateField()
    sources = models.TextField(max_length=2000)
    quality = models.TextField(max_length=2000)
    threshold = models.PositiveSmallIntegerField()
    zero_is_open = models.BooleanField()

    class Meta:
        abstract = True


class Release(_Told):
    """A table of counts on its way out, or out.

    `per` is the dimension that has a row for each code, and `columns` the others: `[[name, [[code,
    parent, name in words], …]], …]`, as they stand in the values of a row. `digest` is the
    fingerprint of what is shown.
    """

    address = models.SlugField(max_length=120, unique=True)
    per = models.CharField(max_length=80)
    columns = models.JSONField()
    digest = models.CharField(max_length=64)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in ReleaseState],
        default=ReleaseState.DRAFT,
    )
    maker = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_by = models.CharField(max_length=160)
    made_at = models.DateTimeField()
    findings = ArrayField(models.CharField(max_length=300), default=list)
    checked_at = models.DateTimeField(null=True)
    hidden = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)
    narrowest = models.PositiveBigIntegerField(default=0)
    weighed = models.PositiveSmallIntegerField(default=0)
    approver = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    approved_by = models.CharField(max_length=160, blank=True)
    approved_at = models.DateTimeField(null=True)
    remark = models.TextField(max_length=1000, blank=True)
    published_by = models.CharField(max_length=160, blank=True)
    published_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=160, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="release_says_what_it_is",
                condition=~Q(title="") & ~Q(counted="") & ~Q(counts="") & ~Q(sources=""),
            ),
            models.CheckConstraint(
                name="release_second_pair_of_eyes",
                condition=Q(approver__isnull=True) | ~Q(approver=F("maker")),
            ),
            models.CheckConstraint(
                name="release_out_only_when_approved",
                condition=~Q(state__in=_APPROVED)
                | Q(approver__isnull=False, approved_at__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="release_out_has_a_day",
                condition=Q(state__in=_OUT, published_at__isnull=False)
                | (~Q(state__in=_OUT) & Q(published_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="release_ends_with_a_reason",
                condition=Q(state__in=_ENDED, ended_at__isnull=False) & ~Q(ended_why="")
                | (~Q(state__in=_ENDED) & Q(ended_at__isnull=True, ended_why="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="releases_of", fields=["municipality", "-made_at"]),
            models.Index(name="releases_same_people", fields=["municipality", "counts"]),
            models.Index(name="releases_out", fields=["-published_at"]),
        ]

    def __str__(self) -> str:
        return self.address


class ReleaseFile(models.Model):
    """A file of a release, byte for byte as it left; kept compressed."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    path = models.CharField(max_length=160)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="release_file_once", fields=["release", "path"])
        ]


class ReleaseRow(models.Model):
    """What is shown of one code of the dimension that has rows: a value per combination of columns.

    `parent` is the code above it, empty for the total; `place` its place among all, parents before
    their parts; -1 is hidden.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="rows")
    place = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    parent = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120)
    values = ArrayField(models.BigIntegerField())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="release_row_once", fields=["release", "code"])
        ]
        indexes: ClassVar = [
            models.Index(name="release_rows_under", fields=["release", "parent", "place"])
        ]


class Preparation(_Told):
    """Counts that were handed in and are worked on, until they are a release.

    It says what the release will say of itself. `mark` tells the same files from others, to who has
    our secret; `step` what is being done, `heard_at` when the worker last said that it goes on.
    """

    asker = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=160)
    role = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    replaces = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    mark = models.CharField(max_length=64)
    cells = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in WorkState],
        default=WorkState.WAITING,
    )
    step = models.PositiveSmallIntegerField(default=0)
    weighed = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    job = models.BigIntegerField(null=True)
    trouble = models.CharField(max_length=500, blank=True)
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="preparation_done_has_a_release",
                condition=Q(state=WorkState.DONE, release__isnull=False)
                | (~Q(state=WorkState.DONE) & Q(release__isnull=True)),
            ),
            models.CheckConstraint(
                name="preparation_over_has_a_moment",
                condition=Q(state__in=_GOING, over_at__isnull=True)
                | (~Q(state__in=_GOING) & Q(over_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="preparations_of", fields=["municipality", "-asked_at"])
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.state}"


class HandedIn(models.Model):
    """The true counts of a preparation, sealed; the database removes them when it is over.

    The table is not logged: it is in no copy of the database that another machine keeps up to date,
    and a server that falls loses it. No backup has it either.
    """

    preparation = models.OneToOneField(
        Preparation, models.CASCADE, primary_key=True, related_name="handed_in"
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.preparation_id)
