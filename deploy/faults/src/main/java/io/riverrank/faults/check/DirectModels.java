package io.riverrank.faults.check;

import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The models that jobs ran with, called outside of Flink as {@code riverrank score} calls them.
 * Each pair is scored once. One thread.
 */
public final class DirectModels implements Scores, AutoCloseable {

  private static final BatchSettings BATCH = new BatchSettings(4096, 64, 0);

  private final Map<String, Model> byUri = new HashMap<>();

  /** Loads a model that results may name; a second time is free. */
  public Model load(String uri) throws IOException {
    Model model = byUri.get(uri);
    if (model == null) {
      model =
          new Model(
              CrossEncoder.load(ModelSettings.of(uri), ExecutionSettings.cpu(), BATCH),
              new HashMap<>());
      byUri.put(uri, model);
    }
    return model;
  }

  @Override
  public List<DirectScore> of(String fingerprint, String query, List<String> documents) {
    Model model =
        byUri.values().stream()
            .filter(loaded -> loaded.fingerprint().equals(fingerprint))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no job ran with model " + fingerprint));
    return model.score(query, documents);
  }

  @Override
  public void close() {
    byUri.values().forEach(model -> model.encoder.close());
  }

  /**
   * A loaded model.
   *
   * @param known scores so far
   */
  public record Model(CrossEncoder encoder, Map<TextPair, DirectScore> known) {

    /** As results carry it. */
    public String fingerprint() {
      return encoder.model().info().fingerprint();
    }

    /** The model's tokenizer.json. */
    public Path tokenizerFile() {
      return encoder.model().tokenizerFile();
    }

    List<DirectScore> score(String query, List<String> documents) {
      List<TextPair> pairs = documents.stream().map(text -> new TextPair(query, text)).toList();
      List<TextPair> missing =
          pairs.stream().filter(pair -> !known.containsKey(pair)).distinct().toList();
      if (!missing.isEmpty()) {
        List<PairScore> scores = predict(missing);
        for (int i = 0; i < missing.size(); i++) {
          known.put(missing.get(i), new DirectScore(scores.get(i).logit(), scores.get(i).score()));
        }
      }
      return pairs.stream().map(known::get).toList();
    }

    private List<PairScore> predict(List<TextPair> pairs) {
      try {
        return encoder.predict(pairs);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while scoring", e);
      }
    }
  }
}
