/** What a suite that was stopped had done, and who of it is left. */
package io.riverrank.faults.progress;
