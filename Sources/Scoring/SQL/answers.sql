-- Who asked and who answered, by conversation, of 365 days; only of records with mail that a mailbox saw.
WITH opened AS (
    SELECT record, conversation,
        MIN(CASE WHEN direction = 1 THEN at_us END) AS out_at, MIN(CASE WHEN direction = 2 THEN at_us END) AS back_at,
        MIN(CASE WHEN direction = 1 THEN clock END) AS out_clock,
        MIN(CASE WHEN direction = 2 THEN clock END) AS back_clock
    FROM attribution CROSS JOIN parameter
    WHERE kind = 1 AND in_exchange = 1 AND conversation IS NOT NULL AND at_us <= now AND now - at_us < 31536000000000
    GROUP BY record, conversation
), turned AS (
    SELECT record, out_at, back_at, out_clock, back_clock,
        CASE WHEN back_at IS NULL OR (out_at IS NOT NULL AND out_at <= back_at) THEN 1 ELSE 0 END AS by_us
    FROM opened
)
SELECT record,
    CAST(SUM(1 - by_us) AS BIGINT) AS asked_by_them,
    CAST(SUM(CASE WHEN by_us = 0 AND out_at IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS answered_by_us,
    CAST(SUM(CASE WHEN by_us = 0 AND out_at IS NOT NULL THEN out_clock - back_clock ELSE 0 END) AS BIGINT)
        // NULLIF(CAST(SUM(CASE WHEN by_us = 0 AND out_at IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT), 0) AS seconds_us,
    CAST(SUM(by_us) AS BIGINT) AS asked_by_us,
    CAST(SUM(CASE WHEN by_us = 1 AND back_at IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS answered_by_them,
    CAST(SUM(CASE WHEN by_us = 1 AND back_at IS NOT NULL THEN back_clock - out_clock ELSE 0 END) AS BIGINT)
        // NULLIF(CAST(SUM(CASE WHEN by_us = 1 AND back_at IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT), 0) AS seconds_them
FROM turned GROUP BY record ORDER BY record;
