package io.riverrank.schemas;

/** What one input message turns out to be: every message is exactly one of the two. */
public sealed interface SourceEvent permits QueryEvent, DeadLetter {

  /** The message it was made from. */
  SourceRecord source();
}
