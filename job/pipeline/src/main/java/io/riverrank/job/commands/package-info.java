/** The command line: one class a command; what they do is elsewhere. */
package io.riverrank.job.commands;
