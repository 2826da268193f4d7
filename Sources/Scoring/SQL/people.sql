-- The three people whom a record's colleagues reached most (side 1), and the three colleagues who reached most
-- (side 2).
WITH recent AS (
    SELECT attribution.* FROM attribution CROSS JOIN parameter WHERE at_us <= now AND now - at_us < 31536000000000
), met AS (
    SELECT DISTINCT 1 AS side, recent.record, recent.id, kind, at_us, COALESCE(canonical, participant.person) AS person
    FROM recent
    JOIN participant ON participant.interaction = recent.id AND participant.internal = 0
    JOIN interest ON interest.record = recent.record AND interest.person = participant.person
    LEFT JOIN canonical_address ON canonical_address.person = participant.person
    WHERE (kind = 2 AND role BETWEEN 5 AND 7)
        OR (kind <> 2 AND direction = 1 AND (role = 2 OR (role = 3 AND kind = 1)))
    UNION ALL
    SELECT DISTINCT 2, recent.record, recent.id, kind, at_us, COALESCE(canonical, participant.person)
    FROM recent
    JOIN participant ON participant.interaction = recent.id AND participant.internal = 1
    LEFT JOIN canonical_address ON canonical_address.person = participant.person
    WHERE (kind = 2 AND role BETWEEN 5 AND 7) OR (kind <> 2 AND direction = 1 AND role = 1)
), counted AS (
    SELECT record, side, person,
        SUM(CASE WHEN kind = 1 THEN 1 ELSE 0 END) AS emails, SUM(CASE WHEN kind = 2 THEN 1 ELSE 0 END) AS meetings,
        SUM(CASE WHEN kind = 3 THEN 1 ELSE 0 END) AS calls, MAX(at_us) AS last_at, COUNT(*) AS total
    FROM met GROUP BY record, side, person
), ordered AS (
    SELECT counted.*,
        ROW_NUMBER() OVER (PARTITION BY record, side ORDER BY total DESC, last_at DESC, person) AS place
    FROM counted
)
SELECT record, side, place, person, CAST(emails AS BIGINT) AS emails, CAST(meetings AS BIGINT) AS meetings,
    CAST(calls AS BIGINT) AS calls, last_at
FROM ordered WHERE place <= 3 ORDER BY record, side, place;
