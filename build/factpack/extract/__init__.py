"""What an article says: mentions, values, quotes and claims."""
