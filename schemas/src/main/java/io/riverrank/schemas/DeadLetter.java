package io.riverrank.schemas;

/**
 * An input that can't be scored, kept with its original bytes and the reason.
 *
 * @param message one sentence: what was wrong, where, and what to do
 */
public record DeadLetter(DeadLetterCode code, String message, SourceRecord source)
    implements SourceEvent {}
