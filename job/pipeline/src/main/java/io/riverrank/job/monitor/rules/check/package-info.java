/** Whether a monitor has what its alert rules look at. */
package io.riverrank.job.monitor.rules.check;
