"""factpack turns a folder of articles into a dataset people can trust."""

__version__ = "0.1.0"
