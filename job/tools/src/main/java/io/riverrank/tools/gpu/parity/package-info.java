/** Promise 1: the reference's scores. */
package io.riverrank.tools.gpu.parity;
