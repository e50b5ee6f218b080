/** The entry point of the launcher, above everything else. */
package io.riverrank.tools;
