"""Take articles back from versions that were published."""
