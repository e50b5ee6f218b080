/** The demo and what it needs: a broker in the JVM. Not in the job jar. */
package io.riverrank.job.demo;
