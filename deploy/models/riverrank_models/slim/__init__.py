"""Graphs without the work that no score needs; every pass leaves the scores what they were."""
