"""A release for programs that ask: tools of the Model Context Protocol, which only read."""
