"""Any Chart, live: panels on one time scale with one cursor, and the scrubber under them."""
