/** What the machine says of its GPU and of this process. */
package io.riverrank.tools.gpu.machine;
