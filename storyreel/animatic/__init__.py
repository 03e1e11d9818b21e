"""The embedded crew: writer, painter, voice, foley and score. It needs no key, no weights and no network."""
