"""The model host: one process that owns the card and keeps models in memory between films."""
