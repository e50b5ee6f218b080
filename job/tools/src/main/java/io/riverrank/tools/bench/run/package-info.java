/** The parts of a measurement: each runs the same pairs through more of Riverrank. */
package io.riverrank.tools.bench.run;
