#include "pipeline/executor.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "base/mutex.h"
#include "base/text.h"
#include "pipeline/retry_policy.h"
#include "pipeline/watchdog.h"

namespace darties {

class Executor::State {
 public:
  State(Work work, Clock& clock) : work_(std::move(work)), clock_(clock), watchdog_(clock) {
    downstream_.resize(work_.tasks.size());
    waiting_.resize(work_.tasks.size(), 0);
    tries_.resize(work_.tasks.size(), 0);
    for (std::size_t i = 0; i < work_.tasks.size(); ++i) {
      states_.push_back(work_.tasks[i].state);
      for (const std::size_t up : work_.tasks[i].upstream) downstream_[up].push_back(i);
    }
  }

  std::vector<TaskState> run(const std::stop_token& stop) {
    start();
    {
      const std::stop_callback cancel(stop, [this] { cancel_all(); });
      std::vector<std::jthread> workers;
      const std::size_t count = std::min(work_.max_parallel, work_.tasks.size());
      for (std::size_t i = 1; i < count; ++i) workers.emplace_back([this] { take_tasks(); });
      take_tasks();
    }
    std::vector<std::jthread> sleepers;
    {
      const MutexLock lock(mutex_);
      sleepers.swap(sleepers_);
    }
    sleepers.clear();
    const MutexLock lock(mutex_);
    if (bug_) std::rethrow_exception(bug_);
    return states_;
  }

 private:
  /// A try that is going on.
  struct Try {
    std::stop_source stop;
    bool timed_out = false;
  };

  void start() {
    const MutexLock lock(mutex_);
    for (std::size_t i = 0; i < work_.tasks.size(); ++i) {
      if (states_[i] != TaskState::kPending) {
        tell({.task = i, .state = states_[i]});
        continue;
      }
      ++open_;
      for (const std::size_t up : work_.tasks[i].upstream) {
        if (states_[up] == TaskState::kPending) ++waiting_[i];
      }
      if (waiting_[i] == 0) ready_.insert(i);
    }
  }

