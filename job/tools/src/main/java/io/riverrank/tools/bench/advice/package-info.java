/** Which file, provider and precision to take on this machine. */
package io.riverrank.tools.bench.advice;
