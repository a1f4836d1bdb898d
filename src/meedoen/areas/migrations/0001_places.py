# SPDX-License-Identifier: EUPL-1.2
"""Gemeenten, areas per year, streets, key figures, and the record of imports."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("areas", "gebieden"),
                            ("key_figures", "kerncijfers"),
                            ("streets", "straten"),
                        ],
                        max_length=12,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(null=True)),
                (
                    "municipality_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6), size=None
                    ),
                ),
                ("written", models.PositiveIntegerField()),
                ("imported_by", models.CharField(max_length=200)),
                ("imported_on", models.DateTimeField()),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-imported_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("imported_by", ""), _negated=True),
                        name="import_has_an_actor",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area_code", models.CharField(max_length=10)),
                ("year", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
            ],
            options={
                "verbose_name": "kerncijfer",
                "verbose_name_plural": "kerncijfers",
                "ordering": ["area_code", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area_code", "year", "name"),
                        name="key_figure_once_per_area_and_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "area_code__regex",
                                "^GM[0-9]{4}$|^WK[0-9]{4}[0-9A-Z]{2}$|^BU[0-9]{4}[0-9A-Z]{4}$",
                            )
                        ),
                        name="key_figure_of_an_area",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="key_figure_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1995), ("year__lte", 2100)),
                        name="key_figure_year_is_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("code", models.CharField(max_length=6, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
            ],
            options={
                "verbose_name": "gemeente",
                "verbose_name_plural": "gemeenten",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^GM[0-9]{4}$")),
                        name="municipality_code_is_gm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="municipality_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "level",
                    models.CharField(
                        choices=[("gemeente", "Gemeente"), ("wijk", "Wijk"), ("buurt", "Buurt")],
                        max_length=8,
                    ),
                ),
                ("parent_code", models.CharField(blank=True, max_length=8)),
                ("name", models.CharField(max_length=100)),
                ("geometry", models.JSONField()),
                ("label_lon", models.FloatField()),
                ("label_lat", models.FloatField()),
                ("area_ha", models.FloatField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="areas.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "gebied",
                "verbose_name_plural": "gebieden",
                "ordering": ["code"],
                "indexes": [models.Index(fields=["municipality", "year", "level"], name="area_in")],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "year"), name="area_once_per_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code__regex", "^GM[0-9]{4}$"), ("level", "gemeente")),
                            models.Q(("code__regex", "^WK[0-9]{4}[0-9A-Z]{2}$"), ("level", "wijk")),
                            models.Q(
                                ("code__regex", "^BU[0-9]{4}[0-9A-Z]{4}$"), ("level", "buurt")
                            ),
                            _connector="OR",
                        ),
                        name="area_code_fits_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "gemeente"), ("parent_code", "")),
                            models.Q(
                                models.Q(("level", "gemeente"), _negated=True),
                                models.Q(("parent_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="area_has_a_parent_unless_gemeente",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="area_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("area_ha__gte", 0)), name="area_size_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1995), ("year__lte", 2100)),
                        name="area_year_is_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Street",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("buurt_code", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=100)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="streets",
                        to="areas.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "straat",
                "verbose_name_plural": "straten",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("buurt_code", "name"), name="street_once_per_buurt"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("buurt_code__regex", "^BU[0-9]{4}[0-9A-Z]{4}$")),
                        name="street_lies_in_a_buurt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="street_has_a_name"
                    ),
                ],
            },
        ),
    ]
