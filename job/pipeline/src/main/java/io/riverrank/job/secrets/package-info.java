/** What is never shown. */
package io.riverrank.job.secrets;
