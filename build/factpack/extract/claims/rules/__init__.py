"""Rules as data, and the candidates for claims that they give."""
