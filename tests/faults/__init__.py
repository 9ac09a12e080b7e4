"""The fault battery: python -m tests.faults (docs/reliability.md). Linux, strace and the right to mount are needed."""
