"""What a person types and sees: command line, the kept Prefect server, and doctor."""
