/** What came out, compared with what was planned and with the model outside of Flink. */
package io.riverrank.faults.check;
