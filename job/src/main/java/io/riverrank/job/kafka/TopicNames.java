package io.riverrank.job.kafka;

/** The three topics of a job. */
public record TopicNames(String requests, String results, String deadLetters) {}
