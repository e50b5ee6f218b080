/**
 * What a user can say: {@code RiverrankOptions} has every option once, by section, named, described
 * and classified, {@code ConfigurationLoader} collects them from a file and the command line,
 * {@code SettingsFactory} turns them into the settings of the other packages.
 */
package io.riverrank.job.options;
