/** What a step of the check leaves on disk, and the table of all of them. */
package io.riverrank.tools.gpu.result;
