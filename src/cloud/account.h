#pragma once

#include <functional>
#include <initializer_list>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/aws/json_client.h"
#include "base/aws/query_client.h"
#include "base/clock.h"
#include "cloud/journal.h"
#include "cloud/tags.h"

namespace darties::cloud {

/// How long things in an account take.
struct Patience {
  Clock::Duration poll{10'000};      ///< first pause between two looks; grows to six times as much
  Clock::Duration settle{60'000};    ///< how long what was made may stay unseen by other calls
  Clock::Duration assume{120'000};   ///< until a new role can be assumed
  Clock::Duration limit{1'800'000};  ///< until a cluster is there, or gone
};

/// A call that changes something: which, and what. Both go into the journal.
struct Change {
  std::string_view service;
  std::string_view action;
  std::string target;
};

/// An account in one region, through which everything in this room speaks to AWS. Changes are written into the journal
/// before and after the call.
///
/// Errors: those of aws::QueryClient. A missing permission also says where to find the smallest policy.
class Account {
 public:
  struct Options {
    std::string region;
    Patience patience;
    std::stop_token stop;
    std::function<void(std::string_view)> say;  ///< progress for people; may be empty
  };
  Account(aws::Access& access, Journal& journal, Options options);

  using Expected = std::initializer_list<std::string_view>;
  aws::QueryAnswer ask(std::string_view service, std::string_view action,
                       const aws::QueryParameters& parameters, Expected expected = {});
  aws::QueryAnswer change(const Change& change, const aws::QueryParameters& parameters,
                          Expected expected = {});
  /// The same for Redshift Serverless, whose calls are JSON documents.
  aws::JsonAnswer ask_serverless(std::string_view action, const std::string& document,
                                 Expected expected = {});
  aws::JsonAnswer change_serverless(const Change& change, const std::string& document,
                                    Expected expected = {});

  /// Looks until `ready` says so. False when `limit` is over; kCancelled when stopped.
  bool wait(Clock::Duration limit, const std::function<bool()>& ready);
  /// Whether `action` was called for `target` so recently that its result may not be seen yet.
  bool may_be_unseen(std::string_view action, std::string_view target);

  void say(std::string_view line) const;
  const std::string& region() const { return options_.region; }
  const Patience& patience() const { return options_.patience; }
  Clock& clock() { return access_.clock(); }
  Journal& journal() { return journal_; }
  aws::Access& access() { return access_; }
  const std::stop_token& stop() const { return options_.stop; }

 private:
  template <class Call>
  auto journaled(const Change& change, Call call);

  aws::Access& access_;
  Journal& journal_;
  Options options_;
};

}  // namespace darties::cloud
