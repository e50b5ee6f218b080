/**
 * What a user can say: {@code RiverrankOptions} names and describes every option once, {@code
 * ConfigurationLoader} collects them from a file and the command line, {@code SettingsFactory}
 * turns them into the settings of the other packages.
 */
package io.riverrank.job.options;
