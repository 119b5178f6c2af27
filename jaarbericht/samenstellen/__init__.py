"""Database → frozen content of a report: every query and every number of it."""

from .rapport import Samenstelling, samenstel

__all__ = ["Samenstelling", "samenstel"]
