"""Facts from elsewhere, proved against the words of an article."""
