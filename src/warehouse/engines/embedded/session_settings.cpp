#include "warehouse/engines/embedded/session_settings.h"

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

using Values = std::map<std::string, std::string, std::less<>>;

// What Redshift answers to SHOW when nothing was set.
const Values& defaults() {
  static const Values kDefaults = {
      {"analyze_threshold_percent", "10"},
      {"client_encoding", "UTF8"},
      {"datestyle", "ISO, MDY"},
      {"enable_case_sensitive_identifier", "off"},
      {"enable_result_cache_for_session", "on"},
      {"error_on_nondeterministic_update", "off"},
      {"extra_float_digits", "0"},
      {"query_group", "default"},
      {"search_path", "$user, public"},
      {"server_version", "8.0.2"},
      {"statement_timeout", "0"},
      {"timezone", "UTC"},
      {"transaction_isolation", "serializable"},
      {"transaction_read_only", "off"},
      {"wlm_query_slot_count", "1"},
  };
  return kDefaults;
}

bool means_on(std::string_view value) {
  const std::string text = lower_ascii(value);
  return text == "on" || text == "true" || text == "1" || text == "yes" || text == "t";
}

/// Switches that change answers, with the only position that the engine knows.
bool is_followed(const std::string& name, const std::string& value) {
  static const std::map<std::string, bool, std::less<>> kPositions = {
      {"cast_super_null_on_error", true},          {"describe_field_name_in_uppercase", false},
      {"enable_case_sensitive_identifier", false}, {"enable_case_sensitive_super_attribute", false},
      {"json_parse_dedup_attributes", false},      {"navigate_super_null_on_error", true},
      {"parse_super_null_on_error", false},
  };
  const std::string text = lower_ascii(value);
  if (text == "default") return true;
  if (name == "datestyle") return text.starts_with("iso") && text.find("dmy") == std::string::npos;
  const auto known = kPositions.find(name);
  return known == kPositions.end() || known->second == means_on(value);
}

}  // namespace

SessionSettings::SessionSettings() : values_(defaults()) {}

void SessionSettings::set(const std::string& name,
                          const std::optional<std::vector<std::string>>& values) {
  if (name == "all" && !values) {
    values_ = defaults();
    return;
  }
  if (values) {
    const std::string value = join(*values, ", ");
    if (!is_followed(name, value)) {
      throw Error(ErrorKind::kInvalid,
                  "not supported on the embedded engine yet: SET {} TO {}. Leave it as it is", name,
                  value);
    }
    values_[name] = value;
    return;
  }
  const auto usual = defaults().find(name);
  if (usual == defaults().end()) {
    values_.erase(name);
  } else {
    values_[name] = usual->second;
  }
}

std::optional<std::string> SessionSettings::value(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

bool SessionSettings::is_on(std::string_view name) const {
  return means_on(value(name).value_or("off"));
}

std::vector<std::string> SessionSettings::search_path() const {
  std::vector<std::string> schemas;
  const std::string path = value("search_path").value_or("");
  for (const std::string_view piece : split(path, ',')) {
    std::string_view schema = trim(piece);
    if (schema.size() >= 2 && (schema.front() == '"' || schema.front() == '\'') &&
        schema.back() == schema.front()) {
      schema = schema.substr(1, schema.size() - 2);
    }
    if (!schema.empty() && schema != "$user") schemas.emplace_back(schema);
  }
  return schemas;
}

}  // namespace darties
