/**
 * What is known of both ends before anything is connected: brokers, topics, ranges, guarantees, the
 * properties of each client.
 */
package io.riverrank.job.kafka.settings;
