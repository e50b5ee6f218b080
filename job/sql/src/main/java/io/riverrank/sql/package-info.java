/**
 * Riverrank in Flink SQL: the model provider {@code riverrank} of {@code CREATE MODEL}, and the
 * module {@code riverrank} with the function {@code RERANK}. Both score by the scoring service of a
 * task manager, as the job does.
 *
 * <pre>
 * CREATE MODEL ─► RiverrankModelFactory ─► RiverrankModel ──► RerankPredictFunction ─┐
 * LOAD MODULE  ─► RiverrankModuleFactory ─► RiverrankModule ─► RerankFunction ────────┤
 *                    └─ SqlSettingsFactory                                             ▼
 *                                                              PairScoring ─► ScoringClient
 * </pre>
 */
package io.riverrank.sql;
