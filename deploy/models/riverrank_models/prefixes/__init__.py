"""Keys and values of tokens that texts begin with in common, which a causal model computes once."""
