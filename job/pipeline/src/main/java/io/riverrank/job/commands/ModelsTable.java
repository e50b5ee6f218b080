package io.riverrank.job.commands;

import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ModelStatusEncoder;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Which models each task manager has: a row for each of them, or the statuses as JSON. */
final class ModelsTable implements StatusOutput {
  private static final int FINGERPRINT_CHARS = "sha256:".length() + 12;
  private static final String GAP = "  ";

  private record Key(String taskManager, @Nullable ModelRoles models) {}

  private final PrintWriter out;
  private final boolean json;
  private final Map<Key, ModelStatus> latest = new LinkedHashMap<>();

  ModelsTable(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  @Override
  public void answered(ModelStatus status) {
    latest.put(new Key(status.taskManager(), status.models()), status);
  }

  @Override
  public void end() {
    List<ModelStatus> statuses = new ArrayList<>(latest.values());
    statuses.sort(Comparator.comparing(ModelStatus::taskManager));
    if (json) {
      ModelStatusEncoder encoder = new ModelStatusEncoder();
      statuses.forEach(
          status -> out.println(new String(encoder.encode(status), StandardCharsets.UTF_8)));
    } else {
      printTable(statuses);
    }
    out.flush();
  }

  private void printTable(List<ModelStatus> statuses) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("task manager", "subtasks", "role", "model", "from", "trial"));
    for (ModelStatus status : statuses) {
      if (status.models() == null) {
        ModelsCommand.Sending.print(status, out);
      } else {
        addRows(status, status.models(), rows);
      }
    }
    if (rows.size() > 1) {
      print(rows);
    }
  }

  private static void addRows(ModelStatus status, ModelRoles models, List<List<String>> rows) {
    rows.add(row(status, "champion", models.champion(), ""));
    if (models.other() != null) {
      String trial = models.trial() == null ? "" : models.trial() + " " + models.share();
      rows.add(row(status, models.role().toString(), models.other(), trial));
    }
    for (ModelReference draining : models.draining()) {
      rows.add(row(status, "draining", draining, ""));
    }
  }

  private static List<String> row(
      ModelStatus status, String role, ModelReference model, String trial) {
    return List.of(
        status.taskManager(),
        status.subtasks() + " of " + status.of(),
        role,
        cut(model.fingerprint()),
        model.file() == null ? model.uri() : model.uri() + " " + model.file(),
        trial);
  }

  private static String cut(@Nullable String fingerprint) {
    if (fingerprint == null) {
      return "";
    }
    return fingerprint.length() <= FINGERPRINT_CHARS
        ? fingerprint
        : fingerprint.substring(0, FINGERPRINT_CHARS) + "…";
  }

  private void print(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
