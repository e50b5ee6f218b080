"""The modules of a CrossEncoder, checked and joined to one module that gives logits."""
