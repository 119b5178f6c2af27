"""The annual reports: what is told. Reads `catalogus`, is never read by it."""
