"""The venue's tablet: the app that works without a network, and the queue of sealed acts that it sends."""
