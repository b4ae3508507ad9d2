"""The live board: rows per channel, projected from facts in journal order, and the sockets that show them."""
