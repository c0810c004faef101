"""What pronouns and definite descriptions refer back to."""
