#include "sql/families/authorization.h"

#include "base/text.h"

namespace darties::sql {
namespace {

using Form = Authorization::Form;

void claim(const Cursor& cursor, Authorization& authorization, Form form, std::size_t offset) {
  const bool again = authorization.form == form && form != Form::kKeys;
  if (again || (authorization.form != Form::kNone && authorization.form != form)) {
    cursor.fail_at(offset,
                   "credentials are given twice: IAM_ROLE, ACCESS_KEY_ID with SECRET_ACCESS_KEY, "
                   "and CREDENTIALS exclude "
                   "one another");
  }
  authorization.form = form;
}

bool is_role(std::string_view text) {
  return text.starts_with("arn:") && text.find(":iam::") != std::string_view::npos &&
         text.find(":role/") != std::string_view::npos;
}

std::vector<std::string> roles_of(const Cursor& cursor, std::string_view text, std::size_t offset) {
  std::vector<std::string> roles;
  for (const auto role : darties::split(text, ',')) {
    if (!is_role(role)) {
      cursor.fail_at(offset,
                     "a role must look like 'arn:aws:iam::123456789012:role/name'; several are "
                     "chained with commas, "
                     "without blanks");
    }
    roles.emplace_back(role);
  }
  return roles;
}

Secret literal(Cursor& cursor, std::string_view what) {
  cursor.accept_word("AS");
  if (!cursor.at_string()) cursor.fail_expected(fmt::format("{} as a literal", what));
  return Secret(raw_string_value(cursor.next()));
}

void read_role(Cursor& cursor, Authorization& authorization) {
  const std::size_t offset = cursor.previous().begin;
  claim(cursor, authorization, Form::kIamRole, offset);
  cursor.accept_word("AS");
  if (cursor.accept_word("DEFAULT")) {
    authorization.role_arns = {"default"};
    return;
  }
  if (!cursor.at_string()) cursor.fail_expected("default or the role's ARN as a literal");
  authorization.role_arns = roles_of(cursor, raw_string_value(cursor.next()), offset);
}

[[noreturn]] void fail_shape(const Cursor& cursor, std::size_t offset) {
  cursor.fail_at(offset,
                 "Invalid credentials. Must be of the format: credentials 'aws_iam_role=...' or "
                 "'aws_access_key_id=...;aws_secret_access_key=...[;token=...]'");
}

/// 'aws_iam_role=…' or 'aws_access_key_id=…;aws_secret_access_key=…[;token=…]'
void read_credentials(Cursor& cursor, Authorization& authorization) {
  const std::size_t offset = cursor.previous().begin;
  claim(cursor, authorization, Form::kCredentials, offset);
  const Secret text = literal(cursor, "the credentials");
  if (text.reveal().find_first_of(" \t\r\n") != std::string::npos) {
    cursor.fail_at(offset, "the credentials must hold no blanks and no line ends");
  }
  for (const auto pair : darties::split(text.reveal(), ';')) {
    const std::size_t equals = pair.find('=');
    const std::string_view key = pair.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
    if (value.empty()) fail_shape(cursor, offset);
    if (key == "aws_iam_role") {
      authorization.role_arns = roles_of(cursor, value, offset);
    } else if (key == "aws_access_key_id") {
      authorization.access_key_id = Secret(std::string(value));
    } else if (key == "aws_secret_access_key") {
      authorization.secret_access_key = Secret(std::string(value));
    } else if (key == "token") {
      authorization.session_token = Secret(std::string(value));
    } else if (key == "master_symmetric_key") {
      authorization.client_side_key = true;
    } else {
      fail_shape(cursor, offset);
    }
  }
  const bool keys =
      !authorization.access_key_id.empty() && !authorization.secret_access_key.empty();
  if (keys == !authorization.role_arns.empty()) fail_shape(cursor, offset);
}

}  // namespace

bool accept_authorization(Cursor& cursor, Authorization& authorization) {
  const std::size_t offset = cursor.peek().begin;
  if (cursor.accept_word("IAM_ROLE")) {
    read_role(cursor, authorization);
  } else if (cursor.accept_words({"WITH", "CREDENTIALS"}) || cursor.accept_word("CREDENTIALS")) {
    read_credentials(cursor, authorization);
  } else if (cursor.accept_word("ACCESS_KEY_ID")) {
    claim(cursor, authorization, Form::kKeys, offset);
    authorization.access_key_id = literal(cursor, "the access key");
  } else if (cursor.accept_word("SECRET_ACCESS_KEY")) {
    claim(cursor, authorization, Form::kKeys, offset);
    authorization.secret_access_key = literal(cursor, "the secret key");
  } else if (cursor.accept_word("SESSION_TOKEN") || cursor.accept_word("TOKEN")) {
    claim(cursor, authorization, Form::kKeys, offset);
    authorization.session_token = literal(cursor, "the session token");
  } else {
    return false;
  }
  return true;
}

void check_authorization(const Cursor& cursor, const Authorization& authorization,
                         std::size_t offset) {
  if (authorization.form != Form::kKeys) return;
  if (authorization.access_key_id.empty() || authorization.secret_access_key.empty()) {
    cursor.fail_at(offset,
                   "ACCESS_KEY_ID and SECRET_ACCESS_KEY go together, and SESSION_TOKEN needs both");
  }
}

}  // namespace darties::sql
