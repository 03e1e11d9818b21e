"""The providers: one a file, each a Prefect Block that answers a capability of `blocks/kinds.py`.

`blocks/roster.py` gives each its name.
"""
