#pragma once

#include "sql/copy_statement.h"
#include "sql/syntax/cursor.h"

namespace darties::sql {

/// Reads one authorization clause of COPY or UNLOAD into `authorization` when one stands here:
/// IAM_ROLE, ACCESS_KEY_ID with its companions, [WITH] CREDENTIALS. Returns whether there was one.
/// Errors: a second form beside the first, a string of the wrong shape. Messages never hold what a
/// key says.
bool accept_authorization(Cursor& cursor, Authorization& authorization);

/// What only holds once all parameters have been read: both keys are there, a session token has its
/// keys.
void check_authorization(const Cursor& cursor, const Authorization& authorization,
                         std::size_t offset);

}  // namespace darties::sql
