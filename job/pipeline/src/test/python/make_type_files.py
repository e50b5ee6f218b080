"""Writes a Parquet file with every type of each tool that people bring logs from.

    pip install pyarrow==26.0.1 pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 pyspark==4.3.0
    python make_type_files.py job/pipeline/src/test/resources/io/riverrank/job/parquet

pyspark runs in local mode with the Java of JAVA_HOME (17 or newer). A file has one row: an id, a query and a text
that are fine, and a column for each type. The names of the columns say nothing to the reader: types.json beside the
files says what each becomes as an id, a text, a time, a number, a label, as metadata or as candidates, and
ParquetTypesTest holds it.
"""

import datetime
import decimal
import json
import shutil
import sys
import tempfile
import uuid
from pathlib import Path

import duckdb
import numpy
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq

TEXT = "größe 日本"
JSON = '{"market": "de", "seconds": 1e400}'
NOT_UTF8 = "größe".encode("latin-1")
UTC = datetime.UTC
TIME = datetime.datetime(2026, 3, 1, 12, 0, 0, 123456)
TIME_UTC = TIME.replace(tzinfo=UTC)
SECOND = TIME.replace(microsecond=0)
DATE = TIME.date()
TIME_OF_DAY = TIME.time()
EPOCH = {
    "s": 1772366400,
    "ms": 1772366400123,
    "us": 1772366400123456,
    "ns": 1772366400123456789,
}
ABOVE_LONG = 2**63 + 5
HALF = decimal.Decimal("0.50")
WHOLE = decimal.Decimal(17)
UUID = uuid.UUID("12345678-9abc-def0-1234-56789abcdef0")
NAN = float("nan")
STRUCT = {"market": "de", "score": NAN, "day": DATE}
CANDIDATES = [
    {"doc_id": 17, "text": "one", "original_rank": 1, "original_score": HALF, "label": True},
    {"doc_id": 18, "text": "two", "original_rank": None, "original_score": None, "label": None},
]
BASE = {"query_id": "q", "query": "a query", "doc_id": "d", "text": "a text"}

folder = Path(sys.argv[1])


def path(tool):
    return str(folder / f"all_types_{tool}.parquet")


