/** What a GPU bundle runs on the machine that it was carried to. Each step is a package. */
package io.riverrank.tools.gpu;
