"""Small controls that both sides of the page are made of."""
