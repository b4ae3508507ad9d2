"""The only part that touches files: layout, container, cells, reading, writing."""
