"""The stages by department, each a Prefect task: when it is repeated, when it is reused, what it is called in the UI."""
