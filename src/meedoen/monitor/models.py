# SPDX-License-Identifier: EUPL-1.2
"""What the monitor knows of its sources: on what terms, what was loaded, which figures came of it.

No row of a person is here: those lie in files that pages cannot open (`snapshots.py`). A count
leaves as a release of `publication` only.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from meedoen.accounts.models import Account
from meedoen.areas.models import Municipality
from meedoen.monitor.sources.headings import LONGEST_HEADING, LONGEST_SUPPLIER
from meedoen.monitor.sources.profile import LONGEST_SHEET
from meedoen.monitor.sources.registry import EVERY
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.street_purposes import StreetPurpose
from meedoen.publication.models import Release
from meedoen.vocabulary.work import GOING, WorkState

_SOURCES = [(key, key) for key in EVERY]
_GOING = sorted(GOING)


class SourceTerms(models.Model):
    """On what terms a municipality lets rows of people of a source in (A16); the newest holds.

    `dpia` says where the assessment is found, `advised_on` when the data protection officer gave
    her advice. Without these five no row of a person comes in.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    source = models.CharField(max_length=24, choices=_SOURCES)
    ground = models.CharField(max_length=200)
    article = models.CharField(max_length=120)
    purpose = models.CharField(max_length=400)
    controller = models.CharField(max_length=160)
    dpia = models.CharField(max_length=160)
    advised_on = models.DateField()
    written_by = models.CharField(max_length=160)
    written_at = models.DateTimeField()
    ended_by = models.CharField(max_length=160, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="terms_are_whole",
                condition=~Q(ground="")
                & ~Q(article="")
                & ~Q(purpose="")
                & ~Q(controller="")
                & ~Q(dpia=""),
            ),
            models.UniqueConstraint(
                name="terms_hold_once",
                fields=["municipality", "source"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.municipality_id}"


class SourceLoad(models.Model):
    """A file of a source that was loaded: what it held, and how good it was.

    `file` is the name of what is kept of it, in the folder of the monitor; it goes when another
    takes its place. `as_of` is the day of which the supplier says what it holds. `without_area`
    counts the rows of which nobody knows in which buurt they are.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    source = models.CharField(max_length=24, choices=_SOURCES)
    year = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=10, choices=[(f.value, f.value) for f in SourceForm])
    status = models.CharField(
        max_length=16,
        choices=[(s.value, s.label) for s in LoadStatus],
        default=LoadStatus.PROVISIONAL,
    )
    as_of = models.DateField()
    rows = models.PositiveIntegerField()
    bad = models.PositiveIntegerField()
    without_area = models.PositiveIntegerField()
    file = models.CharField(max_length=160)
    terms = models.ForeignKey(SourceTerms, models.PROTECT, null=True, related_name="loads")
    loaded_by = models.CharField(max_length=160)
    loaded_at = models.DateTimeField()
    over_by = models.CharField(max_length=160, blank=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="load_has_rows", condition=Q(rows__gte=F("bad"))),
            models.UniqueConstraint(
                name="load_holds_once",
                fields=["municipality", "source", "year"],
                condition=Q(over_at__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="loads_of", fields=["municipality", "source", "-year"])
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.year} {self.municipality_id}"


class SupplierProfile(models.Model):
    """How a supplier writes a source: the headings that were seen, and which field each is.

    `known_as` is the name of the supplier as it is compared. `seen` are headings only, never a
    value: an empty one stands for what looked like a value and was not kept. While they wait for
    somebody to choose, `waits_since` says since when. What was forgotten can be put back.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    source = models.CharField(max_length=24, choices=_SOURCES)
    supplier = models.CharField(max_length=LONGEST_SUPPLIER)
    known_as = models.CharField(max_length=LONGEST_SUPPLIER)
    seen = ArrayField(models.CharField(max_length=LONGEST_HEADING, blank=True))
    seen_by = models.CharField(max_length=160)
    seen_at = models.DateTimeField()
    waits_since = models.DateTimeField(null=True)
    headings = models.JSONField(default=dict)
    ignore = ArrayField(models.CharField(max_length=LONGEST_HEADING), default=list)
    dates = models.CharField(max_length=12, blank=True)
    separator = models.CharField(max_length=4, blank=True)
    encoding = models.CharField(max_length=16, blank=True)
    sheet = models.CharField(max_length=LONGEST_SHEET, blank=True)
    codes = models.JSONField(default=dict)
    written_by = models.CharField(max_length=160, blank=True)
    written_at = models.DateTimeField(null=True)
    forgotten_by = models.CharField(max_length=160, blank=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="profile_holds_once",
                fields=["municipality", "source", "known_as"],
                condition=Q(forgotten_at__isnull=True),
            ),
            models.CheckConstraint(
                name="profile_waits_or_is_written",
                condition=Q(waits_since__isnull=False) | Q(written_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.municipality_id} {self.pk}"


class Objection(models.Model):
    """Somebody who does not want to be counted in rows: left out of the next build (AVG art. 21).

    `mark` is a pseudonym under a key of its own (`pseudonyms.py`), never a bsn.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    mark = models.BinaryField(max_length=16)
    written_by = models.CharField(max_length=160)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="objection_once", fields=["municipality", "mark"])
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MonitorChoice(models.Model):
    """What a municipality chose for its monitor; the newest holds.

    `inside` are the sources of which no figure is made public. Figures per street wait for a
    decision of the council: its day and where it is found.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    inside = ArrayField(models.CharField(max_length=24), default=list)
    streets_decided_on = models.DateField(null=True)
    streets_decision = models.CharField(max_length=160, blank=True)
    written_by = models.CharField(max_length=160)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="streets_by_a_decision",
                condition=Q(streets_decided_on__isnull=True, streets_decision="")
                | (Q(streets_decided_on__isnull=False) & ~Q(streets_decision="")),
            )
        ]
        indexes: ClassVar = [
            models.Index(name="choices_of", fields=["municipality", "-written_at"])
        ]

    def __str__(self) -> str:
        return str(self.municipality_id)


