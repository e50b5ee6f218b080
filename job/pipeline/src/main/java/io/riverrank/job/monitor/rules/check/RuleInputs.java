package io.riverrank.job.monitor.rules.check;

import io.riverrank.operators.monitoring.drift.Baseline;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What the rules of one monitor get to see.
 *
 * @param windowsMs lengths of its windows
 * @param segmentFields names that the segments of each crossing have; the whole is always there
 * @param judgements whether it reads judgements; results can have labels besides
 * @param interactions whether it reads interactions
 * @param baseline that sequential rules compare with; null for none
 * @param earlierWindows whether drift and clicks are compared with windows before, not with {@code
 *     baseline}
 * @param commands whether it can command models: it has a control topic, and topics as its output
 */
public record RuleInputs(
    List<Long> windowsMs,
    List<Set<String>> segmentFields,
    boolean judgements,
    boolean interactions,
    @Nullable Baseline baseline,
    boolean earlierWindows,
    boolean commands) {}
