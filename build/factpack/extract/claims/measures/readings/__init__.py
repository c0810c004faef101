"""What a number measures, by the words that it hangs on: nouns beside it, verbs, numbers before."""
