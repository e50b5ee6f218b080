/** How the suite makes a model or a committer fail. */
package io.riverrank.faults.inject;
