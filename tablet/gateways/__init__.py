"""What the tablet's server side reads and calls: envelopes, the API's own addresses, and the key of receipts."""
