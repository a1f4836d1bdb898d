# SPDX-License-Identifier: EUPL-1.2
"""A release goes one way, and what it holds stays as it was made, for the owner of the database too.

Who may see one and move it stands in a migration of `privacy`, which knows who looks.
"""

from django.db import migrations

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
ANY_WAY = """
DROP TRIGGER one_way ON publication_release;
DROP FUNCTION publication_one_way();
""" + "".join(f"DROP TRIGGER stays ON {part};" for part in PARTS) + (
    "DROP FUNCTION publication_stays();"
)


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_releases")]

    operations = [migrations.RunSQL(ONE_WAY, ANY_WAY)]
