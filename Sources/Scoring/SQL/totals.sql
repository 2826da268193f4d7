-- Counts and times of 365 days, the last and the next interaction, and how many took part on each side, of every
-- record.
WITH aged AS (
    SELECT attribution.*, now - at_us AS age, CASE WHEN all_day = 1 THEN 0 ELSE duration END AS hours
    FROM attribution CROSS JOIN parameter
), counted AS (
    SELECT record,
        SUM(CASE WHEN kind = 1 AND direction = 1 THEN 1 ELSE 0 END) AS emails_sent,
        SUM(CASE WHEN kind = 1 AND direction = 2 THEN 1 ELSE 0 END) AS emails_received,
        SUM(CASE WHEN kind = 1 AND direction = 1 THEN reply ELSE 0 END) AS replies_sent,
        SUM(CASE WHEN kind = 1 AND direction = 2 THEN reply ELSE 0 END) AS replies_received,
        SUM(CASE WHEN kind = 2 AND direction = 1 THEN 1 ELSE 0 END) AS meetings_sent,
        SUM(CASE WHEN kind = 2 AND direction = 2 THEN 1 ELSE 0 END) AS meetings_received,
        SUM(CASE WHEN kind = 3 AND direction = 1 THEN 1 ELSE 0 END) AS calls_made,
        SUM(CASE WHEN kind = 3 AND direction = 2 THEN 1 ELSE 0 END) AS calls_received,
        SUM(CASE WHEN kind <> 1 THEN hours * inside WHEN direction = 2 THEN 150 * inside
            WHEN inside > 1 THEN 150 + 150 * inside ELSE 300 END) AS team_s,
        SUM(CASE WHEN kind <> 1 THEN hours WHEN direction = 2 THEN 300 ELSE 150 END) AS customer_s
    FROM aged WHERE age >= 0 AND age < 31536000000000 GROUP BY record
), past AS (
    SELECT record, id, at_us, kind, direction,
        ROW_NUMBER() OVER (PARTITION BY record ORDER BY at_us DESC, id DESC) AS place
    FROM aged WHERE age >= 0
), future AS (
    SELECT record, id, at_us, kind, direction, ROW_NUMBER() OVER (PARTITION BY record ORDER BY at_us, id) AS place
    FROM aged WHERE age < 0 AND kind <> 1
), seen AS (
    SELECT record, MAX(in_exchange) AS in_exchange FROM attribution GROUP BY record
)
SELECT record.id AS record,
    CAST(COALESCE(emails_sent, 0) AS BIGINT) AS emails_sent,
    CAST(COALESCE(emails_received, 0) AS BIGINT) AS emails_received,
    CAST(COALESCE(replies_sent, 0) AS BIGINT) AS replies_sent,
    CAST(COALESCE(replies_received, 0) AS BIGINT) AS replies_received,
    CAST(COALESCE(meetings_sent, 0) AS BIGINT) AS meetings_sent,
    CAST(COALESCE(meetings_received, 0) AS BIGINT) AS meetings_received,
    CAST(COALESCE(calls_made, 0) AS BIGINT) AS calls_made,
    CAST(COALESCE(calls_received, 0) AS BIGINT) AS calls_received,
    CAST(COALESCE(team_s, 0) AS BIGINT) AS team_s, CAST(COALESCE(customer_s, 0) AS BIGINT) AS customer_s,
    past.at_us AS last_at, past.id AS last_id, past.kind AS last_kind, past.direction AS last_direction,
    future.at_us AS next_at, future.id AS next_id, future.kind AS next_kind, future.direction AS next_direction,
    CAST(COALESCE(seen.in_exchange, 0) AS BIGINT) AS in_exchange,
    CAST(COALESCE(people_outside, 0) AS BIGINT) AS people_outside,
    CAST(COALESCE(people_inside, 0) AS BIGINT) AS people_inside
FROM record
LEFT JOIN counted ON counted.record = record.id
LEFT JOIN past ON past.record = record.id AND past.place = 1
LEFT JOIN future ON future.record = record.id AND future.place = 1
LEFT JOIN seen ON seen.record = record.id
LEFT JOIN circle ON circle.record = record.id
ORDER BY record.id;
