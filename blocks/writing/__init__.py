"""How language models are asked to write and to judge: prompts, schemas, the repair loop, and what turns answers into drafts."""
