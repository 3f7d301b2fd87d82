#include "base/disclosure.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

TEST(Disclosure, KnowsTheNamesOfCredentials) {
  for (const char* name : {"password",
                           "db_password",
                           "dbpassword",
                           "passwd",
                           "pwd",
                           "ftp_pwd",
                           "dbpwd",
                           "passphrase",
                           "key_passphrase",
                           "secret",
                           "secrets",
                           "client_secret",
                           "client-secret",
                           "secret_2",
                           "token",
                           "api_token",
                           "token_prod",
                           "credentials",
                           "slack_webhook",
                           "webhook_url",
                           "access_key",
                           "aws_access_key_id",
                           "api_key",
                           "private_key",
                           "aws.key",
                           "variables.aws.key",
                           "cluster.DB_PASSWORD"}) {
    EXPECT_TRUE(names_a_secret(name)) << name;
  }
}

TEST(Disclosure, LeavesNamesThatOnlySoundLikeThem) {
  for (const char* name : {"secretary", "token_count", "password_file", "secret_name", "tokenizer",
                           "key", "primary_key", "keyboard", "passenger", "secret.place"}) {
    EXPECT_FALSE(names_a_secret(name)) << name;
  }
}

TEST(Disclosure, HidesWhatUrlsCarry) {
  EXPECT_EQ(hide_url_secrets("get https://u:p@h.org/a?key=1#x, keep it as s3://b/k?v"),
            "get https://h.org/a, keep it as s3://b/k?v");
  EXPECT_EQ(hide_url_secrets("postgresql://me:pw@db:5439/dev"), "postgresql://db:5439/dev");
  EXPECT_EQ(hide_url_secrets("'http://h/a@b' and mail me@x.org"),
            "'http://h/a@b' and mail me@x.org");
  EXPECT_EQ(hide_url_secrets("no url :// here"), "no url :// here");
}

TEST(Disclosure, HidesValuesThatAreLongEnoughToBeFound) {
  EXPECT_EQ(hide_values("curl -H hunter22 x", {"hunter22", "x"}), "curl -H ******** x");
}

}  // namespace
}  // namespace darties
