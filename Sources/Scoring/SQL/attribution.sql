-- touch: which interaction goes on with whom a record listens to, with what it is worth there and from which side it
-- came, one row each. attribution: what of it counts for the record. clock: now, and the instant that the trend
-- compares with. either: what they were in contact through, also what others did where only some colleagues count. circle: how
-- many people took part on each side. rhythm: days between contacts, and whether there was a rhythm. times: what was
-- last and comes next at either clock. question: which mails and calls of theirs ask us. pending: which of them wait.
CREATE TABLE touch AS
WITH counted AS (
    SELECT * FROM interaction WHERE scored = 1
), outsider AS (
    SELECT counted.id, counted.kind, person, regarding,
        CASE WHEN role IN (1, 2, 5, 7) THEN 1 ELSE 0 END AS direct,
        CASE WHEN role IN (1, 7) THEN 1 ELSE 0 END AS began,
        CASE WHEN role BETWEEN 5 AND 7 THEN accepts ELSE 0 END AS met
    FROM counted
    JOIN participant ON participant.interaction = counted.id AND internal = 0
    WHERE (kind = 1 AND role BETWEEN 1 AND 3) OR (kind = 2 AND role BETWEEN 5 AND 7)
        OR (kind = 3 AND role BETWEEN 1 AND 2)
), heard AS (
    SELECT interest.record, outsider.id, direct, began, met, any_team
    FROM outsider
    JOIN interest ON interest.person = outsider.person
    JOIN record ON record.id = interest.record
    WHERE outsider.kind <> 2 OR meetings = 1
), found AS (
    SELECT regarding AS record, id, 0 AS direct, 0 AS began, 0 AS met, 1 AS own FROM counted WHERE regarding IS NOT NULL
    UNION ALL
    SELECT regarding, id, direct, began, met, 1 FROM outsider WHERE regarding IS NOT NULL
    UNION ALL
    SELECT record, id, direct, began, met, any_team FROM heard
    UNION ALL
    SELECT heard.record, heard.id, 0, 0, 0, 1
    FROM heard
    JOIN participant ON participant.interaction = heard.id AND participant.internal = 1
    JOIN team ON team.record = heard.record AND team.person = participant.person
    WHERE any_team = 0
), summed AS (
    SELECT record, id, MAX(direct) AS direct, MAX(began) AS began, MAX(met) AS met, MAX(own) AS own
    FROM found GROUP BY record, id
), spoken AS (
    -- Without anybody outside in a part that is heard, the word of the CRM stands alone.
    SELECT summed.record, counted.id, at_us, clock, kind, direction, reply, all_day, in_exchange, duration, conversation,
        inside, inside + outside AS crowd, joined, impersonal, crowded, weekdays, own,
        CASE WHEN regarding = record THEN 1 ELSE 0 END AS about,
        CASE WHEN direct + began + met = 0 AND regarding = record THEN 1 ELSE direct END AS direct,
        CASE WHEN direct + began + met = 0 AND regarding = record THEN 1 ELSE began END AS began,
        CASE WHEN direct + began + met = 0 AND regarding = record THEN 1 ELSE met END AS met
    FROM summed JOIN counted ON counted.id = summed.id
), weighed AS (
    SELECT record, id, at_us, clock, kind, direction, reply, all_day, in_exchange, duration, conversation, inside, about,
        impersonal, crowded, weekdays, own, direct, crowd,
        CASE WHEN direction = 1 THEN 1 WHEN kind = 2 THEN joined WHEN kind = 3 AND duration > 0 THEN 1 ELSE 0 END AS ours,
        CASE WHEN direction = 2 AND began = 1 THEN 1 WHEN kind = 2 THEN met WHEN kind = 3 AND duration > 0 THEN direct
            ELSE 0 END AS theirs,
        CASE kind WHEN 1 THEN email_weight WHEN 2 THEN 3 * meeting_weight ELSE 2 * call_weight END
            * CASE WHEN direct = 1 THEN 4 ELSE 1 END AS full_worth,
        CASE kind WHEN 1 THEN 6 WHEN 2 THEN 18 ELSE 12 END * CASE WHEN direct = 1 THEN 4 ELSE 1 END AS neutral
    FROM spoken CROSS JOIN parameter
), thinned AS (
    SELECT weighed.*,
        CASE WHEN crowd <= 4 THEN 4 * full_worth
            WHEN crowd < 40 THEN 4 * full_worth * (40 - crowd) // (9 * crowd) ELSE 0 END AS worth,
        CASE WHEN crowd <= 4 THEN 4 * neutral
            WHEN crowd < 40 THEN 4 * neutral * (40 - crowd) // (9 * crowd) ELSE 0 END AS whole
    FROM weighed
)
SELECT record, id, at_us, clock, kind, direction, reply, all_day, in_exchange, duration, conversation, inside, about,
    ours, theirs, worth, direct, impersonal, weekdays, own, CASE WHEN whole < 96 THEN whole ELSE 96 END AS nearness,
    CASE WHEN worth > 0 AND crowded = 0 THEN 1 ELSE 0 END AS says
