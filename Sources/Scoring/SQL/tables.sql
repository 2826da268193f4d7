-- What the definitions read. Numbers are BIGINT, times microseconds since 1970 (clock: seconds), flags 0 or 1.
-- Load the CSV files of `rapport scores --tables DIRECTORY`, then run attribution.sql and, in any order, the others;
-- Documentation/kpis.md, health.md and introductions.md say what they compute.
CREATE TABLE parameter (now BIGINT, frequency BIGINT, trend_gap_us BIGINT, email_weight BIGINT,
    meeting_weight BIGINT, call_weight BIGINT, good BIGINT, fair BIGINT, uses_exchange BIGINT, by_strength BIGINT,
    by_value BIGINT, by_date BIGINT, by_people BIGINT, usual_value BIGINT, version BIGINT, day_s BIGINT, week_s
    BIGINT, now_clock BIGINT, former_clock BIGINT, now_weekdays BIGINT, former_weekdays BIGINT);
CREATE TABLE decay (bucket BIGINT, factor BIGINT);
CREATE TABLE interaction (id BIGINT, at_us BIGINT, clock BIGINT, kind BIGINT, direction BIGINT, reply BIGINT,
    scored BIGINT, all_day BIGINT, in_exchange BIGINT, duration BIGINT, conversation BIGINT, inside BIGINT, outside BIGINT,
    regarding BIGINT, joined BIGINT, impersonal BIGINT, crowded BIGINT, weekdays BIGINT);
CREATE TABLE participant (interaction BIGINT, person BIGINT, role BIGINT, internal BIGINT, accepts BIGINT);
CREATE TABLE record (id BIGINT, kind BIGINT, active BIGINT, any_team BIGINT);
CREATE TABLE interest (record BIGINT, person BIGINT, meetings BIGINT);
CREATE TABLE team (record BIGINT, person BIGINT);
CREATE TABLE buyer (record BIGINT, account BIGINT);
CREATE TABLE stake (record BIGINT, value BIGINT, close_day BIGINT);
CREATE TABLE canonical_address (person BIGINT, canonical BIGINT);
CREATE TABLE nameable (person BIGINT);
CREATE TABLE target (id BIGINT, person BIGINT);
