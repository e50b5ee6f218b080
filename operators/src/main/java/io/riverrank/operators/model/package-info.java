/**
 * A model directory as sentence-transformers and Hugging Face write it: where it comes from, what
 * its files say, and which of them a score depends on.
 */
package io.riverrank.operators.model;
