package io.riverrank.tools.bench.run;

/** Settings that the sweep tried, and what the scorer made of them. */
public record Trial(
    int callers,
    int intraOpThreads,
    int tokenBudget,
    int maxRows,
    double pairsPerSecond,
    double padding) {}
