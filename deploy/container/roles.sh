#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Makes the three roles and the database, once, when the data folder of PostgreSQL is new. The same as
# step 1 of docs/how-to/install-for-a-municipality.md. The passwords come from the environment.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --quiet <<'SQL'
\getenv owner MEEDOEN_OWNER_PASSWORD
\getenv web MEEDOEN_WEB_PASSWORD
\getenv worker MEEDOEN_WORKER_PASSWORD
CREATE ROLE meedoen_owner  LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE meedoen_web    LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'web';
CREATE ROLE meedoen_worker LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'worker';
GRANT meedoen_web, meedoen_worker TO meedoen_owner;
CREATE DATABASE meedoen OWNER meedoen_owner;
\connect meedoen
DO $$ DECLARE f regprocedure; BEGIN
    FOR f IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
        AND proname ~ '^(lo_|loread$|lowrite$)'
    LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f); END LOOP;
END $$;
SQL
