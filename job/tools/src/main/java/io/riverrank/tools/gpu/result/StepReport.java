package io.riverrank.tools.gpu.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.annotation.Nullable;

/**
 * What a step found: a file {@code STEP.json} that is whole on disk after every finding, so that a
 * step that is killed has said what it knew. Its {@code status} is then still {@code running}.
 */
public final class StepReport {
  static final String RUNNING = "running";

  private final ObjectMapper mapper =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT);
  private final Path file;
  private final long startNanos = System.nanoTime();
  private final ObjectNode root = mapper.createObjectNode();
  private final ArrayNode findings;
  private boolean passes = true;

  private StepReport(Path file, String step) {
    this.file = file;
    root.put("step", step).put("status", RUNNING).put("seconds", 0.0);
    findings = root.putArray("findings");
  }

  /** Begins a step's file, over what an earlier run left there. */
  public static StepReport start(Path folder, String step) throws IOException {
    StepReport report =
        new StepReport(Files.createDirectories(folder).resolve(step + ".json"), step);
    report.write();
    return report;
  }

  /**
   * Adds a finding.
   *
   * @param kind says what the finding's fields are
   * @param finding a record; its components become snake_case fields
   */
  public void add(String kind, Object finding) {
    ObjectNode node = findings.addObject().put("kind", kind);
    node.setAll((ObjectNode) mapper.valueToTree(finding));
    write();
  }

  /**
   * Adds a finding that a promise or a limit is held against.
   *
   * @param holds whether it does
   */
  public void add(String kind, Object finding, boolean holds) {
    passes &= holds;
    ObjectNode node = findings.addObject().put("kind", kind).put("holds", holds);
    node.setAll((ObjectNode) mapper.valueToTree(finding));
    write();
  }

  /** Adds why something was not done; the step goes on. */
  public void leaveOut(String what, String reason) {
    findings.addObject().put("kind", "left_out").put("what", what).put("reason", reason);
    write();
  }

  /**
   * Ends the step.
   *
   * @param error what ended it early; null for its own end
   */
  public void end(@Nullable String error) {
    root.put("status", error != null ? "failed" : passes ? "passed" : "differs");
    root.put("error", error);
    write();
  }

  /** Whether everything held. */
  public boolean passes() {
    return passes;
  }

  private void write() {
    root.put("seconds", Math.round((System.nanoTime() - startNanos) / 1e7) / 100.0);
    try {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(part, mapper.writeValueAsString((JsonNode) root) + "\n");
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be written", e);
    }
  }
}
