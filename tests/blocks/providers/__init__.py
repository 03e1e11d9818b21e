"""Each provider against the fake service that speaks its wire format."""
