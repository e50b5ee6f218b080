/** The fault suite from its command line to its table: which faults, one after the other. */
package io.riverrank.faults;
