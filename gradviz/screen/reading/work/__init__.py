"""What the page lets its threads compute: pure functions, in which torch is imported when they are called."""
