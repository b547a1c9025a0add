"""A peer is paged, answers, travels, arrives; and the roster that says who is paged."""
