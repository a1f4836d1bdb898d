-- What is invented follows from a number, what it is about, and the seed.
CREATE OR REPLACE FUNCTION pg_temp.hashed(n bigint, what text) RETURNS bigint LANGUAGE sql IMMUTABLE
AS $$ SELECT hashtextextended(n || ' ' || what, %(seed)s) & 2147483647 $$;
