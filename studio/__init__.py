"""The face: command line, server keeper and doctor."""
