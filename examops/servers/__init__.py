"""Real servers out of Python packages: PostgreSQL, Valkey, Caddy. We start the binaries ourselves."""
