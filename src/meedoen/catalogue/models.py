# SPDX-License-Identifier: EUPL-1.2
"""Locations and offers. No personal data; no column for money, funding or law (S1-04, S2-14)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Concat

from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.open_door import is_open_door


class LevelledWords(Func):
    """Words as the eye reads them, worked out in the database: see `catalogue_levelled` there.

    Accents, kinds of apostrophe and hyphen, capitals and characters of no width make no difference.
    """

    function = "catalogue_levelled"
    arity = 1
    output_field = TextField()


class Line(models.IntegerChoices):
    """How close to everyday life an offer stands (S3-02). The nearest line comes first."""

    ZEROTH = 0, "bewoners zelf"
    FIRST = 1, "organisaties in de buurt"
    SECOND = 2, "gespecialiseerde hulp"


class Location(models.Model):
    """A place where offers happen. Several organisations may share one (S1-13)."""

    name = models.CharField(max_length=120)
    street = models.CharField(max_length=120)
    buurt_code = models.CharField(max_length=10)
    municipality = models.ForeignKey("areas.Municipality", models.PROTECT, related_name="locations")
    lon = models.FloatField(help_text="WGS84, graden")
    lat = models.FloatField(help_text="WGS84, graden")

    class Meta:
        """One location per name in a buurt; looked up by buurt for the map."""

        constraints = [
            models.UniqueConstraint(fields=["name", "buurt_code"], name="location_once_per_buurt")
        ]
        indexes = [models.Index(fields=["buurt_code"], name="location_buurt")]

    def __str__(self) -> str:
        """Give the everyday name."""
        return self.name


class Offer(models.Model):
    """Something to take part in. `places` is empty where anyone can walk in.

    How many places are free is for `bookings`, which knows what is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="offers")
    location = models.ForeignKey(Location, models.PROTECT, related_name="offers")
    form = models.CharField(max_length=20, choices=[(form, form.label) for form in Form])
    themes = ArrayField(models.CharField(max_length=30), default=list)
    description = models.TextField()
    when_text = models.CharField(max_length=120)
    dayparts_per_week = models.PositiveSmallIntegerField(
        default=0, help_text="Hoeveel dagdelen deze plek ten minste vraagt; 0 is niets."
    )
    flexible = models.BooleanField(default=False, help_text="Is minder of anders bespreekbaar?")
    group_size = models.PositiveSmallIntegerField(null=True, blank=True)
    conditions = ArrayField(
        models.CharField(max_length=20, choices=[(c, c.label) for c in Condition]),
        default=list,
        blank=True,
    )
    needs_decision = models.BooleanField(
        default=False, help_text="Is een indicatie nodig? Nee betekent: geen indicatie nodig."
    )
    line = models.PositiveSmallIntegerField(choices=Line.choices, default=Line.ZEROTH)
    places = models.PositiveIntegerField(null=True, blank=True)
    taken_elsewhere = models.PositiveIntegerField(
        default=0, help_text="Hoeveel plekken bezet zijn door wie niet via Meedoen komt."
    )
    serves = ArrayField(
        models.CharField(max_length=6), help_text="Codes van de gemeenten waar dit voor is (S0-03)."
    )
    published_at = models.DateTimeField(null=True, blank=True)
    verified_on = models.DateField(
        null=True, blank=True, help_text="Laatst nagekeken door de organisatie (S0-24)."
    )
    # Kept by the database itself, so that no way of writing an offer can forget them.
    sorted_as = models.GeneratedField(
        expression=LevelledWords("title"), output_field=TextField(), db_persist=True
    )
    searched_in = models.GeneratedField(
        expression=LevelledWords(
            Concat("title", Value(" · "), "description", output_field=TextField())
        ),
        output_field=TextField(),
        db_persist=True,
    )

    class Meta:
        """The database refuses what may never be: more taken elsewhere than there are places."""

        constraints = [
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(taken_elsewhere__lte=F("places")),
                name="offer_taken_elsewhere_within_places",
            ),
            models.CheckConstraint(
                condition=Q(taken_elsewhere__gte=0), name="offer_taken_elsewhere_not_negative"
            ),
            models.CheckConstraint(condition=Q(line__in=[0, 1, 2]), name="offer_line_known"),
            models.CheckConstraint(condition=~Q(serves=[]), name="offer_serves_someone"),
        ]

    def __str__(self) -> str:
        """Give the title."""
        return self.title

    @property
    def open_door(self) -> bool:
        """Whether anyone can come in without being asked anything first."""
        return is_open_door(self)
