/** Models that outlive the process that fetched them; knows nothing of what is in them. */
package io.riverrank.operators.model.cache;
