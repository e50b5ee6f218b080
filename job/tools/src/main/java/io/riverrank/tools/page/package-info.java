/** What every page that is written for people is made of: a frame, a style sheet, drawn axes. */
package io.riverrank.tools.page;
