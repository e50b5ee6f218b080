/** Commands about models: their topic, its source, and the client that sends them. */
package io.riverrank.job.rollout;
