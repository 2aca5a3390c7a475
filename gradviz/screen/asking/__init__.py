"""The laboratory's state: what is asked, the thread that answers it, and what came back."""
