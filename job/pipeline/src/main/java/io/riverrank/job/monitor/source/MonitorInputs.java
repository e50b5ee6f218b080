package io.riverrank.job.monitor.source;

import io.riverrank.job.backfill.input.InputFiles;
import io.riverrank.job.kafka.check.Ranges;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.job.kafka.settings.TopicPosition;
import io.riverrank.job.kafka.settings.TopicRange;
import io.riverrank.job.monitor.settings.EvidenceInput;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.settings.ResultsInput;
import io.riverrank.job.options.InputFormat;
import java.util.List;
import javax.annotation.Nullable;

/**
 * All inputs, as they were found at start. With bounded results, topics of judgements and
 * interactions are read up to the end that they have then.
 *
 * @param judgements null for none
 * @param interactions null for none
 */
public record MonitorInputs(
    MonitorInput results, @Nullable MonitorInput judgements, @Nullable MonitorInput interactions) {

  /**
   * Looks for them.
   *
   * @throws io.riverrank.operators.options.SettingsException for files that aren't there or can't
   *     be read
   * @throws io.riverrank.job.kafka.check.TopicCheckException for such a range
   */
  public static MonitorInputs find(MonitorSettings settings) {
    boolean bounded = settings.results().isBounded();
    return new MonitorInputs(
        results(settings),
        evidence(settings.judgements(), settings.kafka(), bounded),
        evidence(settings.interactions(), settings.kafka(), bounded));
  }

  private static MonitorInput results(MonitorSettings settings) {
    ResultsInput results = settings.results();
    if (!results.isTopic()) {
      return MonitorInput.ofFiles(
          MonitorInput.requireResults(InputFiles.find(results.files(), null)));
    }
    String topic = settings.kafka().topics().requests();
    return new MonitorInput(
        List.of(),
        topic,
        results.isBounded() ? range(settings.kafka(), topic, results.from(), results.to()) : null);
  }

  @Nullable
  private static MonitorInput evidence(
      EvidenceInput evidence, @Nullable KafkaSettings kafka, boolean bounded) {
    if (!evidence.isPresent()) {
      return null;
    }
    if (evidence.topic() == null) {
      return MonitorInput.ofFiles(InputFiles.find(evidence.files(), InputFormat.JSON_LINES));
    }
    return new MonitorInput(
        List.of(),
        evidence.topic(),
        bounded
            ? range(kafka, evidence.topic(), TopicPosition.EARLIEST, TopicPosition.LATEST)
            : null);
  }

  private static TopicRange range(
      KafkaSettings kafka, String topic, TopicPosition from, TopicPosition to) {
    KafkaSettings ofTopic =
        kafka.with(new TopicNames(topic, null, null), kafka.transactionalIdPrefix());
    try (Ranges ranges = Ranges.connect(ofTopic)) {
      return ranges.resolve(from, to);
    }
  }
}
