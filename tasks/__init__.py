"""The stages by department, each a Prefect task: when it is repeated or reused, and its name in the UI."""
