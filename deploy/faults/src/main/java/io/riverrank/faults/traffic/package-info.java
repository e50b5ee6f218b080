/** What is sent, with what must become of it. */
package io.riverrank.faults.traffic;
