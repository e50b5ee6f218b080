"""Reranks searches in PyFlink, with the model provider of riverrank-flink-sql.jar.

    pip install apache-flink==2.2.1
    cp deploy/target/flink-lib/*.jar "$(python -c 'import pyflink; print(pyflink.__path__[0])')/lib/"
    python deploy/sql/rerank.py job/sql/target/riverrank-flink-sql.jar

The native libraries have to be in Flink's own lib/, since a process loads them once.
"""

import sys
from pathlib import Path

from pyflink.table import DataTypes, EnvironmentSettings, TableEnvironment

CANDIDATE = DataTypes.ROW(
    [DataTypes.FIELD("doc_id", DataTypes.STRING()), DataTypes.FIELD("text", DataTypes.STRING())]
)
SEARCH = DataTypes.ROW(
    [
        DataTypes.FIELD("query_id", DataTypes.STRING()),
        DataTypes.FIELD("query", DataTypes.STRING()),
        DataTypes.FIELD("candidates", DataTypes.ARRAY(CANDIDATE)),
    ]
)
SEARCHES = [
    (
        "q1",
        "average rent in canada",
        [("tax", "Income tax by country"), ("rent", "Average monthly rent by province, Canada")],
    ),
    ("q2", "bread prices", [("rice", "Price of rice"), ("bread", "Price of a loaf of bread")]),
]


def rerank(jar: str, model: str = "bundled"):
    """Gives rows of query id, doc id and rank, best first within a query."""
    tables = TableEnvironment.create(EnvironmentSettings.in_streaming_mode())
    tables.get_config().set("pipeline.jars", Path(jar).resolve().as_uri())
    tables.get_config().set("table.exec.async-ml-predict.max-concurrent-operations", "100")
    tables.create_temporary_view("searches", tables.from_elements(SEARCHES, SEARCH))
    tables.execute_sql(f"""
        CREATE MODEL rank_all
        INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
        OUTPUT (doc_id STRING, `rank` INT, score DOUBLE)
        WITH ('provider' = 'riverrank', 'model.uri' = '{model}')
        """)
    ranked = tables.execute_sql("""
        SELECT query_id, doc_id, `rank`, score
        FROM ML_PREDICT(TABLE searches, MODEL rank_all, DESCRIPTOR(query, candidates))
        """)
    with ranked.collect() as rows:
        return [tuple(row) for row in rows]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} riverrank-flink-sql.jar")
    for query_id, doc_id, rank, score in rerank(sys.argv[1]):
        print(f"{query_id} {rank} {doc_id} {score:.4f}")
