package io.riverrank.faults.monitor;

import io.riverrank.schemas.RerankResult;
import java.util.List;
import java.util.Map;

/**
 * A result as it is sent.
 *
 * @param value of its message
 * @param result as a reader of the message has it
 * @param segments that it must count in
 */
record MonitoredResult(byte[] value, RerankResult result, List<Map<String, String>> segments) {}
