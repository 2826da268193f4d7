-- Health, trend, rhythm, strength and attention of every record; states, trends and reasons by their numbers in
-- Documentation/health.md.
WITH opened AS (
    SELECT record, conversation,
        MIN(CASE WHEN direction = 1 THEN at_us END) AS out_at, MIN(CASE WHEN direction = 2 THEN at_us END) AS back_at,
        MIN(CASE WHEN direction = 1 THEN clock END) AS out_clock,
        MIN(CASE WHEN direction = 2 THEN clock END) AS back_clock,
        MIN(CASE WHEN direction = 1 THEN weekdays END) AS out_weekdays,
        MIN(CASE WHEN direction = 2 THEN weekdays END) AS back_weekdays
    FROM attribution CROSS JOIN parameter
    WHERE kind = 1 AND in_exchange = 1 AND conversation IS NOT NULL AND at_us <= now AND now - at_us < 31536000000000
    GROUP BY record, conversation
), answer AS (
    SELECT record, CASE WHEN out_at <= back_at THEN 1 ELSE 0 END AS by_them,
        CASE WHEN out_at <= back_at THEN back_at ELSE out_at END AS at_us,
        CASE WHEN out_at <= back_at THEN back_weekdays ELSE out_weekdays END AS weekdays,
        CASE WHEN out_at <= back_at THEN back_clock - out_clock ELSE out_clock - back_clock END AS seconds
    FROM opened WHERE out_at IS NOT NULL AND back_at IS NOT NULL
), averaged AS (
    SELECT record, CAST(SUM(seconds) AS BIGINT) // COUNT(*) AS seconds FROM answer WHERE by_them = 0 GROUP BY record
), usual AS (
    SELECT rhythm.record, days,
        CASE WHEN seconds IS NULL THEN 2 * day_s WHEN seconds < day_s THEN day_s WHEN seconds > week_s THEN week_s
            ELSE seconds END AS seconds
    FROM rhythm CROSS JOIN parameter LEFT JOIN averaged ON averaged.record = rhythm.record
), latest AS (
    SELECT record, earlier, MAX(at_us) AS theirs_at, MAX(weekdays) AS theirs_weekdays,
        MAX(CASE WHEN says = 1 THEN at_us END) AS heard_at
    FROM attribution JOIN clock ON at_us <= instant
    WHERE theirs = 1 AND worth > 0
    GROUP BY record, earlier
), aged AS (
    -- What is ours alone and follows somebody who fell silent pursues.
    SELECT attribution.record, clock.earlier, instant, kind, reply, at_us, ours, theirs, worth, direct, nearness, says,
        days, heard_at, CASE WHEN days < 3 THEN weekdays_until - weekdays ELSE instant - at_us END AS age,
        CASE WHEN ours = 1 AND theirs = 0 AND CASE WHEN days < 3 THEN weekdays - theirs_weekdays ELSE at_us - theirs_at
            END > days * 86400000000 THEN 0 ELSE 1 END AS counts
    FROM attribution
    JOIN clock ON at_us <= instant
    JOIN rhythm ON rhythm.record = attribution.record
    LEFT JOIN latest ON latest.record = attribution.record AND latest.earlier = clock.earlier
), faded AS (
    SELECT aged.*, worth * COALESCE(factor, 0) * counts AS left_over,
        CASE WHEN worth = 0 OR age // 1000000 >= 259200 * days THEN 0 WHEN age // 1000000 <= 86400 * days THEN 30000000
            ELSE 30000000 * (259200 * days - age // 1000000) // (172800 * days) END * counts * nearness // 96 AS near
    FROM aged LEFT JOIN decay ON bucket = age // (days * 86400000000)
), summed AS (
    SELECT record, earlier, instant, days,
        CAST(SUM(left_over) AS BIGINT) AS value,
        CAST(SUM(CASE WHEN theirs = 1 THEN left_over ELSE 0 END) AS BIGINT) AS from_them,
        CAST(SUM(CASE WHEN ours = 1 THEN left_over ELSE 0 END) AS BIGINT) AS from_us,
        CAST(SUM(CASE WHEN (kind <> 1 AND ours + theirs = 2) OR (reply = 1 AND ours + theirs = 1) THEN left_over ELSE 0 END)
            AS BIGINT) AS answers,
        MAX(at_us) AS last_at,
        MAX(CASE WHEN ours = 1 AND says = 1 THEN at_us END) AS last_ours,
        MAX(CASE WHEN theirs = 1 AND says = 1 THEN at_us END) AS last_theirs,
        MAX(CASE WHEN ours = 1 THEN near ELSE 0 END) AS ours_points,
        MAX(CASE WHEN theirs = 1 THEN near ELSE 0 END) AS theirs_points,
        CAST(SUM(CASE WHEN ours = 1 AND worth > 0 AND instant - at_us < 31536000000000 THEN 1 ELSE 0 END) AS BIGINT)
            AS our_count,
        CAST(SUM(CASE WHEN theirs = 1 AND worth > 0 AND instant - at_us < 31536000000000 THEN 1 ELSE 0 END) AS BIGINT)
            AS their_count,
        SUM(CASE WHEN instant - at_us < 31536000000000 THEN 1 ELSE 0 END) AS in_year,
        SUM(CASE WHEN kind = 1 AND ours = 1 AND direct = 1 AND says = 1 AND (heard_at IS NULL OR at_us > heard_at) THEN 1
            ELSE 0 END) AS unheard
    FROM faded GROUP BY record, earlier, instant, days
), fast AS (
    SELECT answer.record, earlier,
        CAST(SUM(CASE WHEN answer.seconds <= day_s THEN 16 WHEN answer.seconds <= 3 * day_s THEN 8 ELSE 0 END
            * email_weight * COALESCE(factor, 0)) AS BIGINT) AS answers
    FROM answer
    CROSS JOIN parameter
    JOIN clock ON answer.at_us <= instant
    JOIN rhythm ON rhythm.record = answer.record
    LEFT JOIN decay ON bucket = CASE WHEN days < 3 THEN weekdays_until - weekdays ELSE instant - answer.at_us END
        // (days * 86400000000)
    GROUP BY answer.record, earlier
), bounded AS (
    SELECT summed.record, summed.earlier, instant, summed.days, seconds, last_at, last_ours, last_theirs, in_year, value,
        CASE WHEN from_them < from_us AND from_them < 43625904000 THEN from_them WHEN from_us < 43625904000 THEN from_us
            ELSE 43625904000 END AS lesser,
        CASE WHEN our_count < their_count THEN our_count ELSE their_count END AS fewer,
        CASE WHEN our_count < their_count THEN their_count ELSE our_count END AS more,
        CASE WHEN ours_points < theirs_points THEN ours_points ELSE theirs_points END AS lesser_points,
        CASE WHEN ours_points < theirs_points THEN theirs_points ELSE ours_points END AS greater_points,
        summed.answers + COALESCE(fast.answers, 0) AS answers,
        CASE WHEN next_at - now <= CASE WHEN summed.days > 15 THEN 2 * summed.days ELSE 30 END * 86400000000 THEN 1
            ELSE 0 END AS planned,
        COALESCE(waits, 0) AS waits, COALESCE(waited, 0) AS waited, unheard
    FROM summed
    JOIN usual ON usual.record = summed.record
    CROSS JOIN parameter
    LEFT JOIN times ON times.record = summed.record AND times.earlier = 0
    LEFT JOIN pending ON pending.record = summed.record AND pending.earlier = summed.earlier
    LEFT JOIN fast ON fast.record = summed.record AND fast.earlier = summed.earlier
), evened AS (
    -- Whoever was hardly ever in contact makes little of it both sides'.
    SELECT bounded.*,
        CASE WHEN more = 0 THEN 0 WHEN 4 * fewer * fewer >= more THEN lesser ELSE lesser * 4 * fewer * fewer // more END
            AS mutual,
        CASE WHEN more = 0 THEN 0 WHEN 4 * fewer * fewer >= more THEN lesser_points
            ELSE lesser_points * 4 * fewer * fewer // more END AS mutual_points
    FROM bounded
), mixed AS (
    -- What one side did alone counts little.
    SELECT evened.*, CASE WHEN value < 109064760 + 4 * mutual THEN value ELSE 109064760 + 4 * mutual END AS mixture
    FROM evened
), limited AS (
    SELECT mixed.*,
        CASE WHEN mixture < 43625904000 THEN mixture ELSE 43625904000 END AS active_value,
        CASE WHEN answers < 2 * mutual AND answers < 43625904000 THEN answers
            WHEN 2 * mutual < 43625904000 THEN 2 * mutual ELSE 43625904000 END AS heard
    FROM mixed
), pointed AS (
    SELECT limited.*,
        25000000 * active_value // (active_value + 218129520) AS activity,
        CASE WHEN mutual_points >= greater_points // 4 THEN mutual_points ELSE greater_points // 4 END
            + 10000000 * planned AS recency_points,
        25000000 * mutual // (mutual + 109064760) AS balance,
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
    SELECT record, MAX(state) AS state, MAX(activity) AS activity, MAX(recency) AS recency, MAX(balance) AS balance,
        MAX(answered) AS answered, MAX(waiting) AS waiting, MAX(points) AS points, MAX(unheard) AS unheard,
        MAX(last_ours) AS last_ours, MAX(last_theirs) AS last_theirs
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
    SELECT record, CAST(SUM(value) AS BIGINT) AS value, MIN(CASE WHEN distance < 90 THEN distance END) AS distance,
        MIN(close_day) AS close_day
    FROM (
        SELECT record, value, close_day,
            CASE WHEN by_date = 0 THEN NULL WHEN days >= 0 THEN days WHEN days >= -30 THEN 0 ELSE -days - 30 END AS distance
        FROM (
            SELECT record, value, close_day, by_date, close_day - now // 86400000000 AS days
            FROM stake CROSS JOIN parameter
        ) AS dated_stake
    ) AS near_stake
    GROUP BY record
), weighty AS (
    SELECT record.id AS record, distance, close_day, COALESCE(people_outside, 0) AS people_outside,
        COALESCE(strength, 0) AS strength,
        20 + CASE WHEN record.kind = 4 THEN 10 ELSE 0 END + by_strength * 80 * COALESCE(strength, 0) // 600
            + by_people * 3 * CASE WHEN people_outside > 6 THEN 5 WHEN people_outside > 1 THEN people_outside - 1
                ELSE 0 END // 6
            + CASE WHEN usual_value > 0 AND value > 10000000000000
                THEN by_value * 40 * 10000000000000 // (6 * (10000000000000 + usual_value))
                WHEN usual_value > 0 AND value > 0 THEN by_value * 40 * value // (6 * (value + usual_value)) ELSE 0 END
            + CASE WHEN distance IS NULL THEN 0 ELSE by_date * 20 * (90 - distance) // 540 END AS importance
    FROM record
    CROSS JOIN parameter
    LEFT JOIN bond ON bond.record = record.id
    LEFT JOIN deal ON deal.record = record.id
    LEFT JOIN circle ON circle.record = record.id
), around AS (
    -- Grouped for the same reason.
    SELECT times.record, MAX(next_of_any) AS next_of_any, MAX(known_beside) AS known_beside,
        MAX(CASE WHEN days < 3 THEN weekdays_until - COALESCE(heard_weekdays, spoken_weekdays)
            ELSE instant - COALESCE(heard_at, spoken_at) END) // 86400000000 AS silent,
        MAX(CASE WHEN next_planned - instant <= CASE WHEN days > 15 THEN 2 * days ELSE 30 END * 86400000000 THEN 1 ELSE 0 END)
            AS planned
    FROM times
    JOIN clock ON clock.earlier = times.earlier
    JOIN rhythm ON rhythm.record = times.record
    WHERE times.earlier = 0
    GROUP BY times.record
), company AS (
    -- Whoever buys, by its contacts.
    SELECT buyer.record, MAX(heard_at) AS heard_at, MAX(heard_weekdays) AS heard_weekdays, MAX(spoken_at) AS spoken_at,
        MAX(spoken_weekdays) AS spoken_weekdays, MIN(next_of_any) AS next_of_any
    FROM buyer JOIN times ON times.record = buyer.account AND times.earlier = 0
    GROUP BY buyer.record
), graded AS (
    SELECT record.id AS record, record.kind, active, usual.days AS rhythm, strength, usual.seconds, rhythm.usual AS rhythm_usual, rare,
        present.activity, present.recency, present.balance, present.answered, present.waiting, present.points,
        former.points AS former,
        CASE WHEN active = 0 THEN 8 WHEN present.state IS NULL THEN 4 WHEN present.state <> 0 THEN present.state
            WHEN present.points >= good THEN 0 WHEN present.points >= fair THEN 1 ELSE 2 END AS state,
        COALESCE(pending.waits, 0) AS waits, COALESCE(pending.waited, 0) AS waited,
        pending.first_at, pending.latest_at, COALESCE(present.unheard, 0) AS unheard,
        CASE WHEN present.last_ours IS NOT NULL AND present.last_theirs IS NOT NULL THEN 1 ELSE 0 END AS two_way,
        COALESCE(silent, CASE WHEN usual.days < 3 THEN now_weekdays - COALESCE(company.heard_weekdays, company.spoken_weekdays)
            ELSE now - COALESCE(company.heard_at, company.spoken_at) END // 86400000000) AS silent,
        COALESCE(around.planned, 0) AS planned, around.next_of_any, company.next_of_any AS company_next, COALESCE(known_beside, 0) AS known_beside,
        distance, close_day, people_outside, now, now // 86400000000 AS today,
        CASE WHEN active = 0 THEN 0 WHEN importance <= 60 THEN importance
            ELSE 60 + 40 * (importance - 60) // (importance - 20) END AS importance
    FROM record
    CROSS JOIN parameter
    JOIN usual ON usual.record = record.id
    JOIN rhythm ON rhythm.record = record.id
    JOIN weighty ON weighty.record = record.id
    LEFT JOIN present ON present.record = record.id
    LEFT JOIN around ON around.record = record.id
    LEFT JOIN company ON company.record = record.id
    LEFT JOIN pending ON pending.record = record.id AND pending.earlier = 0
    LEFT JOIN score AS former ON former.record = record.id AND former.earlier = 1 AND former.state = 0
), shown AS (
    SELECT graded.*,
        CASE WHEN active = 0 THEN 5 WHEN state > 2 OR former IS NULL THEN 3 WHEN points - former >= 5 THEN 0
            WHEN points - former <= -5 THEN 2 ELSE 1 END AS trend,
        CASE WHEN waits >= 4 AND importance < 75 THEN 75 WHEN waits < 4 AND importance < 35 + 10 * waits THEN 35 + 10 * waits
            ELSE importance END + (importance - 20) // 4 AS matter,
        86400 * (30 * CASE WHEN waits < 4 THEN waits ELSE 4 END - 15) AS fading,
        2592000 - (now - latest_at) // 1000000 AS spare,
        CASE WHEN next_of_any IS NULL THEN 0 WHEN close_day < today THEN 1
            WHEN next_of_any < 86400000000 * (1 + CASE WHEN close_day > today + 7 THEN close_day ELSE today + 7 END) THEN 1
            ELSE 0 END AS calmed
    FROM graded
), risk AS (
    -- Each record once already; said to be distinct, PostgreSQL computes it before it goes on.
    SELECT DISTINCT shown.*,
        CASE WHEN active = 1 AND waits > 0 AND waited >= seconds AND spare + fading > 0 THEN
            CASE WHEN 30 + 10 * waits + 10 * CASE WHEN waited // seconds < 4 THEN waited // seconds ELSE 4 END < 100
                THEN 30 + 10 * waits + 10 * CASE WHEN waited // seconds < 4 THEN waited // seconds ELSE 4 END
                ELSE 100 END * CASE WHEN matter < 100 THEN matter ELSE 100 END // 100
                * CASE WHEN spare < 0 THEN spare + fading ELSE fading END // fading
            ELSE 0 END AS for_waiting,
        CASE WHEN active = 1 AND kind = 4 AND distance < 60 AND calmed = 0 THEN
            (60 - distance) * (60 + CASE WHEN people_outside = 1 OR (people_outside = 0 AND known_beside = 0) THEN 20 ELSE 0 END
                + CASE WHEN silent IS NULL OR silent > rhythm THEN 20 ELSE 0 END) // 60 * importance // 100
            ELSE 0 END AS for_date,
        CASE WHEN active = 1 AND kind = 4 AND silent IS NULL AND next_of_any IS NULL AND company_next IS NULL
            THEN 30 * importance // 100 ELSE 0 END
            AS for_nobody,
        CASE WHEN active = 1 AND two_way = 1 AND planned = 0 AND silent > rhythm THEN
            CASE WHEN rhythm_usual = 1 THEN 70 ELSE 35 END
                * CASE WHEN silent - rhythm < 90 AND silent - rhythm < 2 * rhythm THEN silent - rhythm
                    WHEN rhythm < 45 THEN 2 * rhythm ELSE 90 END // CASE WHEN rhythm < 45 THEN 2 * rhythm ELSE 90 END
                * importance // 100 * CASE WHEN rare = 0 OR silent <= 90 THEN 180 WHEN silent < 270 THEN 270 - silent
                    ELSE 0 END // 180
            ELSE 0 END AS for_silence,
        CASE WHEN trend = 2 AND planned = 0 THEN
            CASE WHEN former - points < 30 THEN 2 * (former - points) ELSE 60 END * importance // 100
            ELSE 0 END AS for_decline,
        CASE WHEN state = 2 AND unheard >= 3 THEN 30 * importance // 100 ELSE 0 END AS for_unheard,
        CASE WHEN state = 2 AND planned = 0 THEN (100 - points) // 5 * importance // 100 ELSE 0 END AS for_poor
    FROM shown
), dealt AS (
    -- Of a sale that closes the words say the silence too.
    SELECT risk.*, CASE WHEN for_date = 0 AND for_nobody = 0 THEN 0
            WHEN for_date >= for_nobody AND for_date >= for_silence THEN for_date
            WHEN for_nobody >= for_silence THEN for_nobody ELSE for_silence END AS for_closing
    FROM risk
), named AS (
    SELECT dealt.*,
        CASE WHEN for_waiting >= for_closing AND for_waiting >= for_silence AND for_waiting >= for_unheard THEN for_waiting
            WHEN for_closing >= for_silence AND for_closing >= for_unheard THEN for_closing
            WHEN for_silence >= for_unheard THEN for_silence ELSE for_unheard END AS cause,
        CASE WHEN for_decline >= for_poor THEN for_decline ELSE for_poor END AS symptom
    FROM dealt
), most AS (
    SELECT named.*,
        CASE WHEN cause > 0 THEN CASE WHEN for_waiting = cause THEN 1 WHEN for_closing = cause THEN 2
                WHEN for_silence = cause THEN 3 ELSE 5 END
            WHEN symptom = 0 THEN 0 WHEN for_decline = symptom THEN 4 ELSE 6 END AS reason
    FROM named
)
SELECT record, state, trend,
    CASE WHEN state <= 2 THEN points END AS score,
    CASE WHEN state <= 2 THEN activity ELSE 0 END AS activity, CASE WHEN state <= 2 THEN recency ELSE 0 END AS recency,
    CASE WHEN state <= 2 THEN balance ELSE 0 END AS balance, CASE WHEN state <= 2 THEN answered ELSE 0 END AS answers,
    CASE WHEN state <= 2 THEN -waiting ELSE 0 END AS waiting,
    CAST(rhythm AS BIGINT) AS rhythm, strength, CASE WHEN cause > symptom THEN cause ELSE symptom END AS attention, reason,
    importance, CAST(waits AS BIGINT) AS waits, CASE WHEN waits > 0 THEN first_at ELSE 0 END AS waits_since,
    CASE WHEN waits > 0 THEN latest_at ELSE 0 END AS waits_last,
    CAST(unheard AS BIGINT) AS unheard, silent,
    CASE WHEN state <= 2 THEN former END AS former,
    CASE WHEN reason = 2 THEN close_day END AS close_day
FROM most ORDER BY record;
