"""The words the embedded writer knows, as data. Nothing here decides anything."""
