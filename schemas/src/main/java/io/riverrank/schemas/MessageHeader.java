package io.riverrank.schemas;

import javax.annotation.Nullable;

/**
 * One header of a message, carried on as its bytes; names may repeat.
 *
 * @param value null is a header without a value, as Kafka allows
 */
public record MessageHeader(String name, @Nullable byte[] value) {}
