/** Text files as the commands read and write them. */
package io.riverrank.tools.text;
