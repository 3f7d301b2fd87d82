#include "warehouse/engines/embedded/session_settings.h"

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

}  // namespace

SessionSettings::SessionSettings() : values_(defaults()) {}

void SessionSettings::set(const std::string& name,
                          const std::optional<std::vector<std::string>>& values) {
  if (name == "all" && !values) {
    values_ = defaults();
    return;
  }
  if (values) {
    values_[name] = join(*values, ", ");
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
  const std::string text = lower_ascii(value(name).value_or("off"));
  return text == "on" || text == "true" || text == "1" || text == "yes" || text == "t";
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
