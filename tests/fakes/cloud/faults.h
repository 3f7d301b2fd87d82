#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace darties::fakes {

/// What one request asks for, as faults and counts see it.
struct CallName {
  std::string service;    ///< "s3", "iam", "redshift", …, "metadata"
  std::string operation;  ///< "GetObject", "CreateCluster"
  std::string method;     ///< "GET"
  std::string key;        ///< S3: "bucket/key"; empty elsewhere
};

/// What goes wrong.
enum class FaultKind {
  kError,  ///< `status`, `code`, `message`, in the words of the service
  kHtml,   ///< `status` (500) with a page of HTML
  kCut,  ///< Content-Length as promised, but only `bytes` of it (-1: half), then the connection ends
  kReset,       ///< no answer: the connection is reset
  kSilence,     ///< no answer for `milliseconds`, then the connection is reset
  kDelay,       ///< a right answer, `milliseconds` late
  kSlow,        ///< a right answer, `bytes` a second
  kCorrupt,     ///< a right answer in which one byte of the body is another one
  kWrongEtag,   ///< a right answer with another ETag and other checksums
  kRedirect,    ///< `status` 301, 307 or 400, to `region`
  kErrorIn200,  ///< 200 whose body is <Error> with `code`
  kHold         ///< waits for release() before it goes on
};

/// One fault, and when it strikes.
///
///     faults.add({.operation = "GetObject", .key = "*/songs/*", .kind = FaultKind::kCut, .nth = 3, .times = 2});
struct FaultRule {
  std::string service;    ///< empty: every
  std::string operation;  ///< a pattern as of file names; empty: every
  std::string method;     ///< empty: every
  std::string key;        ///< a pattern over "bucket/key"; '*' takes '/' too; empty: every
  FaultKind kind = FaultKind::kError;
  int nth = 1;         ///< the first matching call that is struck, counted from 1
  int times = 1;       ///< how many calls in a row from there; -1: all
  int every = 1;       ///< of the calls from `nth` on, one in so many
  bool after = false;  ///< strikes after the call has been carried out, not in its place
  int status = 503;
  std::string code = "SlowDown";
  std::string message = "Please reduce your request rate.";
  int milliseconds = 0;
  long bytes = -1;
  std::string region;
  int seen = 0;    ///< matching calls so far
  int struck = 0;  ///< and how many of them were struck
};

/// The rules, and the calls that are being held.
/// Threads: every method may be called from any thread at the same time.
class FaultBook {
 public:
  /// Returns the number of the rule.
  int add(FaultRule rule);
  void clear();
  std::vector<FaultRule> rules() const;
  /// The rule that strikes this call; the first one that matches and is due.
  bool strike(const CallName& call, FaultRule& found);

  /// Stands still until release() or close(). False: the call shall be dropped, not carried out.
  bool hold(const CallName& call);
  /// Waits until a call is held; false after `milliseconds`.
  bool wait_for_hold(int milliseconds, CallName& held);
  /// Lets all held calls go on, or drops them.
  void release(bool carry_out);
  void close();

 private:
  mutable std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::vector<FaultRule> rules_;
  std::vector<CallName> held_;
  int releases_ = 0;
  bool carry_out_ = true;
  bool closed_ = false;
};

}  // namespace darties::fakes
