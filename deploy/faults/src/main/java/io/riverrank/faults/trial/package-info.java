/**
 * What a fault finds running (broker, cluster, a job with its traffic), and one kind of fault at
 * work on it.
 */
package io.riverrank.faults.trial;
