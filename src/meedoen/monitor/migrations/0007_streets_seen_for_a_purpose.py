# SPDX-License-Identifier: EUPL-1.2
"""Figures per street are seen by who wrote down for what, for an hour, while the council lets them.

The database itself holds them back: without a decision of the council, when a load was replaced or
its terms ended, when the source stays inside, or while the figure is not out, there are no rows.
The worker makes them while somebody's build goes on, as it makes figures. Who looked is read by
officers, and by herself.
"""

from django.db import migrations

HERE = "municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[])"
FOR_IT = f"((SELECT privacy_setting('purpose')) = 'neighbourhood' AND {HERE})"
MINE = "account = (SELECT privacy_setting('account'))::bigint"
OF_A_BUILD = """EXISTS (SELECT FROM monitor_build b WHERE b.state = 'running'
    AND b.municipality_id = {table}.municipality_id)"""
FUNCTIONS = """
CREATE FUNCTION monitor_streets_decided(municipality text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE((
        SELECT c.streets_decided_on IS NOT NULL FROM monitor_monitorchoice c
        WHERE c.municipality_id = municipality ORDER BY c.written_at DESC, c.id DESC LIMIT 1
    ), false)
$$;

CREATE FUNCTION monitor_streets_hold(beside bigint, counted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM monitor_indicatorfigure f JOIN publication_release r ON r.id = f.release_id
        WHERE f.id = beside AND r.state = 'published'
    ) AND NOT EXISTS (
        SELECT FROM monitor_indicatorfigure f JOIN monitor_sourceload l ON l.id = ANY (f.made_of)
        WHERE f.id = beside AND (l.over_at IS NOT NULL OR l.form = 'rows' AND NOT EXISTS (
            SELECT FROM monitor_sourceterms t WHERE t.municipality_id = l.municipality_id
                AND t.source = l.source AND t.ended_at IS NULL))
    ) AND NOT EXISTS (
        SELECT FROM monitor_indicatorfigure f, LATERAL (
            SELECT c.inside FROM monitor_monitorchoice c
            WHERE c.municipality_id = f.municipality_id
            ORDER BY c.written_at DESC, c.id DESC LIMIT 1) AS chosen
        WHERE f.id = beside AND counted = ANY (chosen.inside)
    )
$$;
"""
SEEN = f"""
{FUNCTIONS}
ALTER TABLE monitor_streetfigure ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON monitor_streetfigure FOR SELECT TO meedoen_web USING ({FOR_IT}
    AND monitor_streets_decided(municipality_id) AND monitor_streets_hold(figure_id, source));
CREATE POLICY read_by_worker ON monitor_streetfigure FOR SELECT TO meedoen_worker USING (true);
CREATE POLICY made ON monitor_streetfigure FOR INSERT TO meedoen_worker
    WITH CHECK ({OF_A_BUILD.format(table="monitor_streetfigure")}
        AND monitor_streets_decided(municipality_id));
CREATE POLICY made_again ON monitor_streetfigure FOR UPDATE TO meedoen_worker
    USING ({OF_A_BUILD.format(table="monitor_streetfigure")}) WITH CHECK (true);

ALTER TABLE monitor_streetrow ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON monitor_streetrow FOR SELECT TO meedoen_web USING ({FOR_IT}
    AND EXISTS (SELECT FROM monitor_streetlook l WHERE l.{MINE}
        AND l.municipality_id = monitor_streetrow.municipality_id
        AND l.buurt = monitor_streetrow.buurt AND l.year = monitor_streetrow.year
        AND l.at > (SELECT privacy_setting('now'))::timestamptz - interval '1 hour')
    AND EXISTS (SELECT FROM monitor_streetfigure f WHERE f.id = of_id));
CREATE POLICY read_by_worker ON monitor_streetrow FOR SELECT TO meedoen_worker USING (true);
CREATE POLICY made ON monitor_streetrow FOR INSERT TO meedoen_worker
    WITH CHECK ({OF_A_BUILD.format(table="monitor_streetrow")}
        AND monitor_streets_decided(municipality_id));
CREATE POLICY over ON monitor_streetrow FOR DELETE TO meedoen_worker
    USING ({OF_A_BUILD.format(table="monitor_streetrow")});

ALTER TABLE monitor_streetlook ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON monitor_streetlook FOR SELECT TO meedoen_web USING (
    {FOR_IT} AND {MINE}
    OR (SELECT privacy_setting('purpose')) = 'oversight' AND {HERE});
CREATE POLICY written ON monitor_streetlook FOR INSERT TO meedoen_web WITH CHECK ({FOR_IT}
    AND {MINE} AND at = (SELECT privacy_setting('now'))::timestamptz
    AND actor_role = (SELECT privacy_setting('role'))
    AND monitor_streets_decided(municipality_id));

CREATE POLICY read_for_streets ON monitor_monitorchoice FOR SELECT TO meedoen_web
    USING ({FOR_IT});
"""
UNSEEN = """
DROP POLICY read_for_streets ON monitor_monitorchoice;
DROP POLICY read ON monitor_streetlook;
DROP POLICY written ON monitor_streetlook;
ALTER TABLE monitor_streetlook DISABLE ROW LEVEL SECURITY;
DROP POLICY read ON monitor_streetrow;
DROP POLICY read_by_worker ON monitor_streetrow;
DROP POLICY made ON monitor_streetrow;
DROP POLICY over ON monitor_streetrow;
ALTER TABLE monitor_streetrow DISABLE ROW LEVEL SECURITY;
DROP POLICY read ON monitor_streetfigure;
DROP POLICY read_by_worker ON monitor_streetfigure;
DROP POLICY made ON monitor_streetfigure;
DROP POLICY made_again ON monitor_streetfigure;
ALTER TABLE monitor_streetfigure DISABLE ROW LEVEL SECURITY;
DROP FUNCTION monitor_streets_hold(bigint, text);
DROP FUNCTION monitor_streets_decided(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("monitor", "0006_streets"),
        ("privacy", "0018_for_neighbourhoods"),
    ]

    operations = [migrations.RunSQL(SEEN, UNSEEN)]
