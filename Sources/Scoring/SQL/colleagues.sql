-- What each colleague did for a record in 365 days, whoever did most first.
WITH recent AS (
    SELECT attribution.* FROM attribution CROSS JOIN parameter WHERE at_us <= now AND now - at_us < 31536000000000
), present AS (
    SELECT recent.record, recent.id, kind, direction, at_us, CASE WHEN all_day = 1 THEN 0 ELSE duration END AS hours,
        COALESCE(canonical, participant.person) AS person, MAX(CASE WHEN role = 1 THEN 1 ELSE 0 END) AS wrote
    FROM recent
    JOIN participant ON participant.interaction = recent.id AND participant.internal = 1
    LEFT JOIN canonical_address ON canonical_address.person = participant.person
    WHERE (kind = 2 AND role BETWEEN 5 AND 7) OR (kind = 1 AND role BETWEEN 1 AND 3)
        OR (kind = 3 AND role BETWEEN 1 AND 2) OR (kind = 1 AND role = 4 AND direction = 2)
    GROUP BY recent.record, recent.id, kind, direction, at_us, CASE WHEN all_day = 1 THEN 0 ELSE duration END,
        COALESCE(canonical, participant.person)
), shared AS (
    SELECT record, person,
        SUM(CASE WHEN kind = 1 AND wrote = 1 THEN 1 ELSE 0 END) AS emails_sent,
        SUM(CASE WHEN kind = 1 AND wrote = 0 AND direction <> 1 THEN 1 ELSE 0 END) AS emails_received,
        SUM(CASE WHEN kind = 2 THEN 1 ELSE 0 END) AS meetings, SUM(CASE WHEN kind = 3 THEN 1 ELSE 0 END) AS calls,
        SUM(CASE WHEN kind <> 1 THEN hours WHEN wrote = 1 THEN 300 ELSE 150 END) AS seconds, MAX(at_us) AS last_at
    FROM present GROUP BY record, person
)
SELECT record,
    ROW_NUMBER() OVER (
        PARTITION BY record ORDER BY emails_sent + emails_received + meetings + calls DESC, last_at DESC, person
    ) AS place,
    person, CAST(emails_sent AS BIGINT) AS emails_sent, CAST(emails_received AS BIGINT) AS emails_received,
    CAST(meetings AS BIGINT) AS meetings, CAST(calls AS BIGINT) AS calls, CAST(seconds AS BIGINT) AS seconds, last_at
FROM shared ORDER BY record, place;
