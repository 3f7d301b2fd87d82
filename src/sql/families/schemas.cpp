#include "sql/families/family.h"

// CREATE SCHEMA and ALTER SCHEMA.

namespace darties::sql {
namespace {

/// QUOTA n MB|GB|TB or UNLIMITED, in megabytes; 0 is unlimited.
std::int64_t read_quota(Cursor& cursor) {
  if (cursor.accept_word("UNLIMITED")) return 0;
  const std::int64_t size = cursor.expect_integer("a size or UNLIMITED");
  if (cursor.accept_word("GB")) return size * 1024;
  if (cursor.accept_word("TB")) return size * 1024 * 1024;
  cursor.accept_word("MB");  // the unit when none is given
  return size;
}

}  // namespace

Parsed parse_create_schema(Cursor& cursor) {
  CreateSchemaStatement create;
  cursor.expect_word("SCHEMA");
  create.if_not_exists = cursor.accept_words({"IF", "NOT", "EXISTS"});
  if (!cursor.at_word("AUTHORIZATION")) create.name = cursor.expect_name("a schema name");
  if (cursor.accept_word("AUTHORIZATION")) {
    create.attributes.owner = cursor.expect_name("a user name");
    if (create.name.empty()) create.name = create.attributes.owner;
  }
  if (cursor.accept_word("QUOTA")) create.attributes.quota_mb = read_quota(cursor);
  if (cursor.at_any_word({"CREATE", "GRANT"})) {
    cursor.refuse(cursor.peek().begin,
                  "CREATE SCHEMA with its tables and views; create each with its own statement");
  }
  return create;
}

Parsed parse_alter_schema(Cursor& cursor) {
  AlterSchemaStatement alter;
  cursor.expect_word("ALTER");
  cursor.expect_word("SCHEMA");
  alter.name_span = {cursor.peek().begin, cursor.peek().end};
  alter.name = cursor.expect_name("a schema name");
  if (cursor.accept_words({"RENAME", "TO"})) {
    alter.new_name = cursor.expect_name("a schema name");
  } else if (cursor.accept_words({"OWNER", "TO"})) {
    alter.attributes.owner = cursor.expect_name("a user name");
  } else if (cursor.accept_word("QUOTA")) {
    alter.attributes.quota_mb = read_quota(cursor);
  } else {
    cursor.fail_expected("RENAME TO, OWNER TO or QUOTA");
  }
  return alter;
}

}  // namespace darties::sql
