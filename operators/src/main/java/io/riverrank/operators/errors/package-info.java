/** How errors of the machine are said to a user. */
package io.riverrank.operators.errors;
