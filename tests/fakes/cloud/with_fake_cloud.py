"""Runs a command with a fake S3 beside it: with_fake_cloud.py FAKE_CLOUD COMMAND…  The environment says where it is."""
import os
import subprocess
import sys


def main():
    server = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        environment = {**os.environ, "DARTIES_S3_ENDPOINT": url, "AWS_ENDPOINT_URL": url, "AWS_REGION": "us-east-1",
                       "AWS_ACCESS_KEY_ID": "AKIACANARYKEYID00001", "AWS_SECRET_ACCESS_KEY": "canary-secret-of-the-tests-00001"}
        return subprocess.run(sys.argv[2:], env=environment).returncode
    finally:
        server.communicate()  # the end of its input ends it


if __name__ == "__main__":
    sys.exit(main())
