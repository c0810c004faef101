"""What the extractor knows of a language, a folder each."""
