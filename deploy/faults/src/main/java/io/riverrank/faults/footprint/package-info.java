/** What a process holds. */
package io.riverrank.faults.footprint;
