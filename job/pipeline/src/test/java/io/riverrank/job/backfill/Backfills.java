package io.riverrank.job.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.job.testing.TestCommandLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs backfills from the command line and reads what they wrote. */
final class Backfills {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Backfills() {}

  /** With a model that takes no time, unless {@code more} names another. */
  static TestCommandLine run(Path input, Path output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "backfill",
                "--input",
                input.toString(),
                "--output",
                output.toString(),
                "-D",
                "rerank.parallelism=2",
                "-D",
                "backfill.checkpoint-interval=100ms"));
    args.addAll(List.of(more));
    if (!args.contains("--model")) {
      args.addAll(List.of("--model", "../../operators/src/test/resources/models/gte-tiny"));
    }
    return TestCommandLine.run(args.toArray(String[]::new));
  }

  static JsonNode report(Path output) throws IOException {
    return MAPPER.readTree(output.resolve("_report.json").toFile());
  }

  /** Sorted, without {@code scored_at}. */
  static List<String> results(Path output) throws IOException {
    List<String> results = new ArrayList<>();
    for (String line : lines(output, "results-")) {
      ObjectNode result = (ObjectNode) MAPPER.readTree(line);
      result.remove("scored_at");
      results.add(result.toString());
    }
    return results.stream().sorted().toList();
  }

  static List<String> deadLetters(Path output) throws IOException {
    return lines(output.resolve("_dead-letters"), "dead-letters-").stream().sorted().toList();
  }

  /** The files with this begin, which must be whole. */
  static List<Path> files(Path folder, String prefix) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  static List<String> lines(Path folder, String prefix) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(folder, prefix)) {
      lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
    }
    return lines;
  }

  /** A request whose candidates are {@code d0}, {@code d1}, …. */
  static String request(String queryId, String query, String... documents) {
    ObjectNode request = MAPPER.createObjectNode().put("query_id", queryId).put("query", query);
    var candidates = request.putArray("candidates");
    for (String document : documents) {
      String docId = "d" + candidates.size();
      candidates.addObject().put("doc_id", docId).put("text", document);
    }
    return request.toString();
  }

  static String member(String queryId, String docId, String text) {
    ObjectNode request = MAPPER.createObjectNode().put("query_id", queryId).put("query", "q");
    request.putObject("candidate").put("doc_id", docId).put("text", text);
    return request.toString();
  }
}
