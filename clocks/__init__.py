"""Running deadlines: rows in exam time, swept by any number of tickers."""
