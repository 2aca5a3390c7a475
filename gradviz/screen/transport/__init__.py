"""Playing the story: the player (owns the clock) and the bar of its buttons and lamps."""