def pyarrow():
    integers = [pa.int8(), pa.int16(), pa.int32(), pa.int64()]
    integers += [pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]
    hit = pa.struct(
        [
            ("doc_id", pa.int64()),
            ("text", pa.string()),
            ("original_rank", pa.int32()),
            ("original_score", pa.decimal128(4, 2)),
            ("label", pa.bool_()),
        ]
    )
    struct = pa.struct([("market", pa.string()), ("score", pa.float64()), ("day", pa.date32())])
    typed = {
        **{f"integer_{kind}": (17, kind) for kind in integers},
        "unsigned_uint64": (ABOVE_LONG, pa.uint64()),
        **{f"epoch_{unit}": (number, pa.int64()) for unit, number in EPOCH.items()},
        "epoch_float": (1772366400.123, pa.float64()),
        **{f"float_{kind}": (0.5, kind) for kind in [pa.float16(), pa.float32(), pa.float64()]},
        "whole_float32": (17, pa.float32()),
        "whole_float64": (17, pa.float64()),
        "large_float": (12345678, pa.float64()),
        "inexact_float": (2.0**60, pa.float64()),
        "nan": (NAN, pa.float64()),
        "infinity": (float("inf"), pa.float32()),
        **{
            f"decimal_{kind.bit_width}": (HALF, kind)
            for kind in [
                pa.decimal32(4, 2),
                pa.decimal64(10, 2),
                pa.decimal128(20, 2),
                pa.decimal256(40, 2),
            ]
        },
        "whole_decimal": (WHOLE, pa.decimal128(20, 0)),
        "bool": (True, pa.bool_()),
        **{
            f"text_{kind}": (TEXT, kind)
            for kind in [pa.string(), pa.large_string(), pa.string_view()]
        },
        "text_dictionary": (TEXT, pa.dictionary(pa.int32(), pa.string())),
        **{
            f"text_{kind}": (TEXT.encode(), kind)
            for kind in [pa.binary(), pa.large_binary(), pa.binary_view()]
        },
        "text_fixed": (TEXT.encode(), pa.binary(len(TEXT.encode()))),
        "not_utf8": (NOT_UTF8, pa.binary()),
        "text_of_time": (str(TIME), pa.string()),
        "text_of_number": ("17", pa.string()),
        "json": (JSON, pa.string()),
        "json_type": (JSON, pa.json_()),
        "second": (SECOND, pa.timestamp("s")),
        **{f"timestamp_{unit}": (TIME, pa.timestamp(unit)) for unit in ["us", "ns"]},
        "timestamp_ms": (TIME.replace(microsecond=123000), pa.timestamp("ms")),
        **{f"zoned_{unit}": (TIME_UTC, pa.timestamp(unit, "UTC")) for unit in ["us", "ns"]},
        "zoned_berlin": (TIME_UTC, pa.timestamp("us", "Europe/Berlin")),
        "date_32": (DATE, pa.date32()),
        "date_64": (DATE, pa.date64()),
        "time_of_day_us": (TIME_OF_DAY, pa.time64("us")),
        "time_of_day_ns": (TIME_OF_DAY, pa.time64("ns")),
        "duration": (datetime.timedelta(seconds=90), pa.duration("us")),
        "uuid": (UUID.bytes, pa.uuid()),
        "null": (None, pa.null()),
        "list": ([17, None], pa.list_(pa.int64())),
        "large_list": ([17, None], pa.large_list(pa.int64())),
        "fixed_list": ([17, None], pa.list_(pa.int64(), 2)),
        "list_view": ([17, None], pa.list_view(pa.int64())),
        "map": ([("market", "de")], pa.map_(pa.string(), pa.string())),
        "map_of_times": ([("at", TIME)], pa.map_(pa.string(), pa.timestamp("us"))),
        "struct": (STRUCT, struct),
        "nested": (CANDIDATES, pa.list_(hit)),
        "nested_large": (CANDIDATES, pa.large_list(hit)),
        "nested_fixed": (CANDIDATES, pa.list_(hit, 2)),
        "nested_json": (json.dumps(CANDIDATES, default=str), pa.string()),
        "nested_texts": (["one", "two"], pa.list_(pa.string())),
        "nested_map": ([("d1", "one")], pa.map_(pa.string(), pa.string())),
    }
    columns = {name: pa.array([value], kind) for name, (value, kind) in typed.items()}
    table = pa.table({name: [value] for name, value in BASE.items()} | columns)
    pq.write_table(table, path("pyarrow"), store_schema=False, write_statistics=False)
    old = pa.table(
        {name: [value] for name, value in BASE.items()} | {"int96": columns["timestamp_us"]}
    )
    pq.write_table(old, path("pyarrow_int96"), use_deprecated_int96_timestamps=True)


