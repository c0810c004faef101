"""Web pages: their main text by trafilatura, each word led back to its place in the source."""
