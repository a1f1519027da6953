"""Sample sets of rendered people, each with its truth beside it, and the studio that films them."""