def of_pandas():
    def series(value, dtype):
        return pandas.Series([value], dtype=dtype)

    typed = {
        **{f"integer_{kind}": series(17, kind) for kind in ["int8", "int64", "uint8", "uint64"]},
        "integer_nullable": series(17, "Int64"),
        "integer_arrow": series(17, "int64[pyarrow]"),
        "unsigned_uint64": series(ABOVE_LONG, "uint64"),
        **{f"epoch_{unit}": series(number, "int64") for unit, number in EPOCH.items()},
        "epoch_float": series(1772366400.123, "float64"),
        **{
            f"float_{kind}": series(0.5, kind)
            for kind in ["float16", "float32", "float64", "Float64"]
        },
        "whole_float64": series(17, "float64"),
        "large_float": series(12345678, "float64"),
        "inexact_float": series(2.0**60, "float64"),
        "nan": series(NAN, "float64"),
        "infinity": series(float("inf"), "float64"),
        "decimal": series(HALF, "object"),
        "whole_decimal": series(WHOLE, "object"),
        "bool": series(True, "bool"),
        "bool_nullable": series(True, "boolean"),
        "text_str": series(TEXT, "str"),
        "text_string": series(TEXT, "string"),
        "text_object": series(TEXT, "object"),
        "text_category": series(TEXT, "category"),
        "text_bytes": series(TEXT.encode(), "object"),
        "not_utf8": series(NOT_UTF8, "object"),
        "text_of_time": series(str(TIME), "str"),
        "text_of_number": series("17", "str"),
        "json": series(JSON, "str"),
        "second": series(SECOND, "datetime64[s]"),
        "timestamp_default": pandas.Series([TIME]),
        "timestamp_ms": series(TIME, "datetime64[ms]"),
        "timestamp_us": series(TIME, "datetime64[us]"),
        "timestamp_ns": series(TIME, "datetime64[ns]"),
        "zoned_utc": series(TIME_UTC, "datetime64[us, UTC]"),
        "zoned_berlin": series(TIME_UTC, "datetime64[ns, Europe/Berlin]"),
        "date": series(DATE, "object"),
        "time_of_day": series(TIME_OF_DAY, "object"),
        "duration": series(datetime.timedelta(seconds=90), "timedelta64[us]"),
        "uuid": series(UUID, "object"),
        "null": series(None, "object"),
        "missing_time": series(pandas.NaT, "datetime64[us]"),
        "missing_integer": series(pandas.NA, "Int64"),
        "list": series([17, None], "object"),
        "array": pandas.Series([numpy.array([17, 18])]),
        "struct": series(STRUCT, "object"),
        "nested": series(CANDIDATES, "object"),
        "nested_json": series(json.dumps(CANDIDATES, default=str), "str"),
    }
    frame = pandas.DataFrame({name: [value] for name, value in BASE.items()} | typed)
    frame.to_parquet(path("pandas"))


def of_polars():
    def series(value, dtype):
        return polars.Series([value], dtype=dtype, strict=False)

    integers = [polars.Int8, polars.Int16, polars.Int32, polars.Int64]
    integers += [polars.UInt8, polars.UInt16, polars.UInt32, polars.UInt64]
    hit = polars.Struct(
        {
            "doc_id": polars.Int64,
            "text": polars.String,
            "original_rank": polars.Int32,
            "original_score": polars.Decimal(4, 2),
            "label": polars.Boolean,
        }
    )
    struct = polars.Struct({"market": polars.String, "score": polars.Float64, "day": polars.Date})
    typed = {
        **{f"integer_{kind}": series(17, kind) for kind in integers},
        "integer_Int128": series(17, polars.Int128),
        "unsigned_UInt64": series(ABOVE_LONG, polars.UInt64),
        **{f"epoch_{unit}": series(number, polars.Int64) for unit, number in EPOCH.items()},
        "epoch_float": series(1772366400.123, polars.Float64),
        **{f"float_{kind}": series(0.5, kind) for kind in [polars.Float32, polars.Float64]},
        "whole_Float32": series(17.0, polars.Float32),
        "whole_Float64": series(17.0, polars.Float64),
        "large_float": series(12345678.0, polars.Float64),
        "inexact_float": series(2.0**60, polars.Float64),
        "nan": series(NAN, polars.Float64),
        "infinity": series(float("inf"), polars.Float64),
        "decimal_10": series(HALF, polars.Decimal(10, 2)),
        "decimal_38": series(HALF, polars.Decimal(38, 2)),
        "whole_decimal": series(WHOLE, polars.Decimal(20, 0)),
        "bool": series(True, polars.Boolean),
        "text_String": series(TEXT, polars.String),
        "text_Categorical": series(TEXT, polars.Categorical),
        "text_Enum": series(TEXT, polars.Enum([TEXT])),
        "text_Binary": series(TEXT.encode(), polars.Binary),
        "not_utf8": series(NOT_UTF8, polars.Binary),
        "text_of_time": series(str(TIME), polars.String),
        "text_of_number": series("17", polars.String),
        "json": series(JSON, polars.String),
        "timestamp_default": polars.Series([TIME]),
        **{f"timestamp_{unit}": series(TIME, polars.Datetime(unit)) for unit in ["ms", "us", "ns"]},
        "zoned_utc": series(TIME_UTC, polars.Datetime("us", "UTC")),
        "zoned_berlin": series(TIME_UTC, polars.Datetime("ns", "Europe/Berlin")),
        "date": series(DATE, polars.Date),
        "time_of_day": series(TIME_OF_DAY, polars.Time),
        "duration": series(datetime.timedelta(seconds=90), polars.Duration("us")),
        "null": series(None, polars.Null),
        "list": series([17, None], polars.List(polars.Int64)),
        "array": series([17, None], polars.Array(polars.Int64, 2)),
        "struct": series(STRUCT, struct),
        "nested": series(CANDIDATES, polars.List(hit)),
        "nested_array": series(CANDIDATES, polars.Array(hit, 2)),
        "nested_texts": series(["one", "two"], polars.List(polars.String)),
    }
    for name in ["Float16", "UInt128"]:
        kind = getattr(polars, name)
        typed[f"{'float' if name == 'Float16' else 'integer'}_{name}"] = series(
            0.5 if name == "Float16" else 17, kind
        )
    frame = polars.DataFrame({name: [value] for name, value in BASE.items()} | typed)
    frame.write_parquet(path("polars"))


