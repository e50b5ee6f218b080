/**
 * A model that is swapped for another, again and again, under load: what it costs, and what stays.
 */
package io.riverrank.faults.swaps;
