"""Business rules of the annual reports."""