FROM thinned;

CREATE TABLE attribution AS
SELECT record, id, at_us, clock, kind, direction, reply, all_day, in_exchange, duration, conversation, inside, about,
    ours, theirs, worth, direct, impersonal, weekdays, nearness, says
FROM touch WHERE own = 1;

CREATE TABLE clock AS
SELECT 0 AS earlier, now AS instant, now_clock AS reading, now_weekdays AS weekdays_until FROM parameter
UNION ALL
SELECT 1, now - trend_gap_us, former_clock, former_weekdays FROM parameter;

CREATE TABLE either AS
SELECT record, id, at_us, clock, kind, reply, conversation, ours, theirs, impersonal, weekdays, 1 - own AS aside
FROM touch WHERE says = 1;

CREATE TABLE circle AS
SELECT record, CAST(SUM(1 - internal) AS BIGINT) AS people_outside, CAST(SUM(internal) AS BIGINT) AS people_inside
FROM (
    SELECT DISTINCT attribution.record, internal, COALESCE(canonical, participant.person) AS person
    FROM attribution
    CROSS JOIN parameter
    JOIN participant ON participant.interaction = attribution.id
    LEFT JOIN interest ON interest.record = attribution.record AND interest.person = participant.person
    LEFT JOIN canonical_address ON canonical_address.person = participant.person
    WHERE at_us <= now AND now - at_us < 31536000000000 AND worth > 0
        AND ((kind = 2 AND role BETWEEN 5 AND 7) OR (kind = 1 AND role BETWEEN 1 AND 3)
            OR (kind = 3 AND role BETWEEN 1 AND 2) OR (internal = 1 AND kind = 1 AND role = 4 AND direction = 2))
        AND (internal = 1 OR about = 1 OR interest.person IS NOT NULL)
) AS involved
GROUP BY record;

CREATE TABLE rhythm AS
WITH said AS (
    SELECT record, MAX(at_us) AS spoken_at
    FROM attribution CROSS JOIN parameter
    WHERE ours = 1 AND says = 1 AND at_us <= now
    GROUP BY record
), dated AS (
    -- Open is a day on which all that was theirs is still to be answered.
    SELECT attribution.record, (now - at_us) // 86400000000 AS age, MAX(theirs) AS theirs,
        MIN(CASE WHEN theirs = 1 THEN CASE WHEN reply = 0 AND at_us > spoken_at THEN 1 ELSE 0 END END) AS opens
    FROM attribution
    CROSS JOIN parameter
    LEFT JOIN said ON said.record = attribution.record
    WHERE at_us <= now AND now - at_us < 31536000000000 AND worth > 0
    GROUP BY attribution.record, (now - at_us) // 86400000000
), side AS (
    SELECT record, MAX(theirs) AS theirs FROM dated GROUP BY record
), gap AS (
    SELECT dated.record, opens, LEAD(age) OVER (PARTITION BY dated.record ORDER BY age) - age AS days
    FROM dated JOIN side ON side.record = dated.record AND side.theirs = dated.theirs
), held AS (
    -- One sign of life is no rhythm before somebody answers.
    SELECT record, days AS own_days, CASE WHEN opens = 1 AND days > frequency AND days > COALESCE(longest, 0)
            THEN CASE WHEN longest > frequency THEN longest ELSE frequency END ELSE days END AS days
    FROM (
        SELECT record, opens, days,
            MAX(CASE WHEN opens = 1 THEN NULL ELSE days END) OVER (PARTITION BY record) AS longest
        FROM gap WHERE days IS NOT NULL
    ) AS known
    CROSS JOIN parameter
), ranked AS (
    SELECT record, own_days, days, ROW_NUMBER() OVER (PARTITION BY record ORDER BY days DESC) AS place,
        LEAD(days) OVER (PARTITION BY record ORDER BY days DESC) AS runner_up,
        SUM(days) OVER (PARTITION BY record) - days AS others, COUNT(*) OVER (PARTITION BY record) AS gaps
    FROM held
), drawn AS (
    SELECT record, own_days, CASE WHEN place = 1 AND (others >= 14 OR gaps > 6) AND days > 4 * runner_up THEN 4 * runner_up
            ELSE days END AS days
    FROM ranked
), own AS (
    -- A year holds but two long gaps once a quarter is missed.
    SELECT record, COUNT(*) AS gaps, SUM(CASE WHEN own_days = frequency THEN 1 ELSE 0 END) AS as_set,
        CASE WHEN COUNT(*) >= 3 THEN 1 WHEN COUNT(*) = 2 AND SUM(days) >= 120 AND 2 * MAX(days) <= 3 * MIN(days) THEN 1
            ELSE 0 END AS regular
    FROM drawn CROSS JOIN parameter GROUP BY record
), spanned AS (
    SELECT record, days, CAST(SUM(days) AS BIGINT) AS span FROM drawn GROUP BY record, days
    UNION ALL
    SELECT id, frequency, CASE WHEN gaps IS NULL THEN 60 WHEN gaps < 10 THEN 60 - 6 * gaps ELSE 0 END
    FROM record CROSS JOIN parameter LEFT JOIN own ON own.record = record.id
), running AS (
    SELECT record, days, SUM(span) OVER (PARTITION BY record ORDER BY days) AS up_to,
        SUM(span) OVER (PARTITION BY record) AS whole
    FROM spanned
)
SELECT learnt.record, CASE WHEN regular = 1 THEN 0 ELSE 1 END AS rare,
    CASE WHEN regular = 1 AND (days <> frequency OR as_set > 0) THEN 1 ELSE 0 END AS usual,
    CASE WHEN days > 182 THEN 182 WHEN days >= 3 THEN days WHEN frequency < 3 THEN
        CASE WHEN days > frequency THEN days ELSE frequency END ELSE 3 END AS days
