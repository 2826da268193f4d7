-- Health, trend, rhythm, strength and attention of every record; states, trends and reasons by their numbers in
-- Documentation/health.md.
WITH gap AS (
    SELECT record, LEAD(age) OVER (PARTITION BY record ORDER BY age) - age AS days
    FROM (
        SELECT DISTINCT record, (now - at_us) // 86400000000 AS age
        FROM attribution CROSS JOIN parameter
        WHERE at_us <= now AND now - at_us < 31536000000000 AND worth > 0
    ) AS dated
), spanned AS (
    SELECT record, days, CAST(SUM(days) AS BIGINT) AS span FROM gap WHERE days IS NOT NULL GROUP BY record, days
    UNION ALL
    SELECT id, frequency, prior FROM record CROSS JOIN parameter
), running AS (
    SELECT record, days, SUM(span) OVER (PARTITION BY record ORDER BY days) AS up_to,
        SUM(span) OVER (PARTITION BY record) AS whole
    FROM spanned
), rhythm AS (
    SELECT record,
        CASE WHEN days > 182 THEN 182 WHEN days >= 3 THEN days WHEN frequency < 3 THEN
            CASE WHEN days > frequency THEN days ELSE frequency END ELSE 3 END AS days
    FROM (
        SELECT record, MIN(CASE WHEN 2 * up_to >= whole THEN days END) AS days FROM running GROUP BY record
    ) AS learnt
    CROSS JOIN parameter
), clock AS (
    SELECT 0 AS earlier, now AS instant FROM parameter
    UNION ALL
    SELECT 1, now - trend_gap_us FROM parameter
), opened AS (
    SELECT record, conversation,
        MIN(CASE WHEN direction = 1 THEN at_us END) AS out_at, MIN(CASE WHEN direction = 2 THEN at_us END) AS back_at,
        MIN(CASE WHEN direction = 1 THEN clock END) AS out_clock,
        MIN(CASE WHEN direction = 2 THEN clock END) AS back_clock
    FROM attribution CROSS JOIN parameter
    WHERE kind = 1 AND in_exchange = 1 AND conversation IS NOT NULL AND at_us <= now AND now - at_us < 31536000000000
    GROUP BY record, conversation
), answer AS (
    SELECT record, CASE WHEN out_at <= back_at THEN 1 ELSE 0 END AS by_them,
        CASE WHEN out_at <= back_at THEN back_at ELSE out_at END AS at_us,
        CASE WHEN out_at <= back_at THEN back_clock - out_clock ELSE out_clock - back_clock END AS seconds
    FROM opened WHERE out_at IS NOT NULL AND back_at IS NOT NULL
), averaged AS (
    SELECT record, CAST(SUM(seconds) AS BIGINT) // COUNT(*) AS seconds FROM answer WHERE by_them = 0 GROUP BY record
), usual AS (
    SELECT rhythm.record, days,
        CASE WHEN seconds IS NULL THEN 172800 WHEN seconds < 86400 THEN 86400 WHEN seconds > 604800 THEN 604800
            ELSE seconds END AS seconds
    FROM rhythm LEFT JOIN averaged ON averaged.record = rhythm.record
), faded AS (
    SELECT attribution.record, earlier, instant, kind, reply, at_us, ours, theirs, worth, days, seconds,
        worth * COALESCE(factor, 0) AS left_over
    FROM attribution
    JOIN clock ON at_us <= instant
    JOIN usual ON usual.record = attribution.record
    LEFT JOIN decay ON bucket = (instant - at_us) // (days * 86400000000)
), summed AS (
    SELECT record, earlier, instant, days, seconds,
        CAST(SUM(left_over) AS BIGINT) AS value,
        CAST(SUM(CASE WHEN theirs = 1 THEN left_over ELSE 0 END) AS BIGINT) AS from_them,
        CAST(SUM(CASE WHEN ours = 1 THEN left_over ELSE 0 END) AS BIGINT) AS from_us,
        CAST(SUM(CASE WHEN (kind = 2 AND ours + theirs = 2) OR (reply = 1 AND ours + theirs = 1) THEN left_over ELSE 0 END)
            AS BIGINT) AS answers,
        MAX(at_us) AS last_at,
        MAX(CASE WHEN ours = 1 AND worth > 0 THEN at_us END) AS last_ours,
        MAX(CASE WHEN theirs = 1 AND worth > 0 THEN at_us END) AS last_theirs,
        MAX(CASE WHEN (ours = 1 OR kind = 3) AND worth > 0 THEN at_us END) AS last_own,
        SUM(CASE WHEN instant - at_us < 31536000000000 THEN 1 ELSE 0 END) AS in_year
    FROM faded GROUP BY record, earlier, instant, days, seconds
), told AS (
    -- When a mail of theirs may have been answered last; a union, because PostgreSQL joins two of these by brute force.
    SELECT record, earlier, MAX(last_theirs) AS last_theirs, MAX(told_at) AS told_at
    FROM (
        SELECT record, earlier, last_theirs, last_own AS told_at FROM summed
        UNION ALL
        SELECT record, earlier, NULL, MAX(at_us) FROM beside JOIN clock ON at_us <= instant GROUP BY record, earlier
    ) AS spoken
    GROUP BY record, earlier
), waiting AS (
    SELECT faded.record, faded.earlier,
        SUM(CASE WHEN theirs = 1 AND (told_at IS NULL OR at_us > told_at) THEN 1 ELSE 0 END)
            - MAX(CASE WHEN theirs = 1 AND (told_at IS NULL OR at_us > told_at) THEN reply ELSE 0 END) AS waits,
        MIN(CASE WHEN theirs = 1 AND (told_at IS NULL OR at_us > told_at) THEN at_us END) AS first_at,
        MAX(CASE WHEN theirs = 1 AND (told_at IS NULL OR at_us > told_at) THEN at_us END) AS latest_at,
        SUM(CASE WHEN ours = 1 AND (last_theirs IS NULL OR at_us > last_theirs) THEN 1 ELSE 0 END) AS unheard
    FROM faded
    JOIN told ON told.record = faded.record AND told.earlier = faded.earlier
    WHERE kind = 1 AND worth > 0
    GROUP BY faded.record, faded.earlier
), series AS (
    -- Of all mails of theirs: how many, whether any answers, and how even they come.
    SELECT record, earlier, COUNT(*) AS came, MAX(reply) AS answers,
        SUM(CASE WHEN gap < 518400000000 THEN 1 ELSE 0 END) AS short_gaps, MAX(gap) // 1000000 AS longest,
        (MAX(at_us) - MIN(at_us)) // 1000000 AS whole
    FROM (
        SELECT record, earlier, reply, at_us,
            at_us - LAG(at_us) OVER (PARTITION BY record, earlier ORDER BY at_us) AS gap
        FROM faded WHERE kind = 1 AND theirs = 1 AND worth > 0
    ) AS spaced
    GROUP BY record, earlier
), fast AS (
    SELECT answer.record, earlier,
        CAST(SUM(CASE WHEN answer.seconds <= 86400 THEN 16 WHEN answer.seconds <= 259200 THEN 8 ELSE 0 END
            * email_weight * COALESCE(factor, 0)) AS BIGINT) AS answers
    FROM answer
    CROSS JOIN parameter
    JOIN clock ON answer.at_us <= instant
    JOIN rhythm ON rhythm.record = answer.record
    LEFT JOIN decay ON bucket = (instant - answer.at_us) // (days * 86400000000)
    GROUP BY answer.record, earlier
), ahead AS (
    SELECT record, earlier, MIN(at_us) AS next_at
    FROM attribution JOIN clock ON at_us > instant
    WHERE kind <> 1 AND worth > 0
    GROUP BY record, earlier
), bounded AS (
    SELECT summed.record, summed.earlier, instant, days, seconds, last_at, last_ours, last_theirs, in_year,
        CASE WHEN value < 43625904000 THEN value ELSE 43625904000 END AS value,
        CASE WHEN from_them < from_us THEN from_them ELSE from_us END AS mutual,
        summed.answers + COALESCE(fast.answers, 0) AS answers,
        CASE WHEN next_at - instant <= CASE WHEN days > 15 THEN 2 * days ELSE 30 END * 86400000000 THEN 1 ELSE 0 END
            AS planned,
        CASE WHEN waits IS NULL OR (came > 12 AND series.answers = 0 AND 10 * short_gaps <= came - 1
                AND longest * (came - 1) <= 3 * whole) THEN 0
            ELSE waits END AS waits,
        first_at, latest_at, COALESCE(unheard, 0) AS unheard,
        (instant - last_ours) // 1000000 AS ours_s, (instant - last_theirs) // 1000000 AS theirs_s, days * 86400 AS day_s
    FROM summed
    LEFT JOIN waiting ON waiting.record = summed.record AND waiting.earlier = summed.earlier
    LEFT JOIN series ON series.record = summed.record AND series.earlier = summed.earlier
    LEFT JOIN fast ON fast.record = summed.record AND fast.earlier = summed.earlier
    LEFT JOIN ahead ON ahead.record = summed.record AND ahead.earlier = summed.earlier
), limited AS (
    SELECT bounded.*,
        CASE WHEN mutual < 43625904000 THEN mutual ELSE 43625904000 END AS both_ways,
        CASE WHEN answers < 2 * mutual AND answers < 43625904000 THEN answers
            WHEN 2 * mutual < 43625904000 THEN 2 * mutual ELSE 43625904000 END AS heard,
        CASE WHEN ours_s IS NULL OR ours_s >= 3 * day_s THEN 0 WHEN ours_s <= day_s THEN 30000000
            ELSE 30000000 * (3 * day_s - ours_s) // (2 * day_s) END AS ours_points,
        CASE WHEN theirs_s IS NULL OR theirs_s >= 3 * day_s THEN 0 WHEN theirs_s <= day_s THEN 30000000
            ELSE 30000000 * (3 * day_s - theirs_s) // (2 * day_s) END AS theirs_points,
        CASE WHEN waits > 0 THEN (instant - first_at) // 1000000 ELSE 0 END AS waited
    FROM bounded
), pointed AS (
    SELECT limited.*,
        25000000 * value // (value + 218129520) AS activity,
        CASE WHEN ours_points <= theirs_points AND ours_points >= theirs_points // 4 THEN ours_points
            WHEN ours_points <= theirs_points THEN theirs_points // 4
            WHEN theirs_points >= ours_points // 4 THEN theirs_points ELSE ours_points // 4 END
            + 10000000 * planned AS recency_points,
        25000000 * both_ways // (both_ways + 109064760) AS balance,
        20000000 * heard // (heard + 109064760) AS answered,
        CASE WHEN waits > 3 THEN 30000000 ELSE 10000000 * waits END
            * CASE WHEN waited <= seconds THEN 0 WHEN waited >= 6 * seconds THEN 5 * seconds ELSE waited - seconds END
            // (5 * seconds) AS penalty
    FROM limited
), term AS (
    SELECT pointed.*,
        CASE WHEN recency_points < 30000000 THEN recency_points ELSE 30000000 END AS recency,
        CASE WHEN instant - last_at > 63072000000000 THEN 7 WHEN in_year < 3 THEN 3 ELSE 0 END AS state,
        activity + CASE WHEN recency_points < 30000000 THEN recency_points ELSE 30000000 END + balance + answered AS total
    FROM pointed
), score AS (
    SELECT term.*, CASE WHEN penalty < total THEN penalty ELSE total END AS waiting,
        CASE WHEN penalty < total THEN (total - penalty) // 1000000 ELSE 0 END AS points
    FROM term
), present AS (
    -- One row a record already; grouped, SQLite looks each up, and otherwise goes through all of them for each record.
    SELECT record, MAX(state) AS state, MAX(activity) AS activity, MAX(recency) AS recency, MAX(balance) AS balance,
        MAX(answered) AS answered, MAX(waiting) AS waiting, MAX(points) AS points, MAX(waits) AS waits,
        MAX(waited) AS waited, MAX(seconds) AS seconds, MAX(first_at) AS first_at, MAX(latest_at) AS latest_at,
        MAX(planned) AS planned, MAX(unheard) AS unheard, MAX(last_ours) AS last_ours, MAX(last_theirs) AS last_theirs
    FROM score WHERE earlier = 0 GROUP BY record
), bond AS (
    SELECT record, 100 * mutual // (mutual + 768000000) AS strength
    FROM (
        SELECT record, CASE WHEN from_us < from_them THEN from_us ELSE from_them END AS mutual
        FROM (
            SELECT record, CAST(SUM(CASE WHEN ours = 1 THEN worth * factor ELSE 0 END) AS BIGINT) AS from_us,
                CAST(SUM(CASE WHEN theirs = 1 THEN worth * factor ELSE 0 END) AS BIGINT) AS from_them
            FROM attribution
            CROSS JOIN parameter
            JOIN decay ON bucket = (now - at_us) // 5184000000000
            WHERE at_us <= now
            GROUP BY record
        ) AS side
    ) AS built
), deal AS (
    SELECT record, CAST(SUM(value) AS BIGINT) AS value,
        MIN(CASE WHEN days BETWEEN -30 AND 89 THEN days END) AS days_left
    FROM (
        SELECT record, value, CASE WHEN by_date > 0 THEN close_day - now // 86400000000 END AS days
        FROM stake CROSS JOIN parameter
    ) AS dated
    GROUP BY record
), weighty AS (
    SELECT record.id AS record, days_left, COALESCE(people_outside, 0) AS people_outside,
        COALESCE(strength, 0) AS strength,
        20 + CASE WHEN record.kind = 4 THEN 10 ELSE 0 END + by_strength * 80 * COALESCE(strength, 0) // 600
            + by_people * 3 * CASE WHEN people_outside > 6 THEN 5 WHEN people_outside > 1 THEN people_outside - 1
                ELSE 0 END // 6
            + CASE WHEN usual_value > 0 AND value > 10000000000000
                THEN by_value * 20 * 10000000000000 // (6 * (10000000000000 + usual_value))
                WHEN usual_value > 0 AND value > 0 THEN by_value * 20 * value // (6 * (value + usual_value)) ELSE 0 END
            + CASE WHEN days_left IS NULL THEN 0 WHEN days_left < 0 THEN by_date * 1800 // 540
                ELSE by_date * 20 * (90 - days_left) // 540 END AS importance
    FROM record
    CROSS JOIN parameter
    LEFT JOIN bond ON bond.record = record.id
    LEFT JOIN deal ON deal.record = record.id
    LEFT JOIN circle ON circle.record = record.id
), graded AS (
    SELECT record.id AS record, record.kind, active, rhythm.days AS rhythm, strength,
        present.activity, present.recency, present.balance, present.answered, present.waiting, present.points,
        former.points AS former,
        CASE WHEN active = 0 THEN 8 WHEN present.state IS NULL THEN 4 WHEN present.state <> 0 THEN present.state
            WHEN present.points >= good THEN 0 WHEN present.points >= fair THEN 1 ELSE 2 END AS state,
        COALESCE(present.waits, 0) AS waits, COALESCE(present.waited, 0) AS waited, present.seconds,
        present.first_at, present.latest_at, present.planned, COALESCE(present.unheard, 0) AS unheard,
        now - present.latest_at AS patience,
        CASE WHEN present.last_ours IS NOT NULL AND present.last_theirs IS NOT NULL THEN 1 ELSE 0 END AS two_way,
        (now - CASE WHEN present.last_ours IS NULL OR present.last_theirs > present.last_ours THEN present.last_theirs
            ELSE present.last_ours END) // 86400000000 AS silent,
        CASE WHEN coming.record IS NULL THEN 0 ELSE 1 END AS ahead,
        days_left, people_outside, now // 86400000000 AS today,
        CASE WHEN active = 0 THEN 0 WHEN importance < 100 THEN importance ELSE 100 END AS importance
    FROM record
    CROSS JOIN parameter
    JOIN rhythm ON rhythm.record = record.id
    JOIN weighty ON weighty.record = record.id
    LEFT JOIN present ON present.record = record.id
    LEFT JOIN ahead AS coming ON coming.record = record.id AND coming.earlier = 0
    LEFT JOIN score AS former ON former.record = record.id AND former.earlier = 1 AND former.state = 0
), shown AS (
    SELECT graded.*,
        CASE WHEN active = 0 THEN 5 WHEN state > 2 OR former IS NULL THEN 3 WHEN points - former >= 5 THEN 0
            WHEN points - former <= -5 THEN 2 ELSE 1 END AS trend
    FROM graded
), risk AS (
    SELECT shown.*,
        CASE WHEN active = 1 AND waits > 0 AND patience < 3888000000000 AND waited >= seconds THEN
            CASE WHEN 30 + 10 * waits + 10 * CASE WHEN waited // seconds < 4 THEN waited // seconds ELSE 4 END < 100
                THEN 30 + 10 * waits + 10 * CASE WHEN waited // seconds < 4 THEN waited // seconds ELSE 4 END
                ELSE 100 END * CASE WHEN waits >= 4 AND importance < 75 THEN 75
                WHEN waits < 4 AND importance < 35 + 10 * waits THEN 35 + 10 * waits ELSE importance END // 100
            ELSE 0 END AS for_waiting,
        CASE WHEN active = 1 AND kind = 4 AND ahead = 0 AND days_left <= 45 THEN
            (30 + 30 * (45 - CASE WHEN days_left > 0 THEN days_left ELSE 0 END) // 45
                + CASE WHEN people_outside <= 1 THEN 20 ELSE 0 END
                + CASE WHEN silent IS NULL OR silent > rhythm THEN 20 ELSE 0 END) * importance // 100
            ELSE 0 END AS for_closing,
        CASE WHEN active = 1 AND two_way = 1 AND planned = 0 AND silent > rhythm THEN
            70 * CASE WHEN silent - rhythm < 2 * rhythm THEN silent - rhythm ELSE 2 * rhythm END // (2 * rhythm)
                * importance // 100
            ELSE 0 END AS for_silence,
        CASE WHEN trend = 2 THEN CASE WHEN former - points < 30 THEN 2 * (former - points) ELSE 60 END * importance // 100
            ELSE 0 END AS for_decline,
        CASE WHEN state = 2 AND unheard >= 3 THEN 30 * importance // 100 ELSE 0 END AS for_unheard,
        CASE WHEN state = 2 THEN (100 - points) // 5 * importance // 100 ELSE 0 END AS for_poor
    FROM shown
), most AS (
    SELECT risk.*,
        CASE WHEN for_waiting >= for_closing AND for_waiting >= for_silence AND for_waiting >= for_decline
                AND for_waiting >= for_unheard AND for_waiting >= for_poor THEN for_waiting
            WHEN for_closing >= for_silence AND for_closing >= for_decline AND for_closing >= for_unheard
                AND for_closing >= for_poor THEN for_closing
            WHEN for_silence >= for_decline AND for_silence >= for_unheard AND for_silence >= for_poor THEN for_silence
            WHEN for_decline >= for_unheard AND for_decline >= for_poor THEN for_decline
            WHEN for_unheard >= for_poor THEN for_unheard ELSE for_poor END AS attention
    FROM risk
)
SELECT record, state, trend,
    CASE WHEN state <= 2 THEN points END AS score,
    CASE WHEN state <= 2 THEN activity ELSE 0 END AS activity, CASE WHEN state <= 2 THEN recency ELSE 0 END AS recency,
    CASE WHEN state <= 2 THEN balance ELSE 0 END AS balance, CASE WHEN state <= 2 THEN answered ELSE 0 END AS answers,
    CASE WHEN state <= 2 THEN -waiting ELSE 0 END AS waiting,
    CAST(rhythm AS BIGINT) AS rhythm, strength, attention,
    CASE WHEN attention = 0 THEN 0 WHEN for_waiting = attention THEN 1 WHEN for_closing = attention THEN 2
        WHEN for_silence = attention THEN 3 WHEN for_decline = attention THEN 4 WHEN for_unheard = attention THEN 5
        ELSE 6 END AS reason,
    importance, CAST(waits AS BIGINT) AS waits, CASE WHEN waits > 0 THEN first_at ELSE 0 END AS waits_since,
    CASE WHEN waits > 0 THEN latest_at ELSE 0 END AS waits_last,
    CAST(unheard AS BIGINT) AS unheard, silent,
    CASE WHEN state <= 2 THEN former END AS former,
    CASE WHEN attention > 0 AND attention = for_closing AND attention > for_waiting THEN today + days_left END
        AS close_day
FROM most ORDER BY record;
