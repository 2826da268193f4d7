-- Up to five colleagues who know each target.
WITH eligible AS (
    SELECT id, at_us, kind, direction, CASE WHEN kind = 3 AND duration > 0 THEN 1 ELSE 0 END AS talk, factor
            * CASE kind WHEN 1 THEN 1 WHEN 2 THEN 3 ELSE 2 END
            * CASE WHEN inside + outside <= 4 THEN 4 WHEN inside + outside <= 10 THEN 2 ELSE 1 END AS worth
    FROM interaction
    CROSS JOIN parameter
    JOIN decay ON bucket = (now - at_us) // 2592000000000
    WHERE at_us <= now AND scored = 1 AND (kind <> 3 OR uses_exchange = 1) AND inside + outside <= 30
), listed AS (
    -- To an address of ours that is no colleague's: a list, maybe.
    SELECT DISTINCT participant.interaction AS id
    FROM participant
    LEFT JOIN canonical_address ON canonical_address.person = participant.person
    LEFT JOIN nameable ON nameable.person = COALESCE(canonical, participant.person)
    WHERE internal = 1 AND role IN (2, 3) AND nameable.person IS NULL
), met AS (
    SELECT target.id AS target, COALESCE(canonical, us.person) AS colleague, eligible.id, at_us, kind, direction, worth,
        CASE WHEN kind = 2 OR talk = 1 OR us.role = 1 THEN 1 ELSE 0 END AS is_out,
        CASE WHEN kind = 2 OR talk = 1 OR them.role = 1 THEN 1 ELSE 0 END AS is_back
    FROM eligible
    JOIN participant AS us ON us.interaction = eligible.id AND us.internal = 1
    JOIN participant AS them ON them.interaction = eligible.id AND them.internal = 0
    JOIN target ON target.person = them.person
    LEFT JOIN canonical_address ON canonical_address.person = us.person
    LEFT JOIN listed ON listed.id = eligible.id
    WHERE (kind = 2 AND us.role BETWEEN 5 AND 7 AND them.role BETWEEN 5 AND 7)
        OR (kind <> 2 AND us.role = 1 AND (them.role = 2 OR (them.role = 3 AND kind = 1)))
        OR (kind <> 2 AND them.role = 1 AND (us.role = 2 OR (us.role = 3 AND kind = 1)
            OR (us.role = 4 AND kind = 1 AND direction = 2 AND listed.id IS NULL)))
), link AS (
    SELECT target, colleague, id, at_us, kind, direction, worth, MAX(is_out) AS is_out, MAX(is_back) AS is_back
    FROM met WHERE colleague IN (SELECT person FROM nameable)
    GROUP BY target, colleague, id, at_us, kind, direction, worth
), pair AS (
    SELECT target, colleague, CAST(SUM(worth) AS BIGINT) AS worth,
        CASE WHEN MAX(is_out) = 1 AND MAX(is_back) = 1 THEN 1 ELSE 0 END AS two_way,
        SUM(CASE WHEN kind = 1 THEN 1 ELSE 0 END) AS emails, SUM(CASE WHEN kind = 2 THEN 1 ELSE 0 END) AS meetings,
        SUM(CASE WHEN kind = 3 THEN 1 ELSE 0 END) AS calls
    FROM link GROUP BY target, colleague
), latest AS (
    SELECT target, colleague, id, at_us, kind, direction,
        ROW_NUMBER() OVER (PARTITION BY target, colleague ORDER BY at_us DESC, id DESC) AS place
    FROM link
), ordered AS (
    SELECT pair.*, 100 * worth // (worth + 32000000) AS strength, id, at_us, kind, direction,
        ROW_NUMBER() OVER (
            PARTITION BY pair.target ORDER BY two_way DESC, 100 * worth // (worth + 32000000) DESC, at_us DESC,
                pair.colleague
        ) AS place
    FROM pair
    JOIN latest ON latest.target = pair.target AND latest.colleague = pair.colleague AND latest.place = 1
)
SELECT target, place, colleague, two_way, strength, CAST(emails AS BIGINT) AS emails,
    CAST(meetings AS BIGINT) AS meetings,
    CAST(calls AS BIGINT) AS calls, at_us AS last_at, id AS last_id, kind AS last_kind, direction AS last_direction
FROM ordered WHERE place <= 5 ORDER BY target, place;
