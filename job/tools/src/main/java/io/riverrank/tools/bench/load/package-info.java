/** What is sent through a model: the user's log, portions of it, and when its events arrive. */
package io.riverrank.tools.bench.load;
