# SPDX-License-Identifier: EUPL-1.2
"""A purpose of its own for the register of knelpunten; nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0019_for_accounting'),
    ]

    operations = [
        migrations.AlterField(
            model_name='grant',
            name='purpose',
            field=models.CharField(choices=[('public_information', 'informatie voor iedereen'), ('signing_in', 'inloggen'), ('taking_part', 'zelf meedoen'), ('intake', 'samen zoeken wat past'), ('guidance', 'helpen bij je plan'), ('placement', 'je plek regelen'), ('policy', 'beleid maken, zonder persoonsgegevens'), ('neighbourhood', 'zien wat er in een straat speelt, nooit bij wie'), ('accounting', 'de boekhouding, zonder verhalen'), ('improving', 'oplossen wat vastloopt, zonder namen'), ('oversight', 'controleren wie er keek'), ('administration', 'teams en accounts beheren')], max_length=40),
        ),
        migrations.AlterField(
            model_name='processingrecord',
            name='processing_activity',
            field=models.CharField(choices=[('public_information', 'informatie voor iedereen'), ('signing_in', 'inloggen'), ('taking_part', 'zelf meedoen'), ('intake', 'samen zoeken wat past'), ('guidance', 'helpen bij je plan'), ('placement', 'je plek regelen'), ('policy', 'beleid maken, zonder persoonsgegevens'), ('neighbourhood', 'zien wat er in een straat speelt, nooit bij wie'), ('accounting', 'de boekhouding, zonder verhalen'), ('improving', 'oplossen wat vastloopt, zonder namen'), ('oversight', 'controleren wie er keek'), ('administration', 'teams en accounts beheren')], max_length=40),
        ),
    ]
