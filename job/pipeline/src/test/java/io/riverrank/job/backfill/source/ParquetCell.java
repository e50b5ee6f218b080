package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.options.InputFormat;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.EpochNumbers;
import io.riverrank.schemas.EventTimeUnit;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestDecoder;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a backfill makes of a Parquet file's first row, one of whose columns is a field. */
final class ParquetCell {

  static final String REFUSED = "refused";
  static final String NONE = "none";
  static final String FAILED = "failed";

  private static final int MAX_BYTES = 1 << 20;
  private static final long UNSAID_MS = -2;

  private ParquetCell() {}

  /**
   * The field's value; {@code none} if it counts as left out, {@code failed} if the candidate is
   * without a score for it, a dead letter's code, or {@code refused} before the start.
   */
  static String of(Path file, String field, String column) throws IOException {
    return of(file, field, column, EventTimeUnit.MILLISECONDS);
  }

  static String of(Path file, String field, String column, EventTimeUnit unit) throws IOException {
    InputFile input =
        new InputFile(file.toUri().toString(), Files.size(file), 0, InputFormat.PARQUET);
    RowShape shape = new RowShape(Map.of(field, column), false);
    try {
      InputCheck.requireColumns(List.of(input), shape);
    } catch (SettingsException e) {
      return REFUSED;
    }
    try (RowReader rows = new RowReader(0, ParquetRows.open(input, shape), shape, MAX_BYTES)) {
      FileRecord record = rows.next();
      return record.fault() == null ? value(record, field, unit) : record.fault().name();
    }
  }

  private static String value(FileRecord record, String field, EventTimeUnit unit) {
    EpochNumbers numbers = new EpochNumbers(unit, EpochNumbers.DEFAULT.firstYear());
    SourceEvent event =
        new RequestDecoder(
                new RequestLimits(MAX_BYTES, 100, 100, 100, 100, Long.MAX_VALUE, numbers))
            .decode(
                new SourceRecord(
                    "file", 0, record.place(), UNSAID_MS, null, record.value(), List.of()));
    if (event instanceof DeadLetter deadLetter) {
      return deadLetter.code().name();
    }
    QueryEvent query = (QueryEvent) event;
    return query.rejected().isEmpty() ? value(query, field) : FAILED;
  }

  private static String value(QueryEvent query, String field) {
    Candidate candidate = query.candidates().get(0);
    return switch (field) {
      case "query_id" -> query.queryId();
      case "query" -> query.query();
      case "event_time" ->
          query.eventTimeMs() == UNSAID_MS
              ? NONE
              : Instant.ofEpochMilli(query.eventTimeMs()).toString();
      case "metadata" -> orNone(query.metadata());
      case "doc_id" -> candidate.docId();
      case "text" -> candidate.text();
      case "original_rank" -> orNone(candidate.originalRank());
      case "original_score" -> orNone(candidate.originalScore());
      case "label" -> orNone(candidate.label());
      case "candidates" ->
          query.candidates().stream().map(ParquetCell::listed).collect(Collectors.joining("; "));
      default -> throw new IllegalArgumentException(field);
    };
  }

  private static String listed(Candidate candidate) {
    return "%s %s %s %s %s"
        .formatted(
            candidate.docId(),
            candidate.text(),
            orNone(candidate.originalRank()),
            orNone(candidate.originalScore()),
            orNone(candidate.label()));
  }

  private static String orNone(Object value) {
    return Objects.toString(value, NONE);
  }
}
