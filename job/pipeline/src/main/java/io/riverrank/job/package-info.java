/** The entry point of the job jar, above everything else. */
package io.riverrank.job;
