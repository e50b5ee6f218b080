/** What is left of jobs that ended. */
package io.riverrank.faults.leaks;
