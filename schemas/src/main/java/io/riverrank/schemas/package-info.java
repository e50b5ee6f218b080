/**
 * What is on the wire: the requests, results and dead letters of Riverrank, their JSON, and what
 * makes an input unusable. Nothing in here knows Flink, Kafka's clients or the model.
 */
package io.riverrank.schemas;
