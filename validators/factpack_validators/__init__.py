"""Checks that a downloader can run on any release folder; needs nothing of the pipeline."""
