"""The numbers of the picture that is shown, as a table in a window of their own."""
