"""What each screenwriting language calls the parts of a script: one data file a language."""
