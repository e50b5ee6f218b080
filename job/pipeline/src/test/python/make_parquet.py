"""Writes the Parquet files of job/pipeline/src/test/resources/io/riverrank/job/parquet with the tools of others.

    pip install pyarrow==26.0.1 pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 fastparquet==2026.9.0
    python make_parquet.py FOLDER

Not by this script: codec_lz4.parquet (the deprecated LZ4 in Hadoop's framing: parquet-java 1.15.2
with Hadoop 3.4.2), results_of_parquet_avro.parquet (the rows of ResultParquetTest by parquet-avro
1.15.2), and p*.parquet (pyarrow and DuckDB, as people reported them).
"""

import datetime
import decimal
import sys
import uuid
from pathlib import Path

import duckdb
import fastparquet
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 40
ROWS_A_GROUP = 12
TIME = datetime.datetime(2026, 3, 1, 12, 0, 0, 123456)
ABOVE_LONG = 2**63 + 5
UUID = "12345678-9abc-def0-1234-56789abcdef0"

folder = Path(sys.argv[1])


def write(table, name, **options):
    options = {"store_schema": False, "write_statistics": False} | options
    pq.write_table(table, folder / f"{name}.parquet", **options)


def text(query, document):
    return f"Antwort {document} auf die Frage {query}: größer, 日本, " + "lorem ipsum " * (
        document + 1
    )


