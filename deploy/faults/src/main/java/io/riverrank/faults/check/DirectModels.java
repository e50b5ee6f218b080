package io.riverrank.faults.check;

import io.riverrank.operators.options.BatchOptions;
import io.riverrank.operators.options.ModelOptions;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.ScoringSettingsFactory;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoringSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The models that jobs ran with, called outside of Flink as {@code riverrank score} calls them.
 * Each pair is scored once. One thread.
 */
public final class DirectModels implements Scores, AutoCloseable {

  private static final int TOKEN_BUDGET = 4096;

  private final Map<String, String> options;
  private final Map<String, Model> byUri = new HashMap<>();

  /**
   * @param options of Riverrank, by key, that the jobs have: a provider, a file
   */
  public DirectModels(Map<String, String> options) {
    this.options = options;
  }

  /** Loads a model that results may name; a second time is free. */
  public Model load(String uri) throws IOException {
    Model model = byUri.get(uri);
    if (model == null) {
      ScoringSettings settings = settings(uri);
      model =
          new Model(
              CrossEncoder.load(settings.model(), settings.execution(), settings.batch()),
              new HashMap<>());
      byUri.put(uri, model);
    }
    return model;
  }

  private ScoringSettings settings(String uri) {
    Map<String, String> all = new HashMap<>(options);
    all.put(BatchOptions.TOKEN_BUDGET.key(), Integer.toString(TOKEN_BUDGET));
    if (!uri.equals(ModelSettings.BUNDLED)) {
      all.put(ModelOptions.URI.key(), uri);
    }
    return ScoringSettingsFactory.create(new OptionReader(Configuration.fromMap(all)));
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
