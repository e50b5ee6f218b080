/** From a (query, document) pair of texts to token ids, by the model's own tokenizer. */
package io.riverrank.operators.tokenizer;
