"""From a CrossEncoder to a Riverrank model directory: load, export, convert, check, report."""