FROM (
    SELECT record, MIN(CASE WHEN 2 * up_to >= whole THEN days END) AS days FROM running GROUP BY record
) AS learnt
CROSS JOIN parameter
LEFT JOIN own ON own.record = learnt.record;

CREATE TABLE times AS
-- What was last and comes next, with whomever of us.
SELECT record, earlier,
    MAX(CASE WHEN at_us <= instant AND theirs = 1 THEN at_us END) AS heard_at,
    MAX(CASE WHEN at_us <= instant AND theirs = 1 THEN weekdays END) AS heard_weekdays,
    MAX(CASE WHEN at_us <= instant AND ours = 1 THEN at_us END) AS spoken_at,
    MAX(CASE WHEN at_us <= instant AND ours = 1 THEN weekdays END) AS spoken_weekdays,
    MIN(CASE WHEN at_us > instant AND aside = 0 AND (kind = 3 OR (kind = 2 AND theirs = 1)) THEN at_us END) AS next_at,
    MIN(CASE WHEN at_us > instant AND (kind = 3 OR (kind = 2 AND theirs = 1)) THEN at_us END) AS next_planned,
    MIN(CASE WHEN at_us > instant AND kind <> 1 THEN at_us END) AS next_of_any,
    -- Nobody knew of a call before it came.
    MIN(CASE WHEN at_us > instant AND ((kind = 2 AND ours = 1 AND (earlier = 0 OR theirs = 1))
        OR (kind = 3 AND earlier = 0)) THEN at_us END) AS next_ours,
    MAX(CASE WHEN aside = 1 AND at_us <= instant AND instant - at_us < 31536000000000 THEN 1 ELSE 0 END) AS known_beside
FROM either CROSS JOIN clock
GROUP BY record, earlier;

-- What PostgreSQL does not know of new tables, it guesses, and joins each row with each.
ANALYZE attribution, either, times;

CREATE TABLE question AS
WITH opened AS (
    SELECT record, conversation, MIN(at_us) AS out_at
    FROM attribution CROSS JOIN parameter
    WHERE kind = 1 AND in_exchange = 1 AND conversation IS NOT NULL AND at_us <= now AND now - at_us < 31536000000000
        AND direction = 1
    GROUP BY record, conversation
), sender AS (
    SELECT interaction, MIN(COALESCE(canonical, participant.person)) AS person
    FROM participant LEFT JOIN canonical_address ON canonical_address.person = participant.person
    WHERE internal = 0 AND role = 1
    GROUP BY interaction
)
SELECT either.record, times.earlier, at_us, either.clock, kind, reply, either.conversation, spoken_at,
    COALESCE(person, -1) AS person,
    CASE WHEN opened.out_at IS NOT NULL THEN 1 ELSE 0 END AS in_touch
