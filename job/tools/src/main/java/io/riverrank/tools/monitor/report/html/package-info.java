/** The page's sections, and the page. */
package io.riverrank.tools.monitor.report.html;
