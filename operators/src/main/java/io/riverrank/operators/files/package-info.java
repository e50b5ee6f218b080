/** Files and folders that processes of one machine share, and that outlive none of their owners. */
package io.riverrank.operators.files;
