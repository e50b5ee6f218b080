/**
 * How records travel between tasks and stay in state: plain serializers with a version in front of
 * each record, so that a new release restores what an older one wrote. Never Kryo.
 */
package io.riverrank.operators.types;
