/** Promise 2: a score does not depend on its neighbours. */
package io.riverrank.tools.gpu.neighbours;
