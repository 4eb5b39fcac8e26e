"""The demo newsroom: invented places, people, agencies and events."""
