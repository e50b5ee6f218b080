/**
 * What monitoring reads and writes: judgements and interactions go in, metrics records and alerts
 * come out. Their JSON is in {@code schemas/README.md} and, as JSON Schema, beside these classes.
 */
package io.riverrank.schemas.monitoring;
