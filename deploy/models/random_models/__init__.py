"""CrossEncoders of today's kinds with random weights, as sentence-transformers saves them."""
