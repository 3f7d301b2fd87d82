#include "cli/transfer_display.h"

#include <ostream>

#include "base/files.h"
#include "base/text.h"

namespace darties::cli {
namespace {

constexpr Clock::Duration kBetweenLooks{200};

std::string counted_files(std::size_t count) {
  return fmt::format("{} {}", with_thousands(static_cast<std::int64_t>(count)),
                     count == 1 ? "file" : "files");
}

}  // namespace

TransferDisplay::TransferDisplay(House& house, std::string verb, const TransferPlan& plan)
    : house_(house), verb_(std::move(verb)), plan_(plan), started_(house.clock().elapsed()) {}

TransferDisplay::~TransferDisplay() { erase(); }

void TransferDisplay::erase() {
  if (drawn_) house_.err() << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

void TransferDisplay::moved(const TransferItem& item) {
  const MutexLock lock(mutex_);
  ++files_;
  bytes_ += item.size_bytes;
  const auto now = house_.clock().elapsed();
  if (!house_.terminal().err || house_.options().quiet || now < next_look_) return;
  next_look_ = now + kBetweenLooks;
  drawn_ = true;
  house_.err() << fmt::format("\r\x1b[K{} of {}, {}",
                              with_thousands(static_cast<std::int64_t>(files_)),
                              counted_files(plan_.moves.size()), human_bytes(bytes_))
               << std::flush;
}

std::string TransferDisplay::summary() const {
  const MutexLock lock(mutex_);
  const auto took = human_duration((house_.clock().elapsed() - started_).count());
  std::string line =
      fmt::format("{} {} ({}) in {}", verb_, counted_files(files_), human_bytes(bytes_), took);
  if (!plan_.same.empty()) {
    line +=
        fmt::format(", {} unchanged", with_thousands(static_cast<std::int64_t>(plan_.same.size())));
  }
  return line;
}

void print_plan(House& house, const TransferPlan& plan, std::string_view verb, const Store& store,
                bool deletes) {
  const auto table =
      house.table({{"action"}, {"file"}, {"object"}, {"bytes", OutputColumn::Kind::kNumber}});
  for (const TransferItem& item : plan.moves) {
    table->row({std::string(verb), shown_path(item.file), store.describe(item.key),
                std::to_string(item.size_bytes)});
  }
  if (deletes) {
    for (const std::string& key : plan.surplus)
      table->row({"delete", std::nullopt, store.describe(key), std::nullopt});
  }
  table->finish();
}

}  // namespace darties::cli
