"""The ticker: headlines that editors pin, then the newest filings."""
