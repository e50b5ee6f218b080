/** The HTML page of an evaluation: one file, charts as SVG, nothing from a network. */
package io.riverrank.tools.evaluate.html;
