"""The frame: settings, addresses, servers, and the supervisor that runs them all."""
