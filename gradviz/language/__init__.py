"""Character models: trained here or brought along, read state by state, and asked which cell follows what."""
