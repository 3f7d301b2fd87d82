"""A HOME that may not be entered, and files of ~/.aws that may not be read: nobody else's credentials take their place."""
import os

from harness import FaultTest

KEYS = {"AWS_ACCESS_KEY_ID": "AKIAENVIRONMENT00001", "AWS_SECRET_ACCESS_KEY": "secret"}


class AwsHome(FaultTest):
    variables = {}

    def environment(self):
        return {**super().environment(), "HOME": str(self.folder / "home"), "AWS_EC2_METADATA_DISABLED": "true", **self.variables}

    def setUp(self):
        super().setUp()
        self.file("darties.yml", "name: p\naws: { region: eu-west-1 }\n")
        self.file("home/.aws/credentials", "[default]\naws_access_key_id = AKIAFILE000000000001\naws_secret_access_key = secret\n")
        self.options = self.as_nobody()

    def credentials(self):
        answer = self.darties("-o", "csv", "doctor", **self.options)
        return next(line for line in answer.out.splitlines() if line.startswith("AWS credentials"))

    def close(self, name):
        """Takes it away from the one who runs the program."""
        path = self.folder / name
        mode = path.stat().st_mode
        os.chmod(path, 0)
        self.addCleanup(os.chmod, path, mode)

    def test_keys_of_the_environment_count_whatever_home_is(self):
        self.variables = KEYS
        for name in ("home/.aws/credentials", "home/.aws", "home"):
            self.close(name)
            self.assertIn("AWS_ACCESS_KEY_ID of the environment", self.credentials())

    def test_a_home_that_may_not_be_entered_holds_nothing(self):
        self.close("home")
        self.assertIn("no credentials for AWS", self.credentials())

    def test_a_file_that_may_not_be_read_lets_no_other_identity_in(self):
        self.close("home/.aws/credentials")
        self.assertIn("home/.aws/credentials may not be read", self.credentials())
