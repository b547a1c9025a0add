"""Legal process: a paper that asks about somebody, and what an order lets out."""
