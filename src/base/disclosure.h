#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace darties {

// What of a user's settings may be shown: the one rule, for config show, plans, histories, logs and errors.

/// What stands for a secret.
inline constexpr std::string_view kHidden = "********";

/// Whether a name says that its value is a credential. The last part of a dotted name counts, word by word: `password`,
/// `passwd`, `pwd`, `passphrase`, `secret`, `token`, `credential`, `webhook`, also in the plural and with something in
/// front ("dbpassword", "dbpwd"), and `access_key`, `api_key`, `private_key`, `aws.key`. A last word that tells another
/// thing takes it back: `token_count`, `password_file`, `secret_name`.
bool names_a_secret(std::string_view name);

/// The text with every URL in it as it may be shown: without user and password, and without the query of http(s).
std::string hide_url_secrets(std::string_view text);

/// The text with these values hidden. Values of less than four characters stay: they are everywhere.
std::string hide_values(std::string text, const std::vector<std::string>& values);

}  // namespace darties
