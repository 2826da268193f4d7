-- Views without what is deleted, over tables that a host loads with upserts by key (PyAirbyte, dlt, Singer's targets).
-- Where a host appends, the last row of each key counts: it has the greatest sequence.
-- Portable: PostgreSQL, DuckDB, SQLite, Spark, Snowflake, BigQuery. Replace the name of the schema as needed.

CREATE VIEW rapport_interaction AS
SELECT * FROM (
    SELECT interaction.*, row_number() OVER (PARTITION BY interaction_id ORDER BY sequence DESC) AS rapport_rank FROM interaction
) AS ranked
WHERE rapport_rank = 1 AND op <> 'delete';

CREATE VIEW rapport_interaction_participant AS
SELECT * FROM (
    SELECT interaction_participant.*, row_number() OVER (PARTITION BY participant_id ORDER BY sequence DESC) AS rapport_rank FROM interaction_participant
) AS ranked
WHERE rapport_rank = 1 AND op <> 'delete';

CREATE VIEW rapport_person AS
SELECT * FROM (
    SELECT person.*, row_number() OVER (PARTITION BY address_id ORDER BY sequence DESC) AS rapport_rank FROM person
) AS ranked
WHERE rapport_rank = 1 AND op <> 'delete';

CREATE VIEW rapport_record AS
SELECT * FROM (
    SELECT record.*, row_number() OVER (PARTITION BY record_id ORDER BY sequence DESC) AS rapport_rank FROM record
) AS ranked
WHERE rapport_rank = 1 AND op <> 'delete';

CREATE VIEW rapport_relationship AS
SELECT * FROM (
    SELECT relationship.*, row_number() OVER (PARTITION BY relationship_id ORDER BY sequence DESC) AS rapport_rank FROM relationship
) AS ranked
WHERE rapport_rank = 1 AND op <> 'delete';

CREATE VIEW rapport_introduction AS
SELECT * FROM (
    SELECT introduction.*, row_number() OVER (PARTITION BY introduction_id ORDER BY sequence DESC) AS rapport_rank FROM introduction
) AS ranked
WHERE rapport_rank = 1 AND op <> 'delete';
