"""What concerns the whole program: its memory, its garbage, and what ends it."""
