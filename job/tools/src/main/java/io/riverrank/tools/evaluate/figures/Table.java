package io.riverrank.tools.evaluate.figures;

import java.util.List;

/** Rows for a file: one a query or pair. Cells are texts, whole numbers, doubles, or booleans. */
public record Table(List<String> columns, List<List<Object>> rows) {}
