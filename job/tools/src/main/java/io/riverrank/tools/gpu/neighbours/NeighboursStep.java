package io.riverrank.tools.gpu.neighbours;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.session.CrossEncoderSession;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.operators.tokenizer.TokenizerException;
import io.riverrank.tools.bench.load.BenchLog;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.gpu.model.BundledModels;
import io.riverrank.tools.gpu.model.BundledModels.BundledModel;
import io.riverrank.tools.gpu.model.CheckLogs;
import io.riverrank.tools.gpu.model.CheckPairs;
import io.riverrank.tools.gpu.result.StepReport;
import io.riverrank.tools.gpu.step.CheckSettings;
import io.riverrank.tools.gpu.step.CheckStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Promise 2: a score does not depend on its neighbours. Pairs of all lengths are scored alone, then
 * in random batches; GPU libraries choose kernels by the shape, so this can fail there alone.
 */
public final class NeighboursStep implements CheckStep {
  private static final int PAIRS = 500;
  private static final String REHEARSED_FIXED = "gte-tiny";
  private static final int REHEARSED_PAIRS = 12;
  private static final long REHEARSED_BYTES = 200L << 20;

  /** Of the full-precision file, which is written and read for this step only. */
  private static final long LARGEST_BYTES = 1L << 30;

  @Override
  public void run(CheckSettings settings, StepReport report) throws Exception {
    List<TextPair> pairs = pairs(settings);
    for (BundledModel model : BundledModels.in(settings.bundle()).all()) {
      long most = settings.rehearsal() ? REHEARSED_BYTES : LARGEST_BYTES;
      for (String file : model.files()) {
        if (model.weightBytes(file) > most) {
          report.leaveOut(model.name() + " " + file, "too large for its share of the time");
        } else {
          check(settings, report, model.name(), model.settings(file), pairs);
        }
      }
    }
  }

  private static void check(
      CheckSettings settings,
      StepReport report,
      String name,
      ModelSettings model,
      List<TextPair> pairs)
      throws Exception {
    int beyond = check(settings, settings.batch(), report, name, model, pairs);
    boolean rehearsed = settings.rehearsal() && name.equals(REHEARSED_FIXED);
    if (beyond > 0 || rehearsed) {
      check(settings, settings.fixedShapes(), report, name, model, pairs);
    }
  }

  /** Returns how many scores were beyond the limit, over all batches. */
  private static int check(
      CheckSettings settings,
      BatchSettings batch,
      StepReport report,
      String name,
      ModelSettings model,
      List<TextPair> pairs)
      throws Exception {
    OrtEnvironment environment = NativeLibraries.load(null);
    ModelDirectory directory = ModelDirectory.open(Path.of(model.uri()), model);
    try (CrossEncoderSession session =
            CrossEncoderSession.load(directory, settings.execution(), batch, environment);
        PairTokenizer tokenizer = new PairTokenizer(directory, session.wantsTypeIds())) {
      ScoredBatches scored = new ScoredBatches(session, tokenize(tokenizer, pairs), batch);
      String shapes = batch.padding().fillRows() ? "fixed" : "free";
      float[] alone = scored.score(scored.alone(), 1);
      List<Neighbours> findings = new ArrayList<>();
      float[] again = scored.score(scored.alone(), 1);
      findings.add(Neighbours.of(name, model.file(), shapes, "alone", 1, alone, again));
      for (int callers : new int[] {1, 2}) {
        for (long seed : new long[] {1, 2}) {
          float[] batched = scored.score(scored.random(seed), callers);
          findings.add(
              Neighbours.of(name, model.file(), shapes, "random " + seed, callers, alone, batched));
        }
      }
      // Half precision is for GPUs: on the CPU, what its free shapes do is only told.
      boolean told = settings.rehearsal() && model.file().contains("fp16");
      for (Neighbours finding : findings) {
        if (told) {
          report.add("neighbours", finding);
        } else {
          report.add("neighbours", finding, finding.beyond() == 0);
        }
      }
      return findings.stream().mapToInt(Neighbours::beyond).sum();
    }
  }

  private static List<TokenizedPair> tokenize(PairTokenizer tokenizer, List<TextPair> pairs)
      throws TokenizerException {
    List<TokenizedPair> tokens = new ArrayList<>(pairs.size());
    for (TextPair pair : pairs) {
      tokens.add(tokenizer.encode(pair.query(), pair.document()));
    }
    return tokens;
  }

  /** Of the parity cases and of every log, as many of each. */
  private static List<TextPair> pairs(CheckSettings settings) throws Exception {
    int wanted = settings.rehearsal() ? REHEARSED_PAIRS : PAIRS;
    List<BenchLog> logs = CheckLogs.in(settings.bundle());
    List<TextPair> parity = CheckPairs.parity(settings.bundle());
    List<TextPair> pairs = new ArrayList<>();
    pairs.addAll(Workload.spread(parity, Math.min(parity.size(), wanted / (logs.size() + 1))));
    for (int i = 0; i < logs.size(); i++) {
      List<TextPair> all = new Workload(logs.get(i).queries()).textPairs();
      int share = (wanted - pairs.size()) / (logs.size() - i);
      pairs.addAll(Workload.spread(all, share));
    }
    return pairs;
  }
}
