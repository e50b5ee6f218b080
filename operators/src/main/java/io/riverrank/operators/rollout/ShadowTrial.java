package io.riverrank.operators.rollout;

import io.riverrank.operators.scoring.ScoringHandle;

/**
 * A challenger that scores a share of the queries after the champion, and answers nobody.
 *
 * @param challenger the subtask's own handle, which is open as long as the trial runs
 * @param share of the queries ({@link QueryShare}), above 0
 */
public record ShadowTrial(ScoringHandle challenger, double share) {}