def of_duckdb():
    time = "2026-03-01 12:00:00.123456"
    integers = [
        "tinyint",
        "smallint",
        "integer",
        "bigint",
        "utinyint",
        "usmallint",
        "uinteger",
        "ubigint",
    ]
    candidates = """[{doc_id: 17::bigint, text: 'one', original_rank: 1::integer, original_score: 0.50, label: true},
        {doc_id: 18::bigint, text: 'two', original_rank: null, original_score: null, label: null}]"""
    typed = {
        **{f"integer_{kind}": f"17::{kind}" for kind in integers},
        "hugeint": "17::hugeint",
        "uhugeint": "17::uhugeint",
        "bignum": "17::bignum",
        "unsigned_ubigint": f"{ABOVE_LONG}::ubigint",
        **{f"epoch_{unit}": f"{number}::bigint" for unit, number in EPOCH.items()},
        "epoch_float": f"epoch(timestamp '{time}')::double",
        "float_float": "0.5::float",
        "float_double": "0.5::double",
        "whole_float": "17::float",
        "whole_double": "17::double",
        "large_float": "12345678::double",
        "inexact_float": "1152921504606846976::double",
        "nan": "'nan'::double",
        "infinity": "'infinity'::double",
        "decimal_literal": "0.50",
        **{f"decimal_{width}": f"0.50::decimal({width}, 2)" for width in [4, 9, 18, 38]},
        "whole_decimal": "17::decimal(20, 0)",
        "bool": "true",
        "text_varchar": f"'{TEXT}'",
        "text_enum": f"'{TEXT}'::enum('{TEXT}')",
        "text_blob": f"encode('{TEXT}')",
        "not_utf8": "'gr\\xF6\\xDFe'::blob",
        "bit": "'101'::bit",
        "text_of_time": f"'{time}'",
        "text_of_number": "'17'",
        "json": f"'{JSON}'",
        "json_type": f"'{JSON}'::json",
        "timestamp": f"timestamp '{time}'",
        "second": "timestamp_s '2026-03-01 12:00:00'",
        "timestamp_ms": f"timestamp_ms '{time}'",
        "timestamp_ns": f"timestamp_ns '{time}'",
        "zoned": "timestamptz '2026-03-01 13:00:00.123456+01'",
        "date": "date '2026-03-01'",
        "time_of_day": "time '12:00:00.123456'",
        "time_of_day_zoned": "timetz '13:00:00.123456+01'",
        "interval": "interval 90 second",
        "uuid": f"uuid '{UUID}'",
        "null": "null",
        "list": "[17, null]",
        "array": "[17, null]::integer[2]",
        "map": "map {'market': 'de'}",
        "map_of_times": f"map {{'at': timestamp '{time}'}}",
        "struct": "{market: 'de', score: 'nan'::double, day: date '2026-03-01'}",
        "variant": "{market: 'de'}::variant",
        "nested": candidates,
        "nested_json": f"to_json({candidates})",
        "nested_texts": "['one', 'two']",
    }
    selected = [f"'{value}' as {name}" for name, value in BASE.items()]
    selected += [f"{value} as {name}" for name, value in typed.items()]
    duckdb.sql("set timezone = 'UTC'")
    duckdb.sql(f"copy (select {', '.join(selected)}) to '{path('duckdb')}' (format parquet)")


