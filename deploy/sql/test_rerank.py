"""Tests the example: cd deploy/sql && python -m pytest, where PyFlink's lib/ has the native libraries."""

from pathlib import Path

from rerank import rerank

JAR = Path(__file__).parents[2] / "job/sql/target/riverrank-flink-sql.jar"


def test_searches_are_ranked():
    rows = sorted((query_id, rank, doc_id) for query_id, doc_id, rank, _ in rerank(str(JAR)))
    assert rows == [("q1", 1, "rent"), ("q1", 2, "tax"), ("q2", 1, "bread"), ("q2", 2, "rice")]