def flat():
    rows = range(ROWS)
    return pa.table(
        {
            "query_id": [f"q{i // 4}" for i in rows],
            "query": [f"question {i // 4}" for i in rows],
            "doc_id": [f"d{i % 4}" for i in rows],
            "text": [text(i // 4, i % 4) for i in rows],
            "original_rank": pa.array([i % 4 + 1 for i in rows], pa.int64()),
            "original_score": pa.array([1 / (i % 4 + 1) for i in rows], pa.float64()),
        }
    )


def codecs_and_encodings():
    data = flat()
    for codec in ["none", "snappy", "gzip", "zstd", "brotli"]:
        write(data, f"codec_{codec}", compression=codec, row_group_size=ROWS_A_GROUP)
    write(data, "codec_lz4_raw", compression="lz4", row_group_size=ROWS_A_GROUP)
    write(
        data,
        "encodings_delta",
        use_dictionary=False,
        data_page_version="2.0",
        compression="snappy",
        column_encoding={
            "query_id": "DELTA_BYTE_ARRAY",
            "query": "DELTA_BYTE_ARRAY",
            "doc_id": "DELTA_LENGTH_BYTE_ARRAY",
            "text": "DELTA_BYTE_ARRAY",
            "original_rank": "DELTA_BINARY_PACKED",
            "original_score": "BYTE_STREAM_SPLIT",
        },
    )
    duckdb.sql(
        f"copy (select * from data) to '{folder}/flat_duckdb_v2.parquet'"
        " (format parquet, parquet_version v2, compression zstd)"
    )
    polars.from_arrow(data).write_parquet(folder / "flat_polars.parquet")


def nested():
    candidate = pa.struct(
        [
            ("doc_id", pa.string()),
            ("text", pa.string()),
            ("original_rank", pa.int32()),
            ("label", pa.float32()),
        ]
    )
    rows = [
        {
            "query_id": f"q{i}",
            "query": f"question {i}",
            "event_time": TIME + datetime.timedelta(seconds=i),
            "candidates": (
                None
                if i == 3
                else [
                    {
                        "doc_id": f"d{j}",
                        "text": text(i, j),
                        "original_rank": j + 1,
                        "label": None if j == 1 else j / 2,
                    }
                    for j in range(i)
                ]
            ),
        }
        for i in range(5)
    ]
    data = pa.Table.from_pylist(
        rows,
        schema=pa.schema(
            [
                ("query_id", pa.string()),
                ("query", pa.string()),
                ("event_time", pa.timestamp("us")),
                ("candidates", pa.list_(candidate)),
            ]
        ),
    )
    write(data, "nested_pyarrow", write_statistics=True)
    write(
        data,
        "nested_pyarrow_v2",
        data_page_version="2.0",
        compression="zstd",
        use_compliant_nested_type=False,
        write_statistics=True,
    )
    data.to_pandas().to_parquet(folder / "nested_pandas.parquet")
    polars.from_arrow(data).write_parquet(folder / "nested_polars.parquet")
    duckdb.sql(f"copy (select * from data) to '{folder}/nested_duckdb.parquet' (format parquet)")


def types_of_pyarrow():
    values = {
        "int8": (-8, pa.int8()),
        "int64": (-(2**63), pa.int64()),
        "uint8": (255, pa.uint8()),
        "uint32": (2**32 - 1, pa.uint32()),
        "uint64": (ABOVE_LONG, pa.uint64()),
        "float16": (0.5, pa.float16()),
        "float32": (0.1, pa.float32()),
        "float64": (0.1, pa.float64()),
        "bool": (True, pa.bool_()),
        "string": ("größer 日本", pa.string()),
        "large_string": ("a", pa.large_string()),
        "string_view": ("v", pa.string_view()),
        "binary": ("größer".encode(), pa.binary()),
        "fixed": (b"abcd", pa.binary(4)),
        "category": ("c", pa.dictionary(pa.int32(), pa.string())),
        "decimal": (decimal.Decimal("-0.50"), pa.decimal128(3, 2)),
        "decimal256": (decimal.Decimal("123456789012345678901234567890.12"), pa.decimal256(40, 2)),
        "date": (TIME.date(), pa.date32()),
        "time_ms": (datetime.time(12, 0, 0, 123000), pa.time32("ms")),
        "time_us": (TIME.time(), pa.time64("us")),
        "time_ns": (datetime.time(12), pa.time64("ns")),
        "uuid": (uuid.UUID(UUID).bytes, pa.uuid()),
    }
    columns = {name: pa.array([value, None], kind) for name, (value, kind) in values.items()}
    naive = pa.array([TIME, None], pa.timestamp("us"))
    for unit in ["s", "ms", "us", "ns"]:
        columns[f"naive_{unit}"] = naive.cast(pa.timestamp(unit), safe=False)
        columns[f"utc_{unit}"] = columns[f"naive_{unit}"].cast(pa.timestamp(unit, "UTC"))
        columns[f"berlin_{unit}"] = columns[f"utc_{unit}"].cast(pa.timestamp(unit, "Europe/Berlin"))
    columns["before_1970"] = pa.array(
        [datetime.datetime(1969, 12, 31, 23, 59, 59, 999999), None], pa.timestamp("us")
    )
    table = pa.table(columns)
    write(table, "types_pyarrow", compression="zstd")
    write(table.select(["decimal"]), "types_pyarrow_decimal_integer", store_decimal_as_integer=True)
    write(
        table.select(["naive_us", "before_1970"]),
        "types_pyarrow_int96",
        use_deprecated_int96_timestamps=True,
    )


def types_of_others():
    duckdb.sql(f"""copy (select 'q'::enum('q', 'r') as enum, uuid '{UUID}' as uuid,
        18446744073709551615::ubigint as ubigint, 255::utinyint as utinyint,
        0.50 as decimal, 12345678901234567890.12::decimal(38, 2) as decimal38,
        timestamp '2026-03-01 12:00:00.123456' as ts, timestamp_s '2026-03-01 12:00:00' as ts_s,
        timestamp_ms '2026-03-01 12:00:00.123' as ts_ms,
        timestamp_ns '2026-03-01 12:00:00.123456789' as ts_ns,
        timestamptz '2026-03-01 12:00:00.123456+01' as tstz, date '2026-03-01' as date,
        time '12:00:00.123456' as time, true as bool, 'x'::blob as blob, '{{"a":1}}'::json as json,
        map {{'k': 1, 'l': 2}} as map, {{'a': 1, 'b': [1, 2]}} as struct,
        interval 1 day as interval)
        to '{folder}/types_duckdb.parquet' (format parquet)""")
    polars.DataFrame(
        {
            "string": ["größer"],
            "category": polars.Series(["c"], dtype=polars.Categorical),
            "enum": polars.Series(["e"], dtype=polars.Enum(["e"])),
            "uint64": polars.Series([ABOVE_LONG], dtype=polars.UInt64),
            "decimal": polars.Series([decimal.Decimal("0.50")], dtype=polars.Decimal(10, 2)),
            "datetime_us": polars.Series([TIME]),
            "datetime_ns": polars.Series([TIME], dtype=polars.Datetime("ns")),
            "datetime_ms": polars.Series([TIME], dtype=polars.Datetime("ms")),
            "datetime_utc": polars.Series([TIME], dtype=polars.Datetime("us", "UTC")),
            "date": [TIME.date()],
            "time": [TIME.time()],
            "bool": [False],
            "float32": polars.Series([0.1], dtype=polars.Float32),
            "binary": [b"bin"],
        }
    ).write_parquet(folder / "types_polars.parquet")
    fastparquet.write(
        str(folder / "types_fastparquet.parquet"),
        pandas.DataFrame(
            {
                "string": ["größer", "b"],
                "ts": pandas.to_datetime([TIME, TIME]).as_unit("us"),
                "int": [1, 2],
                "uint64": pandas.Series([ABOVE_LONG, 1], dtype="uint64"),
                "bool": [True, False],
                "float": [0.5, float("nan")],
            }
        ),
        compression="SNAPPY",
        stats=False,
    )


def oddities():
    ids = {
        "query_id": ["q", "q"],
        "query": ["a", "a"],
        "doc_id": ["1", "2"],
        "text": ["one", "two"],
    }
    write(
        pa.table(ids | {"original_score": [float("nan"), 0.5], "label": [True, False]}), "nan_bool"
    )
    odd = ["query-id", "the query", "doc.id", "größe text"]
    write(
        pa.table(dict(zip(odd, ids.values(), strict=True)) | {"bm25-score": [2.5, 1.5]}),
        "odd_names",
    )
    latin1 = {"query_id": [b"q", b"r"], "query": ["a", "b"], "text": [b"gr\xf6sser", b"ok"]}
    write(pa.table(ids | latin1), "latin1_binary")
    write(pa.table({name: pa.array([], pa.string()) for name in ids}), "empty")


codecs_and_encodings()
nested()
types_of_pyarrow()
types_of_others()
oddities()
