"""Threads need a database that is not in this process's memory: these run where tests/test_postgresql.py starts one."""

from django.conf import settings

collect_ignore_glob = ["test_*"] if "sqlite3" in settings.DATABASES["default"]["ENGINE"] else []
