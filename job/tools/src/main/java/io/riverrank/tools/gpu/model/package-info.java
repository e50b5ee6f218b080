/** What the steps score: models, pairs and logs of a bundle. */
package io.riverrank.tools.gpu.model;