FROM either
JOIN clock ON at_us <= instant
JOIN times ON times.record = either.record AND times.earlier = clock.earlier
LEFT JOIN sender ON sender.interaction = either.id
LEFT JOIN opened ON opened.record = either.record AND opened.conversation = either.conversation
WHERE theirs = 1 AND ((kind = 1 AND impersonal = 0) OR (kind = 3 AND ours = 0));

ANALYZE question;

CREATE TABLE pending AS
WITH turn AS (
    -- When the sender wrote, and when something of ours reached him.
    SELECT DISTINCT record, person, at_us, 0 AS told FROM question WHERE earlier = 0 AND kind = 1
    UNION
    SELECT either.record, COALESCE(canonical, participant.person), at_us, 1
    FROM either
    CROSS JOIN parameter
    JOIN participant ON participant.interaction = either.id AND internal = 0
    LEFT JOIN canonical_address ON canonical_address.person = participant.person
    WHERE ours = 1 AND at_us <= now AND ((kind = 1 AND role BETWEEN 1 AND 3)
        OR (kind = 2 AND role BETWEEN 5 AND 7) OR (kind = 3 AND role BETWEEN 1 AND 2))
), answered AS (
    SELECT record, person, at_us
    FROM (
        SELECT turn.*, LEAD(told) OVER (PARTITION BY record, person ORDER BY at_us, told DESC) AS next_told FROM turn
    ) AS followed
    WHERE told = 0 AND next_told = 1
), series AS (
    -- Of all mails of one sender: how many, and how even they come.
    SELECT record, earlier, person, MAX(spoken_at) AS spoken_at, SUM(1 - reply) AS came, SUM(reply) AS replies,
        SUM(CASE WHEN reply = 0 THEN in_touch ELSE 0 END) AS in_touch,
        MAX(CASE WHEN reply = 0 THEN gap END) // 1000000 AS longest,
        (MAX(CASE WHEN reply = 0 THEN at_us END) - MIN(CASE WHEN reply = 0 THEN at_us END)) // 1000000 AS whole
    FROM (
        SELECT question.record, earlier, question.person, spoken_at, reply, question.at_us,
            CASE WHEN in_touch = 1 OR answered.at_us IS NOT NULL THEN 1 ELSE 0 END AS in_touch,
            question.at_us - LAG(question.at_us) OVER (
                PARTITION BY question.record, earlier, question.person, reply ORDER BY question.at_us
            ) AS gap
        FROM question
        LEFT JOIN answered ON answered.record = question.record AND answered.person = question.person
            AND answered.at_us = question.at_us
        WHERE kind = 1
    ) AS spaced
    GROUP BY record, earlier, person
), even AS (
    SELECT record, earlier, person FROM series
    WHERE whole >= 7257600 AND ((came > 12 AND longest * (came - 1) <= 3 * whole AND 10 * (replies + in_touch) <= came)
        OR (came >= 4 AND spoken_at IS NULL AND replies = 0 AND 2 * longest * (came - 1) <= 3 * whole))
), waiting AS (
    SELECT since.record, since.earlier, COUNT(*) AS waits, MIN(at_us) AS first_at, MAX(at_us) AS latest_at,
        MIN(clock) AS first_clock
    FROM (
        SELECT question.*, ROW_NUMBER() OVER (
                PARTITION BY record, earlier, person, kind, conversation ORDER BY at_us, reply DESC
            ) AS place
        FROM question WHERE spoken_at IS NULL OR at_us > spoken_at
    ) AS since
    LEFT JOIN even ON even.record = since.record AND even.earlier = since.earlier AND even.person = since.person
    WHERE kind = 3 OR (reply = 1 AND place > 1) OR (reply = 0 AND even.person IS NULL)
    GROUP BY since.record, since.earlier
)
SELECT times.record, times.earlier, MAX(reading - first_clock) AS waited, MAX(waits) AS waits,
    MAX(first_at) AS first_at, MAX(latest_at) AS latest_at
FROM times
JOIN clock ON clock.earlier = times.earlier
JOIN waiting ON waiting.record = times.record AND waiting.earlier = times.earlier
WHERE next_ours IS NULL OR next_ours - instant > 604800000000
GROUP BY times.record, times.earlier;
