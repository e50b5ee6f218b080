/** A Kafka broker that can be killed, and the topics of a job. */
package io.riverrank.faults.broker;
