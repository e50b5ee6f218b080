package io.riverrank.tools.evaluate.html;

/**
 * A part of the page.
 *
 * @param title plain text
 * @param explanation plain text, one or two sentences
 * @param html what it shows, escaped already
 * @param wide whether it takes the whole width
 */
public record Section(String title, String explanation, String html, boolean wide) {}
