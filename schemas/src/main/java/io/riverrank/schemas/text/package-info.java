/**
 * Text files as every command reads them: UTF-8, or UTF-16 or UTF-32 with a byte order mark; bytes
 * that are not what the file is written in are an error that names the line, never a replacement.
 */
package io.riverrank.schemas.text;
