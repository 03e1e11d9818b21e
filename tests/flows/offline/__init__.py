"""Put on the path of every process a film test starts, so that none of them reaches beyond loopback."""
