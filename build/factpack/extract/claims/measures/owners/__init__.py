"""Whose a metric is: by the words beside it, by what is spoken of, or among what markets trade."""
