"""What the window says when something goes wrong, or when someone asks what this is."""
