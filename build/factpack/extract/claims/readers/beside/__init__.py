"""What names say by standing beside other names, and beside nouns that sort them."""
