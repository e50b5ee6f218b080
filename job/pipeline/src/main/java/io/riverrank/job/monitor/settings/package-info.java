/** All that a monitor is told, checked. */
package io.riverrank.job.monitor.settings;