def of_spark():
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.timeType.enabled", "true")
        .getOrCreate()
    )
    time = "2026-03-01 12:00:00.123456"
    integers = ["byte", "short", "int", "long"]
    candidates = """array(
        named_struct('doc_id', 17L, 'text', 'one', 'original_rank', 1, 'original_score', 0.50, 'label', true),
        named_struct('doc_id', 18L, 'text', 'two', 'original_rank', null, 'original_score', null, 'label', null))"""
    typed = {
        **{f"integer_{kind}": f"cast(17 as {kind})" for kind in integers},
        **{f"epoch_{unit}": f"{number}L" for unit, number in EPOCH.items()},
        "epoch_float": f"cast(timestamp '{time}' as double)",
        "epoch_decimal": f"cast(timestamp '{time}' as decimal(20, 6))",
        "float_float": "cast(0.5 as float)",
        "float_double": "cast(0.5 as double)",
        "whole_float": "cast(17 as float)",
        "whole_double": "cast(17 as double)",
        "large_float": "cast(12345678 as double)",
        "inexact_float": "cast(1152921504606846976 as double)",
        "nan": "double('NaN')",
        "infinity": "double('Infinity')",
        "decimal_literal": "0.50",
        **{f"decimal_{width}": f"cast(0.50 as decimal({width}, 2))" for width in [9, 18, 38]},
        "whole_decimal": "cast(17 as decimal(20, 0))",
        "bool": "true",
        "text_string": f"'{TEXT}'",
        "text_binary": f"cast('{TEXT}' as binary)",
        "not_utf8": "X'6772F6DF65'",
        "text_of_time": f"'{time}'",
        "text_of_number": "'17'",
        "json": f"'{JSON}'",
        "timestamp": f"timestamp '{time}'",
        "timestamp_ntz": f"timestamp_ntz '{time}'",
        "date": "date '2026-03-01'",
        "time_of_day": "time '12:00:00.123456'",
        "day_time_interval": "interval '90' second",
        "year_month_interval": "interval '1' year",
        "list": "array(17, null)",
        "map": "map('market', 'de')",
        "map_of_times": f"map('at', timestamp '{time}')",
        "struct": "named_struct('market', 'de', 'score', double('NaN'), 'day', date '2026-03-01')",
        "nested": candidates,
        "nested_json": f"to_json({candidates})",
        "nested_texts": "array('one', 'two')",
        "nested_map": "map('d1', 'one')",
    }

    def write(tool, columns):
        selected = [f"'{value}' as {name}" for name, value in BASE.items()]
        selected += [f"{value} as {name}" for name, value in columns.items()]
        with tempfile.TemporaryDirectory() as target:
            frame = spark.sql(f"select {', '.join(selected)}").coalesce(1)
            frame.write.mode("overwrite").parquet(target)
            (part,) = Path(target).glob("part-*.parquet")
            shutil.copy(part, path(tool))

    write("spark", typed)
    times = {name: typed[name] for name in ["timestamp", "timestamp_ntz", "map_of_times"]}
    for unit in ["TIMESTAMP_MICROS", "TIMESTAMP_MILLIS"]:
        spark.conf.set("spark.sql.parquet.outputTimestampType", unit)
        write(f"spark_{unit.lower()}", times)
    spark.conf.set("spark.sql.parquet.writeLegacyFormat", "true")
    legacy = ["decimal_literal", "decimal_38", "list", "map", "struct", "nested"]
    write("spark_legacy", {name: typed[name] for name in legacy})
    write("spark_variant", {"variant": 'parse_json(\'{"market":"de"}\')'})
    spark.stop()


TOOLS = {
    "pyarrow": pyarrow,
    "pandas": of_pandas,
    "polars": of_polars,
    "duckdb": of_duckdb,
    "spark": of_spark,
}
for name in sys.argv[2:] or TOOLS:
    TOOLS[name]()
