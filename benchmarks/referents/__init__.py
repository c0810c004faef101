"""Which organisation a place of an article speaks of, where its sentence does not name it."""
