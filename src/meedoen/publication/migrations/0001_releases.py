# SPDX-License-Identifier: EUPL-1.2
"""Releases with their files and rows; no true count is among them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import meedoen.publication.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0002_where_areas_lie_now'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.SlugField(max_length=120, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('counts', models.SlugField(max_length=120)),
                ('counted', models.CharField(max_length=160)),
                ('reference_day', models.DateField()),
                ('sources', models.TextField(max_length=2000)),
                ('quality', models.TextField(max_length=2000)),
                ('threshold', models.PositiveSmallIntegerField()),
                ('zero_is_open', models.BooleanField()),
                ('per', models.CharField(max_length=80)),
                ('columns', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('draft', 'Concept'), ('checked', 'Wacht op tweede paar ogen'), ('approved', 'Klaar om openbaar te maken'), ('published', 'Openbaar'), ('withdrawn', 'Teruggetrokken'), ('set_aside', 'Niet naar buiten')], default=meedoen.publication.states.ReleaseState['DRAFT'], max_length=10)),
                ('made_by', models.CharField(max_length=160)),
                ('made_at', models.DateTimeField()),
                ('findings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, size=None)),
                ('checked_at', models.DateTimeField(null=True)),
                ('hidden', models.PositiveIntegerField(default=0)),
                ('shown', models.PositiveIntegerField(default=0)),
                ('narrowest', models.PositiveBigIntegerField(default=0)),
                ('weighed', models.PositiveSmallIntegerField(default=0)),
                ('approved_by', models.CharField(blank=True, max_length=160)),
                ('approved_at', models.DateTimeField(null=True)),
                ('remark', models.TextField(blank=True, max_length=1000)),
                ('published_by', models.CharField(blank=True, max_length=160)),
                ('published_at', models.DateTimeField(null=True)),
                ('ended_by', models.CharField(blank=True, max_length=160)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_why', models.TextField(blank=True, max_length=1000)),
                ('approver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('maker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='publication.release')),
            ],
        ),
        migrations.CreateModel(
            name='ReleaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=160)),
                ('content', models.BinaryField()),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='publication.release')),
            ],
        ),
        migrations.CreateModel(
            name='ReleaseRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=80)),
                ('parent', models.CharField(blank=True, max_length=80)),
                ('name', models.CharField(max_length=120)),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='publication.release')),
            ],
        ),
        migrations.AddIndex(
            model_name='release',
            index=models.Index(fields=['municipality', '-made_at'], name='releases_of'),
        ),
        migrations.AddIndex(
            model_name='release',
            index=models.Index(fields=['municipality', 'counts'], name='releases_same_people'),
        ),
        migrations.AddIndex(
            model_name='release',
            index=models.Index(fields=['-published_at'], name='releases_out'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('counted', ''), _negated=True), models.Q(('counts', ''), _negated=True), models.Q(('sources', ''), _negated=True)), name='release_says_what_it_is'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('approver__isnull', True), models.Q(('approver', models.F('maker')), _negated=True), _connector='OR'), name='release_second_pair_of_eyes'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', [meedoen.publication.states.ReleaseState['APPROVED'], meedoen.publication.states.ReleaseState['PUBLISHED'], meedoen.publication.states.ReleaseState['WITHDRAWN']]), _negated=True), models.Q(('approved_at__isnull', False), ('approver__isnull', False), ('checked_at__isnull', False)), _connector='OR'), name='release_out_only_when_approved'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', [meedoen.publication.states.ReleaseState['PUBLISHED'], meedoen.publication.states.ReleaseState['WITHDRAWN']])), models.Q(models.Q(('state__in', [meedoen.publication.states.ReleaseState['PUBLISHED'], meedoen.publication.states.ReleaseState['WITHDRAWN']]), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='release_out_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', [meedoen.publication.states.ReleaseState['WITHDRAWN'], meedoen.publication.states.ReleaseState['SET_ASIDE']]), models.Q(('ended_why', ''), _negated=True)), models.Q(models.Q(('state__in', [meedoen.publication.states.ReleaseState['WITHDRAWN'], meedoen.publication.states.ReleaseState['SET_ASIDE']]), _negated=True), ('ended_at__isnull', True), ('ended_why', '')), _connector='OR'), name='release_ends_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='releasefile',
            constraint=models.UniqueConstraint(fields=('release', 'path'), name='release_file_once'),
        ),
        migrations.AddIndex(
            model_name='releaserow',
            index=models.Index(fields=['release', 'parent', 'place'], name='release_rows_under'),
        ),
        migrations.AddConstraint(
            model_name='releaserow',
            constraint=models.UniqueConstraint(fields=('release', 'code'), name='release_row_once'),
        ),
    ]
