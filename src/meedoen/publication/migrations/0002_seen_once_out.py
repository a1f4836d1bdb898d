# SPDX-License-Identifier: EUPL-1.2
"""A release is of one municipality until it is out, and goes one way.

Pages see what is out, whoever asks; what is on its way, a colleague of the municipality who makes
policy. What a release holds is taken while it is a draft, from its maker alone. Who made it cannot
approve it: that the table says itself; here, that a page cannot sign for somebody else. From which
state to which a release goes is asked of everybody, the owner too.
"""

from django.db import migrations

HERE = """((SELECT privacy_setting('purpose')) = 'policy'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
MINE = "maker_id = (SELECT privacy_setting('account'))::bigint"
ONE_WAY = """
CREATE FUNCTION publication_one_way() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a release stays' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.municipality_id, OLD.address, OLD.title, OLD.counts, OLD.counted, OLD.reference_day,
        OLD.sources, OLD.quality, OLD.threshold, OLD.zero_is_open, OLD.digest, OLD.maker_id)
        IS DISTINCT FROM
       (NEW.municipality_id, NEW.address, NEW.title, NEW.counts, NEW.counted, NEW.reference_day,
        NEW.sources, NEW.quality, NEW.threshold, NEW.zero_is_open, NEW.digest, NEW.maker_id)
        OR (NEW.approver_id IS DISTINCT FROM OLD.approver_id
            AND (OLD.state, NEW.state) <> ('checked', 'approved'))
        OR (NEW.published_at IS DISTINCT FROM OLD.published_at
            AND (OLD.state, NEW.state) <> ('approved', 'published')) THEN
        RAISE EXCEPTION 'a release holds what it was made with' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('draft', 'draft'), ('draft', 'checked'), ('checked', 'approved'),
        ('approved', 'published'), ('published', 'withdrawn'),
        ('draft', 'set_aside'), ('checked', 'set_aside'), ('approved', 'set_aside')
    ) THEN
        RAISE EXCEPTION 'a release does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    IF current_user = 'meedoen_web' AND NEW.state = 'approved'
        AND NEW.approver_id IS DISTINCT FROM privacy_setting('account')::bigint THEN
        RAISE EXCEPTION 'nobody approves for somebody else' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_way BEFORE UPDATE OR DELETE ON publication_release
    FOR EACH ROW EXECUTE FUNCTION publication_one_way();

CREATE FUNCTION publication_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what a release shows stays as it left' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON publication_releasefile
    FOR EACH ROW EXECUTE FUNCTION publication_stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON publication_releaserow
    FOR EACH ROW EXECUTE FUNCTION publication_stays();
"""
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
ANY_WAY = """
DROP TRIGGER one_way ON publication_release;
DROP FUNCTION publication_one_way();
""" + "".join(f"DROP TRIGGER stays ON {part};" for part in PARTS) + (
    "DROP FUNCTION publication_stays();"
)


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_releases"), ("privacy", "0007_entered_with_proof")]

    operations = [migrations.RunSQL(ONE_WAY, ANY_WAY), migrations.RunSQL(SEEN, ALL_SEEN)]
