/**
 * Windows of event time × segments × models: each result is added to a summary where it is, the
 * summaries meet in keyed state, and a window's metrics leave once the watermark has passed it.
 */
package io.riverrank.operators.monitoring.window;
