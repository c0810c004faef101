"""What the rules read in a parsed sentence, by the kind of word that triggers them."""
