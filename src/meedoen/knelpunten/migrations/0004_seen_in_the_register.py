# SPDX-License-Identifier: EUPL-1.2
"""The register is seen by who works on it in its municipality, and what is public by everybody.

Who pressed sees her own ticket and what became of it: whose it is, only her dossier says, and the
database asks that dossier in her context. A casus is seen by the teams that work on it, as long as
they do, and never by volunteers or advisers from outside; what was shared of it by who works on
knelpunten there. Each row is asked by its number: a policy never works out a list.
"""

from django.db import migrations

HERE = """((SELECT privacy_setting('purpose')) = 'improving'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
WRITES = """(SELECT privacy_setting('role')) NOT IN
    ('volunteer', 'advisory_board_member', 'external_adviser')"""
MY_TEAM = "(SELECT privacy_setting('team'))::bigint"
TODAY = "(((SELECT privacy_setting('now'))::timestamptz AT TIME ZONE 'Europe/Amsterdam'))::date"
HERS = "(SELECT true FROM residents_hindrance h WHERE h.ticket = knelpunten_ticket.id)"
PUBLIC = "published_on IS NOT NULL"
PRESSED = "(SELECT true FROM knelpunten_ticket t WHERE t.knelpunt_id = knelpunten_knelpunt.id LIMIT 1)"
SEEN_KNELPUNT = "(SELECT true FROM knelpunten_knelpunt k WHERE k.id = knelpunt_id)"
HERE_KNELPUNT = f"(SELECT {HERE} FROM knelpunten_knelpunt k WHERE k.id = knelpunt_id)"
ON_IT = f"""
CREATE FUNCTION knelpunten_works_on(of_casus bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT privacy_setting('role') NOT IN ('volunteer', 'external_adviser') AND EXISTS (
        SELECT FROM knelpunten_casusteam m WHERE m.casus_id = of_casus
        AND m.team_id = {MY_TEAM} AND (m.last_day IS NULL OR m.last_day >= {TODAY}))
$$;
CREATE FUNCTION knelpunten_began(of_casus bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM knelpunten_casestudy c WHERE c.id = of_casus AND c.team_id = {MY_TEAM})
$$;
"""
GUARD = f"""
{ON_IT}
ALTER TABLE knelpunten_knelpunt ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_knelpunt FOR SELECT TO meedoen_web
    USING ({HERE} OR {PUBLIC} OR {PRESSED});
CREATE POLICY added ON knelpunten_knelpunt FOR INSERT TO meedoen_web
    WITH CHECK ({HERE} AND {WRITES} AND team_id = {MY_TEAM});
CREATE POLICY changed ON knelpunten_knelpunt FOR UPDATE TO meedoen_web
    USING ({HERE} AND {WRITES}) WITH CHECK ({HERE} AND {WRITES});
CREATE POLICY worked_on ON knelpunten_knelpunt TO meedoen_worker USING (true) WITH CHECK (true);

ALTER TABLE knelpunten_ticket ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_ticket FOR SELECT TO meedoen_web USING ({HERE} OR {HERS});
CREATE POLICY given ON knelpunten_ticket FOR INSERT TO meedoen_web WITH CHECK (
    (SELECT privacy_setting('purpose'))
        IN ('taking_part', 'intake', 'guidance', 'public_information')
    AND answered_on IS NULL AND told_on IS NULL AND solved = '' AND words = ''
    AND (knelpunt_id IS NULL OR {SEEN_KNELPUNT}));
CREATE POLICY changed ON knelpunten_ticket FOR UPDATE TO meedoen_web
    USING (({HERE} AND {WRITES}) OR {HERS}) WITH CHECK (({HERE} AND {WRITES}) OR {HERS});
CREATE POLICY worked_on ON knelpunten_ticket TO meedoen_worker USING (true) WITH CHECK (true);

ALTER TABLE knelpunten_registerline ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_registerline FOR SELECT TO meedoen_web USING (
    {HERE_KNELPUNT} OR ({SEEN_KNELPUNT} AND kind NOT IN
        ('handed_on', 'made_public', 'taken_back', 'came_again', 'withdrawn')));
CREATE POLICY added ON knelpunten_registerline FOR INSERT TO meedoen_web
    WITH CHECK ({HERE_KNELPUNT} AND {WRITES});
CREATE POLICY worked_on ON knelpunten_registerline TO meedoen_worker
    USING (true) WITH CHECK (true);

ALTER TABLE knelpunten_recommendation ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_recommendation FOR SELECT TO meedoen_web USING ({HERE_KNELPUNT});
CREATE POLICY added ON knelpunten_recommendation FOR INSERT TO meedoen_web
    WITH CHECK ({HERE_KNELPUNT} AND {WRITES} AND state = 'proposed' AND team_id = {MY_TEAM});
CREATE POLICY changed ON knelpunten_recommendation FOR UPDATE TO meedoen_web
    USING ({HERE_KNELPUNT} AND {WRITES}) WITH CHECK ({HERE_KNELPUNT} AND {WRITES});

ALTER TABLE knelpunten_casestudy ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_casestudy FOR SELECT TO meedoen_web USING (
    {HERE} AND (knelpunten_works_on(id) OR (team_id = {MY_TEAM} AND {WRITES})));
CREATE POLICY added ON knelpunten_casestudy FOR INSERT TO meedoen_web
    WITH CHECK ({HERE} AND {WRITES} AND team_id = {MY_TEAM});
CREATE POLICY changed ON knelpunten_casestudy FOR UPDATE TO meedoen_web
    USING ({HERE} AND {WRITES} AND knelpunten_works_on(id))
    WITH CHECK ({HERE} AND {WRITES} AND knelpunten_works_on(id));

ALTER TABLE knelpunten_casusteam ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_casusteam FOR SELECT TO meedoen_web USING (
    (SELECT privacy_setting('purpose')) = 'improving'
    AND (knelpunten_works_on(casus_id) OR knelpunten_began(casus_id)));
CREATE POLICY added ON knelpunten_casusteam FOR INSERT TO meedoen_web WITH CHECK (
    (SELECT privacy_setting('purpose')) = 'improving' AND {WRITES}
    AND (knelpunten_works_on(casus_id) OR knelpunten_began(casus_id)));
CREATE POLICY changed ON knelpunten_casusteam FOR UPDATE TO meedoen_web USING (
    (SELECT privacy_setting('purpose')) = 'improving' AND {WRITES}
    AND knelpunten_works_on(casus_id));

ALTER TABLE knelpunten_sharedcasus ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_sharedcasus FOR SELECT TO meedoen_web
    USING ({HERE} AND (withdrawn_on IS NULL OR knelpunten_works_on(casus_id)));
CREATE POLICY added ON knelpunten_sharedcasus FOR INSERT TO meedoen_web
    WITH CHECK ({HERE} AND {WRITES} AND knelpunten_works_on(casus_id));
CREATE POLICY changed ON knelpunten_sharedcasus FOR UPDATE TO meedoen_web
    USING ({HERE} AND {WRITES} AND knelpunten_works_on(casus_id))
    WITH CHECK ({HERE} AND {WRITES});
"""
TABLES = (
    *("sharedcasus", "casusteam", "casestudy", "recommendation", "registerline", "ticket"),
    "knelpunt",
)
POLICIES = ("read", "added", "given", "changed", "worked_on")
UNGUARD = "".join(
    "".join(f"DROP POLICY IF EXISTS {policy} ON knelpunten_{table};" for policy in POLICIES)
    + f"ALTER TABLE knelpunten_{table} DISABLE ROW LEVEL SECURITY;"
    for table in TABLES
) + "DROP FUNCTION knelpunten_began(bigint); DROP FUNCTION knelpunten_works_on(bigint);"

OWN = """(
    privacy_setting('purpose') IN ({purposes})
    AND municipality_id = ANY (COALESCE(privacy_setting('municipalities'), '{{}}')::text[])
    AND team_id IN (
        SELECT mine.id FROM accounts_team mine JOIN accounts_team here
        ON here.organisation_id = mine.organisation_id
        WHERE here.id = privacy_setting('team')::bigint)
)"""


def _drafts(purposes: str) -> str:
    own = OWN.format(purposes=purposes)
    return (
        f"ALTER POLICY read ON knelpunten_draft USING {own};"
        f"ALTER POLICY changed ON knelpunten_draft USING {own} WITH CHECK {own};"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("knelpunten", "0003_register"),
        ("privacy", "0020_for_improving"),
        ("residents", "0008_what_hinders"),
    ]
    locks = "The tables are new, so that nobody writes in them yet."
    operations = [
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(
            _drafts("'intake', 'guidance', 'improving'"), _drafts("'intake', 'guidance'")
        ),
    ]
