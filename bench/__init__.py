"""Measures: this project's figures beside those of its peers, in one run."""
