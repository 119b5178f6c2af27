"""Two transactions at once need a database with row locks: SQLite has one writer, so those tests are not collected there."""

from django.db import connection

collect_ignore = [] if connection.vendor == "postgresql" else ["test_gelijktijdig.py"]
