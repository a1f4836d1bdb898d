-- The front doors of the invented region, each with its town, its buurten and the colleagues there:
-- one for every sixty plans.
CREATE TEMPORARY TABLE growing_doors ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY t.id) - 1 AS number, t.id AS team, m.code AS municipality,
    t.name || ', ' || o.name AS label,
    ARRAY(SELECT code FROM areas_area a WHERE a.level = 'buurt' AND a.parent_code = ANY (t.wijk_codes)
          ORDER BY code) AS buurten,
    ARRAY(SELECT account_id FROM accounts_membership WHERE team_id = t.id ORDER BY id) AS colleagues
FROM unnest(%(teams)s::bigint[]) AS door JOIN accounts_team t ON t.id = door
JOIN accounts_organisation o ON o.id = t.organisation_id
CROSS JOIN LATERAL (SELECT municipality_id AS code FROM accounts_organisation_municipalities
    WHERE organisation_id = o.id ORDER BY municipality_id LIMIT 1) AS m;
