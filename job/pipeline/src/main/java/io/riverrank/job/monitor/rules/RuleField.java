package io.riverrank.job.monitor.rules;

import java.util.Map;

/**
 * What one key of a rule has: a text, or texts by name.
 *
 * @param line in the file, from 1
 * @param text empty if there are texts by name
 */
record RuleField(int line, String text, Map<String, String> byName) {}
