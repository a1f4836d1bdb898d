# SPDX-License-Identifier: EUPL-1.2
"""A release is of one municipality until it is out; then everybody may see it.

Pages see what is out, whoever asks; what is on its way, a colleague of the municipality who makes
policy. Files and rows of what was withdrawn are for her alone: they go on counting. What a release
holds is taken while it is a draft, from its maker. That somebody else approves it the table says
itself; here, that a page cannot sign for her. It stands here because `publication` lies below
`privacy` and cannot know who looks.
"""

from django.db import migrations

HERE = """((SELECT privacy_setting('purpose')) = 'policy'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
MINE = "maker_id = (SELECT privacy_setting('account'))::bigint"
PARTS = ("publication_releasefile", "publication_releaserow")
SEEN = f"""
ALTER TABLE publication_release ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON publication_release FOR SELECT
    USING (state IN ('published', 'withdrawn') OR {HERE});
CREATE POLICY made ON publication_release FOR INSERT
    WITH CHECK ({HERE} AND {MINE} AND state = 'draft' AND approver_id IS NULL);
CREATE POLICY moved ON publication_release FOR UPDATE USING ({HERE}) WITH CHECK ({HERE});
""" + "".join(
    f"""
ALTER TABLE {part} ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON {part} FOR SELECT USING (EXISTS (
    SELECT 1 FROM publication_release WHERE id = release_id AND (state = 'published' OR {HERE})));
CREATE POLICY made ON {part} FOR INSERT WITH CHECK (EXISTS (
    SELECT 1 FROM publication_release
    WHERE id = release_id AND state = 'draft' AND {MINE} AND {HERE}));
"""
    for part in PARTS
)
ALL_SEEN = """
DROP POLICY read ON publication_release;
DROP POLICY made ON publication_release;
DROP POLICY moved ON publication_release;
ALTER TABLE publication_release DISABLE ROW LEVEL SECURITY;
""" + "".join(
    f"DROP POLICY read ON {part}; DROP POLICY made ON {part}; "
    f"ALTER TABLE {part} DISABLE ROW LEVEL SECURITY;"
    for part in PARTS
)
FOR_ONESELF = """
CREATE FUNCTION privacy_approves_for_oneself() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'meedoen_web' AND NEW.state = 'approved'
        AND NEW.approver_id IS DISTINCT FROM privacy_setting('account')::bigint THEN
        RAISE EXCEPTION 'nobody approves for somebody else' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approves_for_oneself BEFORE UPDATE ON publication_release
    FOR EACH ROW EXECUTE FUNCTION privacy_approves_for_oneself();
"""
FOR_ANYBODY = """
DROP TRIGGER approves_for_oneself ON publication_release;
DROP FUNCTION privacy_approves_for_oneself();
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0015_a_dossier_at_once"), ("publication", "0002_one_way")]

    operations = [
        migrations.RunSQL(SEEN, ALL_SEEN),
        migrations.RunSQL(FOR_ONESELF, FOR_ANYBODY),
    ]
