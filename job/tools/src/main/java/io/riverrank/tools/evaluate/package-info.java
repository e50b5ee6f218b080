/** {@code evaluate}: how good a model, or a ranking that is there already, is. */
package io.riverrank.tools.evaluate;
