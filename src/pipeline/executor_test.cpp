#include "pipeline/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

#include "base/cancellation.h"
#include "fakes/fake_clock.h"

namespace darties {
namespace {

/// Records what an executor does.
class Recorder {
 public:
  Executor::Work work(std::vector<ExecutorTask> tasks, std::size_t max_parallel = 1) {
    names_.clear();
    for (const ExecutorTask& task : tasks) names_.push_back(task.name);
    return {.tasks = std::move(tasks),
            .body = [this](std::size_t task, int number,
                           const std::stop_token& stop) { run(task, number, stop); },
            .on_event = [this](const TaskEvent& event) { tell(event); },
            .max_parallel = max_parallel};
  }

  std::function<void(std::size_t, int, const std::stop_token&)> body =
      [](std::size_t, int, const std::stop_token&) {};
  std::string events;

 private:
  void run(std::size_t task, int number, const std::stop_token& stop) { body(task, number, stop); }
  void tell(const TaskEvent& event) {
    if (event.state == TaskState::kRunning) return;
    events += names_[event.task] + ":" + std::string(to_string(event.state)) + " ";
  }

  std::vector<std::string> names_;
};

std::vector<ExecutorTask> chain(std::size_t length) {
  std::vector<ExecutorTask> tasks;
  for (std::size_t i = 0; i < length; ++i) {
    tasks.push_back({.name = std::string(1, static_cast<char>('a' + i))});
    if (i > 0) tasks.back().upstream.push_back(i - 1);
  }
  return tasks;
}

TEST(Executor, RunsTasksAfterThoseTheyWaitFor) {
  FakeClock clock;
  Recorder recorder;
  Executor(recorder.work(chain(3)), clock).run({});
  EXPECT_EQ(recorder.events, "a:success b:success c:success ");
}

TEST(Executor, SkipsWhatComesAfterAFailureAndGoesOnWithTheRest) {
  FakeClock clock;
  Recorder recorder;
  auto tasks = chain(3);
  tasks.push_back({.name = "sibling"});
  recorder.body = [](std::size_t task, int, const std::stop_token&) {
    if (task == 0) throw Error(ErrorKind::kInvalid, "bad");
  };
  const auto states = Executor(recorder.work(tasks), clock).run({});
  EXPECT_EQ(recorder.events, "a:failed b:upstream_failed c:upstream_failed sibling:success ");
  EXPECT_EQ(states[3], TaskState::kSuccess);
}

TEST(Executor, TriesAgainWhatIsUnavailableAndNothingElse) {
  FakeClock clock;
  Recorder recorder;
  std::vector<ExecutorTask> tasks = {
      {.name = "a", .policy = {.retries = 3, .retry_delay = Clock::Duration(30'000)}}};
  int runs = 0;
  recorder.body = [&](std::size_t, int number, const std::stop_token&) {
    ++runs;
    EXPECT_EQ(number, runs);
    if (runs < 3) throw Error(ErrorKind::kUnavailable, "busy");
  };
  Executor(recorder.work(tasks), clock).run({});
  EXPECT_EQ(recorder.events, "a:retrying a:retrying a:success ");
  EXPECT_EQ(clock.slept(), Clock::Duration(90'000));
}

TEST(Executor, GivesUpWhenAllTriesAreUsed) {
  FakeClock clock;
  Recorder recorder;
  std::vector<ExecutorTask> tasks = {
      {.name = "a", .policy = {.retries = 1, .retry_delay = Clock::Duration(1000)}}};
  recorder.body = [](std::size_t, int, const std::stop_token&) {
    throw Error(ErrorKind::kUnavailable, "busy");
  };
  EXPECT_EQ(Executor(recorder.work(tasks), clock).run({}).front(), TaskState::kFailed);
  EXPECT_EQ(recorder.events, "a:retrying a:failed ");
}

TEST(Executor, StopsATaskThatTakesTooLong) {
  FakeClock clock;
  Recorder recorder;
  std::vector<ExecutorTask> tasks = {
      {.name = "a", .policy = {.retries = 0, .timeout = Clock::Duration(60'000)}}};
  std::string error;
  recorder.body = [](std::size_t, int, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait(lock, stop, [] { return false; });  // until it is asked to stop
    throw_if_cancelled(stop, "waiting");
  };
  auto work = recorder.work(tasks);
  work.on_event = [&](const TaskEvent& event) {
    if (event.error != nullptr) error = event.error->what();
  };
  EXPECT_EQ(Executor(std::move(work), clock).run({}).front(), TaskState::kFailed);
  EXPECT_EQ(error.substr(0, 45), "stopped: took longer than its timeout of 1 mi");
}

TEST(Executor, CancelsTheRestWhenAskedToStop) {
  FakeClock clock;
  Recorder recorder;
  std::stop_source stop;
  recorder.body = [&](std::size_t, int, const std::stop_token& mine) {
    stop.request_stop();
    throw_if_cancelled(mine, "working");
  };
  const auto states = Executor(recorder.work(chain(3)), clock).run(stop.get_token());
  EXPECT_EQ(states, (std::vector<TaskState>(3, TaskState::kCancelled)));
}

TEST(Executor, KeepsWhatSucceededThoughItWasAskedToStop) {
  FakeClock clock;
  Recorder recorder;
  std::stop_source stop;
  recorder.body = [&](std::size_t, int, const std::stop_token&) { stop.request_stop(); };
  const auto states = Executor(recorder.work(chain(2)), clock).run(stop.get_token());
  EXPECT_EQ(states[0], TaskState::kSuccess);
  EXPECT_EQ(states[1], TaskState::kCancelled);
}

TEST(Executor, TakesSkippedTasksAsDone) {
  FakeClock clock;
  Recorder recorder;
  auto tasks = chain(2);
  tasks[0].state = TaskState::kSkipped;
  Executor(recorder.work(tasks), clock).run({});
  EXPECT_EQ(recorder.events, "a:skipped b:success ");
}

TEST(Executor, RunsSideBySideWhatMayRunSideBySide) {
  FakeClock clock;
  Recorder recorder;
  std::vector<ExecutorTask> tasks = {{.name = "a"}, {.name = "b"}};
  std::mutex mutex;
  std::condition_variable met;
  int here = 0;
  recorder.body = [&](std::size_t, int, const std::stop_token&) {
    std::unique_lock lock(mutex);
    ++here;
    met.notify_all();
    met.wait(lock, [&] { return here == 2; });  // hangs unless both run at once
  };
  const auto states = Executor(recorder.work(tasks, 2), clock).run({});
  EXPECT_EQ(states, (std::vector<TaskState>(2, TaskState::kSuccess)));
}

TEST(Executor, RunsNoMoreThanItMayAtOnce) {
  FakeClock clock;
  Recorder recorder;
  std::vector<ExecutorTask> tasks(20);
  std::atomic<int> now{0};
  std::atomic<int> most{0};
  recorder.body = [&](std::size_t, int, const std::stop_token&) {
    most = std::max(most.load(), ++now);
    --now;
  };
  Executor(recorder.work(tasks, 2), clock).run({});
  EXPECT_LE(most.load(), 2);
}

TEST(Executor, EndsTheRunOnAFaultOfOurOwn) {
  FakeClock clock;
  Recorder recorder;
  recorder.body = [](std::size_t, int, const std::stop_token&) {
    throw std::runtime_error("broken");
  };
  Executor executor(recorder.work(chain(2)), clock);
  EXPECT_THROW(executor.run({}), Error);
  EXPECT_EQ(recorder.events, "a:failed b:upstream_failed ");
}

}  // namespace
}  // namespace darties
