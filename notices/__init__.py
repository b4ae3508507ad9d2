"""Messages to people: who is told of what, in the app and outside it, and whether it reached them."""
