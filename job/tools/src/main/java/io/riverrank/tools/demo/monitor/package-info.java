/** {@code demo --monitor}: the sample log over an hour, what a monitor says of it, and a page. */
package io.riverrank.tools.demo.monitor;
