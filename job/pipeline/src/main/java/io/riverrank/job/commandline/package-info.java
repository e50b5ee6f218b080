/** What the commands share of the command line: flags, exit codes, verbosity. */
package io.riverrank.job.commandline;
