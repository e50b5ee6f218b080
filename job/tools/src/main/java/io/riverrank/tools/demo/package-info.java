/** The demo: broker, Flink and job in one process. Not in the job jar. */
package io.riverrank.tools.demo;
