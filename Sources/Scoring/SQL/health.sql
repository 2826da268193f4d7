-- Health and trend of every record; states and trends by their numbers in Documentation/health.md's order in Dataverse.
WITH clock AS (
    SELECT 0 AS earlier, now AS instant FROM parameter
    UNION ALL
    SELECT 1, now - trend_gap_us FROM parameter
), faded AS (
    SELECT record, earlier, instant, kind, direction, reply, at_us,
        CASE kind WHEN 1 THEN email_weight WHEN 2 THEN 3 * meeting_weight ELSE 2 * call_weight END
            * COALESCE(factor, 0) AS worth
    FROM attribution
    CROSS JOIN parameter
    JOIN clock ON at_us <= instant
    LEFT JOIN decay ON bucket = (instant - at_us) / interval_us
), tally AS (
    SELECT record, earlier, instant,
        CAST(SUM(worth) AS BIGINT) AS worth,
        CAST(SUM(CASE WHEN kind = 2 OR direction = 2 THEN worth ELSE 0 END) AS BIGINT) AS from_them,
        CAST(SUM(CASE WHEN kind = 2 OR direction = 1 THEN worth ELSE 0 END) AS BIGINT) AS from_us,
        CAST(SUM(CASE WHEN kind = 2 OR (direction = 2 AND (kind = 3 OR reply = 1)) THEN worth ELSE 0 END) AS BIGINT)
            AS answers,
        MAX(at_us) AS last_at,
        MAX(CASE WHEN kind = 2 OR direction = 2 THEN at_us END) AS last_from_them,
        MAX(CASE WHEN direction = 1 THEN at_us END) AS last_from_us,
        SUM(CASE WHEN instant - at_us < 31536000000000 THEN 1 ELSE 0 END) AS in_year
    FROM faded GROUP BY record, earlier, instant
), term AS (
    SELECT record, earlier,
        CASE WHEN instant - last_at > 63072000000000 THEN 7 WHEN in_year < 3 THEN 3 ELSE 0 END AS state,
        30000000 * CASE WHEN worth < 27266190 THEN worth ELSE 27266190 END / 27266190 AS activity,
        CASE WHEN COALESCE(them.points, 0) > COALESCE(us.points, 0) / 4 THEN COALESCE(them.points, 0)
            ELSE COALESCE(us.points, 0) / 4 END AS recency,
        25000000 * CASE WHEN from_them <= from_us AND from_them < 13633095 THEN from_them
            WHEN from_us < 13633095 THEN from_us ELSE 13633095 END / 13633095 AS balance,
        15000000 * CASE WHEN answers < 6816547 THEN answers ELSE 6816547 END / 6816547 AS answers
    FROM tally
    CROSS JOIN parameter
    LEFT JOIN recency AS them ON them.intervals = (instant - last_from_them) / interval_us
    LEFT JOIN recency AS us ON us.intervals = (instant - last_from_us) / interval_us
), score AS (
    SELECT record,
        MAX(CASE WHEN earlier = 0 THEN state END) AS state,
        MAX(CASE WHEN earlier = 0 THEN activity END) AS activity,
        MAX(CASE WHEN earlier = 0 THEN recency END) AS recency,
        MAX(CASE WHEN earlier = 0 THEN balance END) AS balance,
        MAX(CASE WHEN earlier = 0 THEN answers END) AS answers,
        MAX(CASE WHEN earlier = 0 THEN (activity + recency + balance + answers) / 1000000 END) AS points,
        MAX(CASE WHEN earlier = 1 AND state = 0 THEN (activity + recency + balance + answers) / 1000000 END)
            AS points_before
    FROM term GROUP BY record
), graded AS (
    SELECT record.id AS record, active, activity, recency, balance, answers, points, points_before,
        CASE WHEN active = 0 THEN 8 WHEN score.state IS NULL THEN 4 WHEN score.state <> 0 THEN score.state
            WHEN points >= good THEN 0 WHEN points >= fair THEN 1 ELSE 2 END AS state
    FROM record
    CROSS JOIN parameter
    LEFT JOIN score ON score.record = record.id
)
SELECT record, state,
    CASE WHEN active = 0 THEN 5 WHEN state > 2 OR points_before IS NULL THEN 3
        WHEN points - points_before >= 5 THEN 0 WHEN points - points_before <= -5 THEN 2 ELSE 1 END AS trend,
    CASE WHEN state <= 2 THEN points END AS score,
    CASE WHEN state <= 2 THEN activity ELSE 0 END AS activity, CASE WHEN state <= 2 THEN recency ELSE 0 END AS recency,
    CASE WHEN state <= 2 THEN balance ELSE 0 END AS balance, CASE WHEN state <= 2 THEN answers ELSE 0 END AS answers
FROM graded ORDER BY record;
