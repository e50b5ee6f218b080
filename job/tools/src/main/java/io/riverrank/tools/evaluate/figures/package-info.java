/** What an evaluation finds: metrics, comparisons and the cases that went worst. */
package io.riverrank.tools.evaluate.figures;
