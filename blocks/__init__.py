"""The crew: one provider a file, each a Prefect Block with one or more capabilities."""
