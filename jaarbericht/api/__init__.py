"""The REST API of the annual reports; its frame is that of `catalogus.api`."""
