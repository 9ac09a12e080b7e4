"""Attacks on the release, with code of their own: swit_data is called as a black box (tests/attack.py runs them)."""
