/**
 * The text formats of TREC and BEIR, one line a record: run files, relevance judgements (qrels),
 * queries and documents. Formats parse single lines; {@link io.riverrank.schemas.trec.LineReader}
 * reads a file of them and names the line that is wrong.
 */
package io.riverrank.schemas.trec;
