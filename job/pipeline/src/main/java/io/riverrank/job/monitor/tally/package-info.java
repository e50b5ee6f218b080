/** What a monitor that ends has read and written. */
package io.riverrank.job.monitor.tally;
