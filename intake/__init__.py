"""The county workbook: one ``.xlsx`` in, one fact with the file's hash out."""
