"""The crew: one provider a file, each a Prefect Block that answers one or more capabilities."""
