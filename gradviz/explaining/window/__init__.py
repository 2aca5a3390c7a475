"""What there is to say of the window's own parts, page by page: data only."""
