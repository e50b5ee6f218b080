/** A Kafka broker that can be killed, and the topics of jobs. */
package io.riverrank.faults.broker;
