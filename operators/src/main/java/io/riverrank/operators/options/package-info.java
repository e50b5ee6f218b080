/**
 * What a user can say of a model and how it runs, whoever asks: each option once, by section,
 * named, described and classified; {@code ScoringSettingsFactory} turns a configuration into
 * checked settings. Whatever is built on top adds sections of its own.
 */
package io.riverrank.operators.options;
