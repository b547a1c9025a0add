"""What `offramp` can be told to do, one module each."""
