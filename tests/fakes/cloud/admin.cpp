#include "fakes/cloud/admin.h"

#include <cstdlib>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "fakes/cloud/fake_cloud.h"
#include "fakes/cloud/fault_answers.h"

namespace darties::fakes {
namespace {

using Json = nlohmann::json;

FaultRule read_rule(const Json& json) {
  FaultRule rule;
  rule.service = json.value("service", rule.service);
  rule.operation = json.value("operation", rule.operation);
  rule.method = json.value("method", rule.method);
  rule.key = json.value("key", rule.key);
  rule.kind = fault_kind(json.value("kind", "error"));
  rule.nth = json.value("nth", rule.nth);
  rule.times = json.value("times", rule.times);
  rule.every = json.value("every", rule.every);
  rule.after = json.value("after", rule.after);
  rule.status = json.value("status", rule.status);
  rule.code = json.value("code", rule.code);
  rule.message = json.value("message", rule.message);
  rule.milliseconds = json.value("milliseconds", rule.milliseconds);
  rule.bytes = json.value("bytes", rule.bytes);
  rule.region = json.value("region", rule.region);
  return rule;
}

Json add_fault(FakeCloud& cloud, const Json& in) {
  return {{"rule", cloud.faults.add(read_rule(in))}};
}

Json show_faults(FakeCloud& cloud, const Json&) {
  Json rules = Json::array();
  for (const auto& rule : cloud.faults.rules()) {
    rules.push_back({{"operation", rule.operation},
                     {"key", rule.key},
                     {"seen", rule.seen},
                     {"struck", rule.struck}});
  }
  return rules;
}

Json clear_faults(FakeCloud& cloud, const Json&) {
  cloud.faults.clear();
  return Json::object();
}

Json wait_for_hold(FakeCloud& cloud, const Json& in) {
  CallName held;
  const bool any = cloud.faults.wait_for_hold(in.value("ms", 10000), held);
  return {
      {"held", any}, {"service", held.service}, {"operation", held.operation}, {"key", held.key}};
}

Json release(FakeCloud& cloud, const Json& in) {
  cloud.faults.release(in.value("carry_out", true));
  return Json::object();
}

Json change_settings(FakeCloud& cloud, const Json& in) {
  cloud.latency_ms = in.value("latency_ms", cloud.latency_ms.load());
  cloud.clock_offset_seconds = in.value("clock_offset_seconds", cloud.clock_offset_seconds.load());
  cloud.checks_signatures = in.value("checks_signatures", cloud.checks_signatures.load());
  cloud.keeps_log = in.value("keeps_log", cloud.keeps_log.load());
  cloud.s3.page_size = in.value("page_size", cloud.s3.page_size);
  cloud.s3.smallest_part = in.value("smallest_part", cloud.s3.smallest_part);
  cloud.region = in.value("region", cloud.region);
  cloud.s3.home_region = cloud.region.empty() ? "us-east-1" : cloud.region;
  return Json::object();
}

Json add_key(FakeCloud& cloud, const Json& in) {
  AccessKey key{in.at("id"), in.at("secret"), in.value("token", "")};
  if (in.contains("expires_in"))
    key.expires = cloud.now() + std::chrono::seconds(in["expires_in"].get<int>());
  cloud.keys.add(key);
  return Json::object();
}

Json make_bucket(FakeCloud& cloud, const Json& in) {
  cloud.s3.make_bucket(in.at("name"), in.value("region", "us-east-1"));
  return Json::object();
}

Json show_calls(FakeCloud& cloud, const Json&) {
  return {{"counts", cloud.counts()}, {"highest_in_flight", cloud.highest_in_flight()}};
}

Json forget_calls(FakeCloud& cloud, const Json&) {
  cloud.forget_calls();
  return Json::object();
}

Json show_log(FakeCloud& cloud, const Json&) {
  Json all = Json::array();
  for (const auto& logged : cloud.log()) {
    all.push_back({{"service", logged.call.service},
                   {"operation", logged.call.operation},
                   {"method", logged.call.method},
                   {"key", logged.call.key},
                   {"target", logged.target},
                   {"headers", logged.headers},
                   {"status", logged.status}});
  }
  return all;
}

Json show_state(FakeCloud& cloud, const Json&) {
  Json buckets = Json::object();
  for (const auto& name : cloud.s3.buckets()) buckets[name] = cloud.s3.keys(name).size();
  return {{"buckets", buckets}, {"unfinished_uploads", cloud.s3.unfinished_uploads()}};
}

using Action = Json (*)(FakeCloud&, const Json&);

Action action_of(const std::string& name) {
  static const std::map<std::string, Action> kActions = {
      {"POST faults", add_fault},      {"GET faults", show_faults},
      {"DELETE faults", clear_faults}, {"GET hold", wait_for_hold},
      {"POST release", release},       {"POST settings", change_settings},
      {"POST keys", add_key},          {"POST buckets", make_bucket},
      {"GET calls", show_calls},       {"DELETE calls", forget_calls},
      {"GET log", show_log},           {"GET state", show_state}};
  const auto found = kActions.find(name);
  if (found == kActions.end()) throw Refusal{404, "NoSuchAction", "the fake does not know " + name};
  return found->second;
}

Json read_input(const WireRequest& request) {
  if (!request.body.empty()) return Json::parse(request.body);
  Json input = Json::object();
  for (const auto& [name, value] : read_query(request.query()))
    input[name] = std::atoi(value.c_str());
  return input;
}

}  // namespace

WireAnswer administer(FakeCloud& cloud, const WireRequest& request) {
  const std::string name =
      request.method + " " + request.path().substr(std::string_view("/_fake/").size());
  const WireHeaders headers = {{"Content-Type", "application/json"}};
  const auto write = [](const Json& json) {
    return json.dump(-1, ' ', true, Json::error_handler_t::replace);
  };
  try {
    return {.headers = headers, .body = write(action_of(name)(cloud, read_input(request)))};
  } catch (const Refusal& refusal) {
    return {
        .status = refusal.status, .headers = headers, .body = write({{"error", refusal.message}})};
  } catch (const std::exception& error) {
    return {.status = 400, .headers = headers, .body = write({{"error", error.what()}})};
  }
}

}  // namespace darties::fakes
