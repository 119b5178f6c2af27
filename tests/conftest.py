"""What every test has: cheap passwords, plain static files and uploads in a folder of their own.

The database is the one of DATABASE_URL: SQLite in memory without it, PostgreSQL in the second run of `make test`.
"""

import pytest


def pytest_configure() -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The manifest that is used in production needs collectstatic first.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="session", autouse=True)
def map_voor_uploads(tmp_path_factory: pytest.TempPathFactory) -> None:
    from django.conf import settings

    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
