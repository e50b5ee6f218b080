/** The page of a monitor that runs. */
package io.riverrank.tools.monitor.live;
