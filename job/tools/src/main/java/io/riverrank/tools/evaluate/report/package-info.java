/** What an evaluation writes, the HTML page aside. */
package io.riverrank.tools.evaluate.report;
