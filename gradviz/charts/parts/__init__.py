"""What pictures are put together from: each part serves a few of them, and no painter."""
