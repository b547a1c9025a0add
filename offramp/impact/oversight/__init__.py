"""Looks after the record of acts: what stands out is reviewed, by somebody, in words."""
