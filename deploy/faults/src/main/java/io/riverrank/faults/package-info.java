/** The fault suite: what is run, what is broken, what is checked. */
package io.riverrank.faults;
