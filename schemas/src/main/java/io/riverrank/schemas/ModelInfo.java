package io.riverrank.schemas;

/**
 * Which model made a score.
 *
 * @param name the model directory's name
 * @param fingerprint {@code sha256:} and 64 hex digits over every file that a score depends on
 * @param precision of the weights, or what they are computed in where somebody chose a lower one:
 *     {@code fp32}, {@code fp16}, {@code bf16} or {@code int8}
 */
public record ModelInfo(String name, String fingerprint, String precision) {}
