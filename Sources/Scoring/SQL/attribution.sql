-- attribution: which interaction counts for which record, with what it is worth and from which side it came, one row
-- each. circle: how many people took part on each side. beside: where only some colleagues count, when any of all may
-- have answered.
CREATE TABLE attribution AS
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
    SELECT regarding AS record, id, 0 AS direct, 0 AS began, 0 AS met FROM counted WHERE regarding IS NOT NULL
    UNION ALL
    SELECT regarding, id, direct, began, met FROM outsider WHERE regarding IS NOT NULL
    UNION ALL
    SELECT record, id, direct, began, met FROM heard WHERE any_team = 1
    UNION ALL
    SELECT heard.record, heard.id, direct, began, met
    FROM heard
    JOIN participant ON participant.interaction = heard.id AND participant.internal = 1
    JOIN team ON team.record = heard.record AND team.person = participant.person
    WHERE any_team = 0
), summed AS (
    SELECT record, id, MAX(direct) AS direct, MAX(began) AS began, MAX(met) AS met FROM found GROUP BY record, id
), told AS (
    -- Without anybody outside in a part that is heard, the word of the CRM stands alone.
    SELECT summed.record, counted.id, at_us, clock, kind, direction, reply, all_day, in_exchange, duration, conversation,
        inside, outside, joined, CASE WHEN regarding = record THEN 1 ELSE 0 END AS about,
        CASE WHEN direct + began + met = 0 AND regarding = record THEN 1 ELSE direct END AS direct,
        CASE WHEN direct + began + met = 0 AND regarding = record THEN 1 ELSE began END AS began,
        CASE WHEN direct + began + met = 0 AND regarding = record THEN 1 ELSE met END AS met
    FROM summed JOIN counted ON counted.id = summed.id
)
SELECT record, id, at_us, clock, kind, direction, reply, all_day, in_exchange, duration, conversation, inside, about,
    CASE WHEN direction = 1 THEN 1 WHEN kind = 2 THEN joined ELSE 0 END AS ours,
    CASE WHEN direction = 2 AND began = 1 THEN 1 WHEN kind = 2 THEN met ELSE 0 END AS theirs,
    CASE kind WHEN 1 THEN email_weight WHEN 2 THEN 3 * meeting_weight ELSE 2 * call_weight END
        * CASE WHEN inside + outside <= 4 THEN 4 WHEN inside + outside <= 10 THEN 2
            WHEN inside + outside <= 30 THEN 1 ELSE 0 END
        * CASE WHEN direct = 1 THEN 4 ELSE 1 END AS worth
FROM told CROSS JOIN parameter;

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

CREATE TABLE beside AS
SELECT DISTINCT interest.record, at_us
FROM interaction
JOIN participant ON participant.interaction = interaction.id AND internal = 0
JOIN interest ON interest.person = participant.person
JOIN record ON record.id = interest.record AND any_team = 0
WHERE scored = 1 AND inside + outside <= 30 AND (interaction.kind <> 2 OR meetings = 1)
    AND ((interaction.kind = 1 AND role BETWEEN 1 AND 3) OR (interaction.kind = 2 AND role BETWEEN 5 AND 7)
        OR (interaction.kind = 3 AND role BETWEEN 1 AND 2))
    AND (direction = 1 OR joined = 1 OR interaction.kind = 3);
