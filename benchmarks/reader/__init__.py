"""A linear reader of pairs beside the rules: whether it adds claims that hold. No build uses it."""
