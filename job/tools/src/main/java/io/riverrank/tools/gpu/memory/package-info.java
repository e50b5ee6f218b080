/** Promise 6: one copy, and nothing left behind. */
package io.riverrank.tools.gpu.memory;
