"""A scripted day: simulated people act through the HTTP API on a drill of the real exam."""
