/**
 * Another model without a stop: what commands make of the models of a job ({@link
 * io.riverrank.operators.rollout.Rollout}), and the models that a subtask holds ({@link
 * io.riverrank.operators.rollout.SubtaskModels}).
 *
 * <p>Everything here is of one subtask and runs in its mailbox; only loading and freeing a model
 * don't.
 */
package io.riverrank.operators.rollout;