  /// What a worker does until all tasks are done: it runs tries, without the lock.
  void take_tasks() {
    MutexLock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this]() REQUIRES(mutex_) { return open_ == 0 || !ready_.empty(); });
      if (open_ == 0) return;
      const std::size_t task = *ready_.begin();
      ready_.erase(ready_.begin());
      const std::stop_token stop = begin_try(task);
      const int number = tries_[task];
      lock.unlock();
      const std::optional<Error> error = run_body(task, number, stop);
      lock.lock();
      end_try(task, error);
    }
  }

  /// What asks the try to stop.
  std::stop_token begin_try(std::size_t task) REQUIRES(mutex_) {
    const int number = ++tries_[task];
    const auto current = running_.emplace(task, Try{}).first;
    if (stopping_) current->second.stop.request_stop();
    set_state({.task = task, .state = TaskState::kRunning, .try_number = number});
    return current->second.stop.get_token();
  }

  void end_try(std::size_t task, std::optional<Error> error) REQUIRES(mutex_) {
    const auto current = running_.find(task);
    if (error && current->second.timed_out && error->kind() == ErrorKind::kCancelled) {
      error = Error(ErrorKind::kUnavailable, "stopped: took longer than its timeout of {}",
                    human_duration(work_.tasks[task].policy.timeout.count()));
    }
    running_.erase(current);
    settle(task, tries_[task], error);
  }

  std::optional<Error> run_body(std::size_t task, int number, const std::stop_token& stop) {
    const Clock::Duration timeout = work_.tasks[task].policy.timeout;
    std::optional<Watchdog::Ticket> alarm;
    if (timeout > Clock::Duration::zero())
      alarm = watchdog_.set(timeout, [this, task] { time_out(task); });
    std::optional<Error> error;
    try {
      work_.body(task, number, stop);
    } catch (const Error& fault) {
      error = fault;
    } catch (const std::exception& fault) {
      error = Error(ErrorKind::kBug, "{}", fault.what());
    }
    if (alarm) watchdog_.call_off(*alarm);
    return error;
  }

  void time_out(std::size_t task) {
    std::stop_source stop(std::nostopstate);
    {
      const MutexLock lock(mutex_);
      const auto found = running_.find(task);
      if (found == running_.end()) return;
      found->second.timed_out = true;
      stop = found->second.stop;
    }
    stop.request_stop();
  }

  /// Decides what follows from a try that ended.
  void settle(std::size_t task, int number, const std::optional<Error>& error) REQUIRES(mutex_) {
    if (!error) {
      finish({.task = task, .state = TaskState::kSuccess, .try_number = number});
      release_downstream(task);
    } else if (error->kind() == ErrorKind::kCancelled) {
      finish(
          {.task = task, .state = TaskState::kCancelled, .try_number = number, .error = &*error});
      fail_downstream(task, stopping_ ? TaskState::kCancelled : TaskState::kUpstreamFailed);
    } else if (is_worth_retrying(*error) && number <= work_.tasks[task].policy.retries &&
               !stopping_ && !bug_) {
      wait_for_next_try(task, number, *error);
    } else {
      finish({.task = task, .state = TaskState::kFailed, .try_number = number, .error = &*error});
      fail_downstream(task, TaskState::kUpstreamFailed);
    }
    if (error && error->kind() == ErrorKind::kBug && !bug_) {
      bug_ = std::make_exception_ptr(*error);
      cancel_pending();
      stop_sleeping_.request_stop();
    }
  }

  void wait_for_next_try(std::size_t task, int number, const Error& error) REQUIRES(mutex_) {
    const Clock::Duration wait = retry_wait(work_.tasks[task].policy, number, work_.chance());
    set_state({.task = task,
               .state = TaskState::kRetrying,
               .try_number = number,
               .error = &error,
               .next_try = wait});
    sleepers_.emplace_back([this, task, wait, stop = stop_sleeping_.get_token()] {
      clock_.sleep(wait, stop);
      const MutexLock lock(mutex_);
      if (states_[task] == TaskState::kRetrying) ready_.insert(task);
      changed_.notify_all();
    });
  }

  void release_downstream(std::size_t task) REQUIRES(mutex_) {
    for (const std::size_t next : downstream_[task]) {
      if (states_[next] != TaskState::kPending) continue;
      if (--waiting_[next] == 0) ready_.insert(next);
    }
    changed_.notify_all();
  }

  void fail_downstream(std::size_t task, TaskState state) REQUIRES(mutex_) {
    for (const std::size_t next : downstream_[task]) {
      if (states_[next] != TaskState::kPending) continue;
      finish({.task = next, .state = state});
      fail_downstream(next, state);
    }
  }

  void cancel_all() {
    std::vector<std::stop_source> running;
    {
      const MutexLock lock(mutex_);
      stopping_ = true;
      cancel_pending();
      for (auto& [task, attempt] : running_) running.push_back(attempt.stop);
    }
    for (std::stop_source& stop : running) stop.request_stop();
    stop_sleeping_.request_stop();
  }

  void cancel_pending() REQUIRES(mutex_) {
    ready_.clear();
    for (std::size_t i = 0; i < work_.tasks.size(); ++i) {
      const TaskState state = states_[i];
      if (state != TaskState::kPending && state != TaskState::kRetrying) continue;
      finish({.task = i, .state = TaskState::kCancelled, .try_number = tries_[i]});
    }
  }

  void finish(const TaskEvent& event) REQUIRES(mutex_) {
    set_state(event);
    --open_;
    changed_.notify_all();
  }

  void set_state(const TaskEvent& event) REQUIRES(mutex_) {
    states_[event.task] = event.state;
    tell(event);
  }

  void tell(const TaskEvent& event) const REQUIRES(mutex_) {
    if (work_.on_event) work_.on_event(event);
  }

  const Work work_;
  Clock& clock_;
  Mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<TaskState> states_ GUARDED_BY(mutex_);
  std::vector<std::vector<std::size_t>> downstream_ GUARDED_BY(mutex_);
  std::vector<std::size_t> waiting_ GUARDED_BY(mutex_);  // for how many tasks each still waits
  std::vector<int> tries_ GUARDED_BY(mutex_);
  std::set<std::size_t> ready_ GUARDED_BY(mutex_);
  std::map<std::size_t, Try> running_ GUARDED_BY(mutex_);
  std::size_t open_ GUARDED_BY(mutex_) = 0;  // tasks that are not done
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::exception_ptr bug_ GUARDED_BY(mutex_);
  std::stop_source stop_sleeping_;
  std::vector<std::jthread> sleepers_ GUARDED_BY(mutex_);  // tasks that wait for their next try
  Watchdog watchdog_;
};

Executor::Executor(Work work, Clock& clock)
    : state_(std::make_unique<State>(std::move(work), clock)) {}
Executor::~Executor() = default;

std::vector<TaskState> Executor::run(const std::stop_token& stop) { return state_->run(stop); }

}  // namespace darties
