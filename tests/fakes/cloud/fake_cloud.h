#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "fakes/cloud/fake_s3.h"
#include "fakes/cloud/faults.h"
#include "fakes/cloud/signature_check.h"
#include "fakes/cloud/wire_server.h"

namespace darties::fakes {

/// One request as it was received, for tests that look for what must not be sent.
struct LoggedRequest {
  CallName call;
  std::string target;
  WireHeaders headers;
  int status = 0;  ///< of the answer; 0: none was given
};

/// An AWS of our own on 127.0.0.1: S3, and what a request needs to get there. It verifies every signature, and fails
/// as told.
///
///     FakeCloud cloud;                                  // a free port; key pair kTestKeyId / kTestSecret
///     cloud.s3.make_bucket("lake");
///     cloud.faults.add({.operation = "GetObject", .kind = FaultKind::kReset, .times = 2});
///     open(cloud.url()); …
///     EXPECT_EQ(cloud.count("GetObject"), 3);
///
/// Paths below /_fake/ administer it (see admin.h); all else is a call. Which service is meant says the scope of the
/// signature; without one the form of the request.
/// Threads: every method may be called from any thread at the same time.
class FakeCloud {
 public:
  static constexpr const char* kTestKeyId = "AKIACANARYKEYID00001";
  static constexpr const char* kTestSecret = "canary-secret-of-the-tests-00001";

  explicit FakeCloud(int port = 0);
  ~FakeCloud();

  int port() const { return server_.port(); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }

  FakeS3 s3;
  KeyRing keys;
  FaultBook faults;

  /// Every call is answered so much later.
  std::atomic<int> latency_ms = 0;
  /// How far the server's clock is ahead of the true one.
  std::atomic<int> clock_offset_seconds = 0;
  std::atomic<bool> checks_signatures = true;
  /// Whether requests are remembered; off for long measurements.
  std::atomic<bool> keeps_log = true;
  /// The region that signatures must name where no bucket says another; empty: any.
  std::string region = "us-east-1";

  Time now() const;
  /// Calls of this operation so far, struck by faults or not; of all when empty.
  int count(const std::string& operation = "") const;
  std::map<std::string, int> counts() const;
  /// The most calls that were being answered at the same time.
  int highest_in_flight() const { return highest_in_flight_; }
  std::vector<LoggedRequest> log() const;
  /// Forgets counts and log; rules and objects stay.
  void forget_calls();

 private:
  WireAnswer answer(const WireRequest& request);
  WireAnswer answer_call(const WireRequest& request, const CallName& name);
  WireAnswer carry_out(const WireRequest& request, const CallName& name);
  WireAnswer strike(const WireRequest& request, const CallName& name, const FaultRule& rule);
  WireAnswer serve(const WireRequest& request, const CallName& name);
  void authenticate(const WireRequest& request, const CallName& name);
  std::string region_for(const CallName& name) const;
  void note(const WireRequest& request, const CallName& name, const WireAnswer& answer);
  void gauge();

  mutable std::mutex mutex_;  // guards counts_ and log_
  std::map<std::string, int> counts_;
  std::vector<LoggedRequest> log_;
  std::atomic<int> in_flight_ = 0;
  std::atomic<int> highest_in_flight_ = 0;
  WireServer server_;  // last: it is stopped first
};

}  // namespace darties::fakes
