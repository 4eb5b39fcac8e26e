"""What operators see: the lines of the log, the requests that are counted, the processes and what they use."""
