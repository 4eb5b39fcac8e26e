"""This project's figures beside those of its peers, measured in one run."""
