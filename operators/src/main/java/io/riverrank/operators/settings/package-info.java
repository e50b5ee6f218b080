/** What the operators are told: plain serializable records; names and defaults are the job's. */
package io.riverrank.operators.settings;
