package io.riverrank.faults.trial;

import io.riverrank.operators.options.ModelOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a job is to be run.
 *
 * @param model {@code rerank.model.uri}
 * @param options of Riverrank and of Flink, by key; {@link #JOB} in a value stands for the job's
 *     name
 */
public record JobSpec(String model, int parallelism, Map<String, String> options) {

  /** In an option's value: the name of the job, which no other has. */
  public static final String JOB = "{job}";

  /** The model in the job jar. */
  public static final String BUNDLED = "bundled";

  /**
   * The bundled model in two subtasks, with small batches, groups that time out soon, and no score
   * remembered, since the traffic repeats its texts.
   */
  public static final JobSpec USUAL =
      new JobSpec(
          BUNDLED,
          2,
          Map.of(
              "rerank.score-cache.size", "0",
              "rerank.execution.callers", "1",
              "rerank.batch.token-budget", "1024",
              "rerank.group.timeout", "15 s",
              // No partition may be thought idle because its broker was away.
              "rerank.event-time.idleness", "20 min",
              "rerank.group.idle-timeout", "20 min",
              "rerank.event-time.max-out-of-orderness", "5 s",
              "kafka.transaction-timeout", "10 min",
              "kafka.max-message-bytes", "15 mb"));

  public JobSpec {
    options = Map.copyOf(new TreeMap<>(options));
  }

  /** The same with another value of an option. */
  public JobSpec with(String key, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(key, value);
    return new JobSpec(model, parallelism, more);
  }

  /** The same with another model. */
  public JobSpec withModel(String uri) {
    return new JobSpec(uri, parallelism, options);
  }

  /** The same with other subtasks. */
  public JobSpec withParallelism(int subtasks) {
    return new JobSpec(model, subtasks, options);
  }

  /** The same with other values of options, and another model for the bundled one. */
  JobSpec with(Map<String, String> others) {
    Map<String, String> more = new TreeMap<>(options);
    more.putAll(others);
    String instead = more.remove(ModelOptions.URI.key());
    return new JobSpec(
        instead != null && model.equals(BUNDLED) ? instead : model, parallelism, more);
  }

  /** Arguments of {@code riverrank run} for a job of this name. */
  List<String> arguments(String jobName) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--model", model, "--parallelism", Integer.toString(parallelism)));
    new TreeMap<>(options)
        .forEach(
            (key, value) ->
                arguments.addAll(List.of("-D", key + "=" + value.replace(JOB, jobName))));
    return arguments;
  }
}
