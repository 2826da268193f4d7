-- Which interaction counts for which record: one row each.
CREATE TABLE attribution AS
WITH scored AS (
    SELECT * FROM interaction WHERE scored = 1
), heard AS (
    SELECT interest.record, scored.id, any_team
    FROM scored
    JOIN participant ON participant.interaction = scored.id AND participant.internal = 0
    JOIN interest ON interest.person = participant.person
    JOIN record ON record.id = interest.record
    WHERE (scored.kind = 1 AND role BETWEEN 1 AND 3) OR (scored.kind = 2 AND role BETWEEN 5 AND 7 AND meetings = 1)
        OR (scored.kind = 3 AND role BETWEEN 1 AND 2)
), found AS (
    SELECT regarding AS record, id FROM scored WHERE regarding IS NOT NULL
    UNION
    SELECT record, id FROM heard WHERE any_team = 1
    UNION
    SELECT heard.record, heard.id
    FROM heard
    JOIN participant ON participant.interaction = heard.id AND participant.internal = 1
    JOIN team ON team.record = heard.record AND team.person = participant.person
    WHERE any_team = 0
)
SELECT found.record, scored.id, at_us, clock, kind, direction, reply, all_day, in_exchange, duration, conversation,
    inside
FROM found JOIN scored ON scored.id = found.id;
