#include <fmt/chrono.h>
#include <fmt/core.h>

#include "base/text.h"
#include "cli/ask.h"
#include "cli/command.h"
#include "cli/house.h"
#include "cli/password.h"
#include "pipeline/project.h"
#include "sql/statement.h"
#include "warehouse/engine.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "LOGIN", .help = "Whose password."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties users set-password dir_com",
     .what = "Asks for the password twice, without showing it."},
    {.line = "pass show darties/dir_com | darties users set-password dir_com",
     .what = "Takes the first line of stdin."},
};

constexpr std::string_view kDetails =
    R"(The password is never taken from the command line, where others could read it. What is kept is its Argon2id hash, in the
table that `users.table` of darties.yml names, with columns `login`, `password_hash` and `changed_at`. No pipeline touches that table, so
rebuilding the dimension of users keeps the passwords.

When `users.logins` names a column (`table.column`), the login must be in it.)";

std::string quoted_name(std::string_view dotted) {
  std::string name;
  for (const auto part : split(dotted, '.'))
    name += (name.empty() ? "" : ".") + sql::quote_identifier(part);
  return name;
}

void check_login(Session& session, const std::string& column, const std::string& login) {
  const std::size_t dot = column.rfind('.');
  if (dot == std::string::npos) {
    throw Error(ErrorKind::kInvalid, "users.logins is table.column, found: {}", column);
  }
  const std::string name = sql::quote_identifier(column.substr(dot + 1));
  const Result found =
      session.execute(fmt::format("SELECT {} FROM {}", name, quoted_name(column.substr(0, dot))));
  std::vector<std::string> logins;
  for (const Row& row : found.rows) {
    if (row[0] == login) return;
    if (row[0]) logins.push_back(*row[0]);
  }
  throw Error(ErrorKind::kNotFound, "no user has the login '{}'{}", login,
              suggestion(login, logins));
}

void keep_hash(Session& session, const std::string& table, const std::string& login,
               const std::string& hash, Clock::TimePoint now) {
  const std::string who = sql::quote_literal(login);
  const std::string when =
      fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(Clock::TimePoint::clock::to_time_t(now)));
  session.execute(
      fmt::format("CREATE TABLE IF NOT EXISTS {} (login VARCHAR(64) NOT NULL, password_hash "
                  "VARCHAR(256) NOT NULL, "
                  "changed_at TIMESTAMP NOT NULL)",
                  table));
  session.execute(
      fmt::format("BEGIN; DELETE FROM {0} WHERE login = {1}; INSERT INTO {0} (login, "
                  "password_hash, changed_at) "
                  "VALUES ({1}, {2}, '{3}'); COMMIT",
                  table, who, sql::quote_literal(hash), when));
}

int run(const Invocation& line, House& house) {
  const std::string login = line.text("LOGIN");
  const Config& config = house.config();
  house.project_folder();
  if (!config.has("users.table")) {
    throw Error(ErrorKind::kInvalid,
                "this project keeps no passwords: add `users: {{ table: NAME }}` to darties.yml");
  }
  require_warehouse(house);
  const std::string table = quoted_name(config.text("users.table"));
  const auto session = house.project().engine().connect();
  if (config.has("users.logins")) check_login(*session, config.text("users.logins"), login);
  if (house.options().dry_run) {
    house.say(fmt::format("would set the password of {} in {}", login, table));
    return 0;
  }
  keep_hash(*session, table, login, hash_password(read_new_password(house)), house.clock().now());
  house.say(fmt::format("password of {} is set", login));
  return 0;
}

}  // namespace

extern const Command users_set_password_command{
    .name = "users set-password",
    .group = "Warehouse",
    .summary = "Sets the password of a user of the project.",
    .details = kDetails,
    .arguments = kArguments,
    .examples = kExamples,
    .changes_something = true,
    .run = run,
};

}  // namespace darties::cli
