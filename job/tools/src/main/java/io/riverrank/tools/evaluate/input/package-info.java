/** What an evaluation reads: labelled pairs, and queries with judged documents. */
package io.riverrank.tools.evaluate.input;
