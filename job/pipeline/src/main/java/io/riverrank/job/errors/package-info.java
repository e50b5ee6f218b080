/** What is said to the user instead of a stack trace; below everything else. */
package io.riverrank.job.errors;
