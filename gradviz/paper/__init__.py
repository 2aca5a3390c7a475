"""The paper painter."""
