"""Pictures of a network that reads a text; they are drawn from what was read, not from a Result."""
