"""Leave with 0 if the replica at an address answers: `python deploy/healthy.py 10.77.0.3:8501` in its container."""

import http.client
import os
import sys

if __name__ == "__main__":
    name = os.environ["SWIT_PUBLIC_ORIGIN"].partition("://")[2]  # the only Host that it answers
    connection = http.client.HTTPConnection(sys.argv[1], timeout=5)
    connection.request("GET", "/_stcore/health", headers={"Host": name})
    sys.exit(connection.getresponse().status != http.client.OK)
