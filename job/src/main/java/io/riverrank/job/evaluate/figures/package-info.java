/** What an evaluation finds: metrics, comparisons and the cases that went worst. */
package io.riverrank.job.evaluate.figures;
