/** The HTML page of an evaluation: one file, charts as SVG, nothing from a network. */
package io.riverrank.job.evaluate.html;
