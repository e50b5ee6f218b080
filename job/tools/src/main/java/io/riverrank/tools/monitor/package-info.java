/** What stands beside a monitor: its pages, and the check of its rules. */
package io.riverrank.tools.monitor;
