/**
 * The java agent that makes a task manager's model and committer fail on command. It is in a jar of
 * its own, on the class path of the processes that are to be broken; production code knows nothing
 * of it.
 */
package io.riverrank.faults.inject.agent;
