# One command a habit. On Windows, where there is no make, the commands beside each name are typed as they stand.
.PHONY: fast check pictures long

fast:  # lint, types, layers, tests without a browser
	ruff check . && ruff format --check . && mypy && lint-imports && pytest --ignore tests/browser -k "not tools_pass"

check:  # the gate, as CI runs it
	.ci/run

pictures:  # what the pages look like, in tests/browser/screenshots
	pytest -m browser

long:  # the long ones: more examples, attackers, load
	SWIT_LONG=1 pytest -m long -n 2
