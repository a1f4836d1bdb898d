# SPDX-License-Identifier: EUPL-1.2
"""Gemeenten, wijken, buurten and streets, per year where CBS redraws them per year.

A place is known by its code: names repeat within a gemeente (two "Verspreide huizen" is normal) and
borders change every year, so an area is one code in one year. Geometry is kept as GeoJSON, because
a municipality is no larger than a photograph and is only ever drawn, never queried by position.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from meedoen.areas.levels import ANY_PATTERN, PATTERNS
from meedoen.vocabulary.codes import Level

LEVELS = [(level.value, level.value.capitalize()) for level in Level]
FIRST_YEAR, LAST_YEAR = 1995, 2100  # CBS publishes key figures per buurt since 1995


def _code_fits_level() -> Q:
    """An area's code has the shape of its level."""
    fits = Q()
    for level, pattern in PATTERNS.items():
        fits |= Q(level=level.value, code__regex=pattern)
    return fits


def _year_is_sound(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR))


class Municipality(models.Model):
    """A gemeente, whatever its borders in a given year."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        constraints = [
            models.CheckConstraint(
                name="municipality_code_is_gm",
                condition=Q(code__regex=PATTERNS[Level.GEMEENTE]),
            ),
            models.CheckConstraint(name="municipality_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A gemeente, wijk or buurt as it was drawn in one year."""

    code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=8, choices=LEVELS)
    parent_code = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=100)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="areas")
    geometry = models.JSONField()
    label_lon = models.FloatField()
    label_lat = models.FloatField()
    area_ha = models.FloatField()

    class Meta:
        ordering = ["code"]
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        constraints = [
            models.UniqueConstraint(name="area_once_per_year", fields=["code", "year"]),
            models.CheckConstraint(name="area_code_fits_level", condition=_code_fits_level()),
            models.CheckConstraint(
                name="area_has_a_parent_unless_gemeente",
                condition=Q(level="gemeente", parent_code="")
                | (~Q(level="gemeente") & ~Q(parent_code="")),
            ),
            models.CheckConstraint(name="area_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="area_size_not_negative", condition=Q(area_ha__gte=0)),
            # For the database NaN is larger than any number, so these keep it out too.
            models.CheckConstraint(name="area_size_is_a_number", condition=Q(area_ha__lt=1e12)),
            models.CheckConstraint(
                name="area_label_is_a_place",
                condition=Q(label_lon__range=(-180, 180), label_lat__range=(-90, 90)),
            ),
            _year_is_sound("area_year_is_sound"),
        ]
        indexes = [models.Index(name="area_in", fields=["municipality", "year", "level"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, {self.year})"


class Succession(models.Model):
    """Where an area of an earlier year lies in the latest year, under another code.

    Offers, teams and residents keep the code they were given; this is how they are found back.
    """

    code = models.CharField(max_length=10, primary_key=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    successor_code = models.CharField(max_length=10)
    same_land = models.BooleanField()

    class Meta:
        ordering = ["code"]
        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"
        constraints = [
            models.CheckConstraint(
                name="succession_is_of_areas",
                condition=Q(code__regex=ANY_PATTERN) & Q(successor_code__regex=ANY_PATTERN),
            ),
            models.CheckConstraint(
                name="succession_has_another_code", condition=~Q(code=models.F("successor_code"))
            ),
        ]
        indexes = [models.Index(name="succession_of", fields=["successor_code"])]

    def __str__(self) -> str:
        return f"{self.code} → {self.successor_code}"


class Street(models.Model):
    """A street, or the part of it that lies in one buurt."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="streets")
    buurt_code = models.CharField(max_length=10)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        verbose_name = "straat"
        verbose_name_plural = "straten"
        constraints = [
            models.UniqueConstraint(name="street_once_per_buurt", fields=["buurt_code", "name"]),
            models.CheckConstraint(
                name="street_lies_in_a_buurt",
                condition=Q(buurt_code__regex=PATTERNS[Level.BUURT]),
            ),
            models.CheckConstraint(name="street_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class KeyFigure(models.Model):
    """A figure of CBS about an area in one year; no value means unknown or secret, never nought."""

    area_code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)

    class Meta:
        ordering = ["area_code", "name"]
        verbose_name = "kerncijfer"
        verbose_name_plural = "kerncijfers"
        constraints = [
            models.UniqueConstraint(
                name="key_figure_once_per_area_and_year", fields=["area_code", "year", "name"]
            ),
            models.CheckConstraint(
                name="key_figure_of_an_area", condition=Q(area_code__regex=ANY_PATTERN)
            ),
            models.CheckConstraint(name="key_figure_has_a_name", condition=~Q(name="")),
            _year_is_sound("key_figure_year_is_sound"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.area_code} {self.year}"


class Import(models.Model):
    """The record that open data about places was loaded: what, of which year, by whom and when."""

    class Kind(models.TextChoices):
        """What was loaded."""

        AREAS = "areas", "gebieden"
        KEY_FIGURES = "key_figures", "kerncijfers"
        STREETS = "streets", "straten"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(null=True)
    municipality_codes = ArrayField(models.CharField(max_length=6))
    written = models.PositiveIntegerField()
    imported_by = models.CharField(max_length=200)
    imported_on = models.DateTimeField()

    class Meta:
        ordering = ["-imported_on"]
        verbose_name = "import"
        verbose_name_plural = "imports"
        constraints = [
            models.CheckConstraint(name="import_has_an_actor", condition=~Q(imported_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year or ''}".strip()
