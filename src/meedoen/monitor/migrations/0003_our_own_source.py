# SPDX-License-Identifier: EUPL-1.2
"""What we know ourselves is a source as the others are; nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitor', '0002_of_here'),
    ]

    operations = [
        migrations.AlterField(
            model_name='sourceload',
            name='source',
            field=models.CharField(choices=[('wmo', 'wmo'), ('awbz', 'awbz'), ('wwb', 'wwb'), ('wsw', 'wsw'), ('schuldhulp', 'schuldhulp'), ('bijzondere_bijstand', 'bijzondere_bijstand'), ('vsv', 'vsv'), ('leerlingenvervoer', 'leerlingenvervoer'), ('jeugdzorg', 'jeugdzorg'), ('cjg', 'cjg'), ('oggz', 'oggz'), ('wia', 'wia'), ('wajong', 'wajong'), ('zorgverzekering', 'zorgverzekering'), ('wet_oke', 'wet_oke'), ('leerplicht', 'leerplicht'), ('dienstverlening', 'dienstverlening'), ('eigen', 'eigen')], max_length=24),
        ),
        migrations.AlterField(
            model_name='sourceterms',
            name='source',
            field=models.CharField(choices=[('wmo', 'wmo'), ('awbz', 'awbz'), ('wwb', 'wwb'), ('wsw', 'wsw'), ('schuldhulp', 'schuldhulp'), ('bijzondere_bijstand', 'bijzondere_bijstand'), ('vsv', 'vsv'), ('leerlingenvervoer', 'leerlingenvervoer'), ('jeugdzorg', 'jeugdzorg'), ('cjg', 'cjg'), ('oggz', 'oggz'), ('wia', 'wia'), ('wajong', 'wajong'), ('zorgverzekering', 'zorgverzekering'), ('wet_oke', 'wet_oke'), ('leerplicht', 'leerplicht'), ('dienstverlening', 'dienstverlening'), ('eigen', 'eigen')], max_length=24),
        ),
    ]
