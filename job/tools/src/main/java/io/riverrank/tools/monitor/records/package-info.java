/** Files of what a monitor wrote. */
package io.riverrank.tools.monitor.records;
