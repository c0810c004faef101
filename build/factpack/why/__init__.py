"""The story of a row: where it comes from, what agrees, what contradicts, what changed since."""
