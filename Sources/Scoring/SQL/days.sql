-- Counts of the last 60 days by day, day 0 being the 24 hours before the clock; only days on which something was.
SELECT record, (now - at_us) // 86400000000 AS day,
    CAST(SUM(CASE WHEN kind = 1 AND direction = 1 THEN 1 ELSE 0 END) AS BIGINT) AS emails_sent,
    CAST(SUM(CASE WHEN kind = 1 AND direction = 2 THEN 1 ELSE 0 END) AS BIGINT) AS emails_received,
    CAST(SUM(CASE WHEN kind = 2 THEN 1 ELSE 0 END) AS BIGINT) AS meetings,
    CAST(SUM(CASE WHEN kind = 3 AND direction = 1 THEN 1 ELSE 0 END) AS BIGINT) AS calls_made,
    CAST(SUM(CASE WHEN kind = 3 AND direction = 2 THEN 1 ELSE 0 END) AS BIGINT) AS calls_received
FROM attribution CROSS JOIN parameter
WHERE at_us <= now AND now - at_us < 5184000000000
GROUP BY record, (now - at_us) // 86400000000
ORDER BY record, day;
