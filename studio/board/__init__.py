"""The studio: the web pages on which a film is written, watched, changed and approved."""
