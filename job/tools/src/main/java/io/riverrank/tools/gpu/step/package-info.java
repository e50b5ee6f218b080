/** What every step of the check is given. */
package io.riverrank.tools.gpu.step;
