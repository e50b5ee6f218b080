/** How fast a GPU scores, and what it waits for. */
package io.riverrank.tools.gpu.speed;
