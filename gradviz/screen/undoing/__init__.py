"""What a hand did, step by step, so that it can be taken back and done again."""
