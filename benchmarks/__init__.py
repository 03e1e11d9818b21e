"""Measurements of what storyreel costs, each run by `python -m benchmarks.<name>`."""
