# SPDX-License-Identifier: EUPL-1.2
"""Links in mails, by a hash of their secret; whoever has the secret learns what that link does.

The worker makes them and cannot read one; a page finds one by its secret, and all others only as
the resident whose it is.
"""

import django.db.models.deletion
from django.db import migrations, models

from meedoen.privacy.row_security import guarded

FOUND = """
CREATE POLICY made ON notifications_actionlink FOR INSERT TO meedoen_worker
    WITH CHECK (used_at IS NULL);
CREATE FUNCTION notifications_link(secret text)
RETURNS TABLE (subject uuid, does text, expires_at timestamptz, used_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.subject, l.does, l.expires_at, l.used_at
    FROM notifications_actionlink l WHERE l.digest = secret
$$;
"""
LOST = """
DROP FUNCTION notifications_link(text);
DROP POLICY made ON notifications_actionlink;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_row_level_security'),
        ('privacy', '0019_for_accounting'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionLink',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('does', models.CharField(choices=[('stop_mail', 'stop_mail')], max_length=20)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
            ],
        ),
        guarded("notifications_actionlink", whose="subject"),
        migrations.RunSQL(FOUND, LOST),
    ]
