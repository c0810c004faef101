"""What a phrase stands for as an argument, with lists, owners, words and clauses."""
