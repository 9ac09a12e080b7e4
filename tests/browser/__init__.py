"""Tests in a real browser: one package, so that its files share one (conftest.py)."""
