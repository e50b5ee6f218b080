package io.riverrank.tools.bench.raw;

/** What an ideal batch may be, and how many run at once. */
public record RawSettings(Threads threads, int tokenBudget, int maxRows) {}
