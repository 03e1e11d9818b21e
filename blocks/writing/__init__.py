"""Asks language models to write and to judge: prompts, schemas, the repair loop, and drafts from answers."""
