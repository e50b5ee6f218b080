/** A Kafka broker in this JVM, for commands that try the job out. Not in the job jar. */
package io.riverrank.broker;
