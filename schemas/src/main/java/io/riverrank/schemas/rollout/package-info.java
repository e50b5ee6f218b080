/**
 * How a running job is told about models, and what it answers: control commands go in, model
 * statuses come out. Their JSON is in {@code schemas/README.md} and, as JSON Schema, beside these
 * classes.
 */
package io.riverrank.schemas.rollout;
