/** The kinds of faults, one class each, and the list of them. */
package io.riverrank.faults.fault;
