"""The append-only journal: every act is one fact in it, numbered in one order per exam."""
