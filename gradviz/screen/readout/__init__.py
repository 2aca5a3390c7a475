"""The numbers at the cursor, one sentence and one equation for each network."""
