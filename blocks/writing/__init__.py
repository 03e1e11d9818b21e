"""Asks language models to write and to judge: prompts, schemas, repairs, and drafts from answers."""
