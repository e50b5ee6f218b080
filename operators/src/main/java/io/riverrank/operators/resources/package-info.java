/** Files that come inside of a jar and have to be on disk. */
package io.riverrank.operators.resources;
