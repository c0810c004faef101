"""How right claims are: what was judged, and the confidence that is fitted to it."""
