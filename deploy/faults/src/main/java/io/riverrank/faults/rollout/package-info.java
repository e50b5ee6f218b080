/** Commands about models for a job that is broken meanwhile. */
package io.riverrank.faults.rollout;
