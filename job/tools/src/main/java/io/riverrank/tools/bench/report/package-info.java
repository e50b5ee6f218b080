/** What a measurement came to: table, JSON, picture. */
package io.riverrank.tools.bench.report;
