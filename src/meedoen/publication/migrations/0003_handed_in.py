# SPDX-License-Identifier: EUPL-1.2
"""Counts wait for the worker, sealed, and go with the end of their preparation, whoever ends it.

What is over stays over, for the owner of the database too. The table of the counts is not logged:
no other machine that keeps a copy of the database has it, and a server that falls loses it.
"""

import django.db.models.deletion
import meedoen.publication.states
from django.conf import settings
from django.db import migrations, models

COUNTS_GO = """
ALTER TABLE publication_handedin SET UNLOGGED;
CREATE FUNCTION publication_counts_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state IN ('done', 'failed', 'stopped') THEN
        RAISE EXCEPTION 'what is over stays over' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IN ('done', 'failed', 'stopped') THEN
        DELETE FROM publication_handedin WHERE preparation_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION publication_counts_go() FROM PUBLIC;
CREATE TRIGGER counts_go AFTER UPDATE ON publication_preparation
    FOR EACH ROW EXECUTE FUNCTION publication_counts_go();
"""
COUNTS_STAY = """
DROP TRIGGER counts_go ON publication_preparation;
DROP FUNCTION publication_counts_go();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_where_areas_lie_now'),
        ('publication', '0002_one_way'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_by', models.CharField(max_length=160)),
                ('role', models.CharField(max_length=40)),
                ('asked_at', models.DateTimeField()),
                ('title', models.CharField(max_length=120)),
                ('counts', models.SlugField(max_length=120)),
                ('counted', models.CharField(max_length=160)),
                ('reference_day', models.DateField()),
                ('sources', models.TextField(max_length=2000)),
                ('quality', models.TextField(max_length=2000)),
                ('threshold', models.PositiveSmallIntegerField()),
                ('zero_is_open', models.BooleanField()),
                ('mark', models.CharField(max_length=64)),
                ('cells', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'Wacht op de rekenmachine'), ('running', 'Wordt nagerekend'), ('done', 'Nagerekend'), ('failed', 'Niet gelukt'), ('stopped', 'Gestopt')], default=meedoen.publication.states.PreparationState['WAITING'], max_length=10)),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('weighed', models.PositiveSmallIntegerField(default=0)),
                ('begun_at', models.DateTimeField(null=True)),
                ('heard_at', models.DateTimeField(null=True)),
                ('over_at', models.DateTimeField(null=True)),
                ('job', models.BigIntegerField(null=True)),
                ('trouble', models.CharField(blank=True, max_length=500)),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publication.release')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publication.release')),
            ],
        ),
        migrations.CreateModel(
            name='HandedIn',
            fields=[
                ('preparation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='handed_in', serialize=False, to='publication.preparation')),
                ('sealed', models.BinaryField()),
            ],
        ),
        migrations.AddIndex(
            model_name='preparation',
            index=models.Index(fields=['municipality', '-asked_at'], name='preparations_of'),
        ),
        migrations.AddConstraint(
            model_name='preparation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('release__isnull', False), ('state', meedoen.publication.states.PreparationState['DONE'])), models.Q(models.Q(('state', meedoen.publication.states.PreparationState['DONE']), _negated=True), ('release__isnull', True)), _connector='OR'), name='preparation_done_has_a_release'),
        ),
        migrations.AddConstraint(
            model_name='preparation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('over_at__isnull', True), ('state__in', [meedoen.publication.states.PreparationState['RUNNING'], meedoen.publication.states.PreparationState['WAITING']])), models.Q(models.Q(('state__in', [meedoen.publication.states.PreparationState['RUNNING'], meedoen.publication.states.PreparationState['WAITING']]), _negated=True), ('over_at__isnull', False)), _connector='OR'), name='preparation_over_has_a_moment'),
        ),
        migrations.RunSQL(COUNTS_GO, COUNTS_STAY),
    ]
