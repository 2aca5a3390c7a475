"""Pictures out of the window: the dialog, its preview, and the thread that writes."""
