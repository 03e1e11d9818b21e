"""The local crew: models of diffusers and torch on this machine's card, and the process that owns it."""