class Build(models.Model):
    """One time that figures were made of what was loaded; the worker does it.

    `done` of `wanted` figures are made; `heard_at` is when the worker last said that it goes on.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in WorkState],
        default=WorkState.WAITING,
    )
    asker = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=160)
    role = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    job = models.BigIntegerField(null=True)
    wanted = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="build_over_has_a_moment",
                condition=Q(state__in=_GOING, over_at__isnull=True)
                | (~Q(state__in=_GOING) & Q(over_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="build_one_at_a_time",
                fields=["municipality"],
                condition=Q(state__in=_GOING),
            ),
        ]
        indexes: ClassVar = [models.Index(name="builds_of", fields=["municipality", "-asked_at"])]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.state}"


class IndicatorFigure(models.Model):
    """The figures of an indicator over a year: the release in which they leave, or why none.

    `made_of` names the loads that were counted, by number, so that nothing is made twice; `told` is
    what stands beside the figures: per source its form, status, day and share of bad rows.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    build = models.ForeignKey(Build, models.PROTECT, related_name="figures")
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    why_none = models.CharField(max_length=500, blank=True)
    made_of = ArrayField(models.BigIntegerField(), default=list)
    told = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="figure_or_why_none",
                condition=(Q(release__isnull=False) & Q(why_none=""))
                | (Q(release__isnull=True) & ~Q(why_none="")),
            )
        ]
        indexes: ClassVar = [
            models.Index(
                name="figures_of", fields=["municipality", "indicator", "year", "-made_at"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year} {self.municipality_id}"


class StreetFigure(models.Model):
    """What was counted per street beside a figure, once, or why nothing of it can be shown.

    `source` is empty where streets are named and not counted. `as_of` and `status` are those of the
    load. It is no release, and nothing public comes from it.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    figure = models.OneToOneField(IndicatorFigure, models.PROTECT, related_name="per_street")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=24, blank=True, choices=_SOURCES)
    as_of = models.DateField(null=True)
    status = models.CharField(max_length=40, blank=True)
    why_none = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(name="street_figures_of", fields=["municipality", "year", "source"])
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.year} {self.municipality_id}"


class StreetRow(models.Model):
    """What may be shown of the streets of one buurt: a value for each, -1 is hidden.

    A street is a name, empty for who is in no known street. Where they are only named there are no
    values. No number that is hidden is here, or anywhere.
    """

    of = models.ForeignKey(StreetFigure, models.CASCADE, related_name="rows")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    buurt = models.CharField(max_length=10)
    streets = ArrayField(models.CharField(max_length=100))
    values = ArrayField(models.IntegerField(), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="street_row_once", fields=["of", "buurt"]),
        ]
        indexes: ClassVar = [
            models.Index(name="street_rows_of", fields=["municipality", "year", "buurt"])
        ]

    def __str__(self) -> str:
        return f"{self.buurt} {self.year}"


class StreetLook(models.Model):
    """Somebody looked at the figures per street of a buurt: who, when, and for what.

    Without keys to accounts, so that it neither blocks nor dies with them. Only added to.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    buurt = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    purpose = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in StreetPurpose]
    )
    words = models.CharField(max_length=200, blank=True)
    account = models.BigIntegerField()
    actor_label = models.CharField(max_length=160)
    actor_role = models.CharField(max_length=40)
    actor_organisation = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(name="street_looks_of", fields=["municipality", "-at"]),
            models.Index(name="street_looks_by", fields=["account", "buurt", "year", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.buurt} {self.year}"
