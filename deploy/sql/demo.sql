-- Reranks the sample log: from a file to a Kafka topic, from there through a model to another topic, and to the screen.
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'sql-client.display.max-column-width' = '60';
SET 'execution.checkpointing.interval' = '1 s';
-- More rows in flight than Flink's default of 10, so that micro-batches fill.
SET 'table.exec.async-ml-predict.max-concurrent-operations' = '100';

CREATE TABLE sample_log (
  query_id STRING, query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>
) WITH ('connector' = 'filesystem', 'path' = '$SAMPLE', 'format' = 'json');

CREATE TABLE requests (
  query_id STRING, query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>
) WITH (
  'connector' = 'kafka', 'topic' = 'requests', 'properties.bootstrap.servers' = '$BROKER',
  'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset', 'format' = 'json');

CREATE TABLE results (
  query_id STRING, query STRING, doc_id STRING, `rank` INT, score DOUBLE, original_rank INT
) WITH (
  'connector' = 'kafka', 'topic' = 'results', 'properties.bootstrap.servers' = '$BROKER',
  'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset', 'format' = 'json');

CREATE MODEL rank_all
INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
OUTPUT (doc_id STRING, `rank` INT, score DOUBLE, original_rank INT)
WITH ('provider' = 'riverrank', 'model.uri' = 'bundled', 'top-k' = '3');

SET 'table.dml-sync' = 'true';

INSERT INTO requests SELECT * FROM sample_log;

INSERT INTO results
SELECT query_id, query, doc_id, `rank`, score, original_rank
FROM ML_PREDICT(TABLE requests, MODEL rank_all, DESCRIPTOR(query, candidates));

SELECT query, `rank`, doc_id, ROUND(score, 3) AS score, original_rank FROM results LIMIT 30;

-- The same by a function, of the queries that are worth it only: the filter goes before the model.
LOAD MODULE riverrank WITH ('model.uri' = 'bundled');

SELECT query, best[1].doc_id AS best, ROUND(best[1].score, 3) AS score
FROM (SELECT query, RERANK(query, candidates, 1) AS best FROM requests WHERE query LIKE '%rent%');
