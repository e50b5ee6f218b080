/** Real processes of Flink: started by the scripts of deploy/cluster, killed by hand. */
package io.riverrank.faults.cluster;
