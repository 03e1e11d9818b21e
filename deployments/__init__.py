"""Where flows run when not on a person's own machine: work pools, and what prefect.yaml names."""
