/** Whether there is a GPU that works. */
package io.riverrank.tools.gpu.device;
