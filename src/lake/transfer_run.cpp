// Small files go many at a time; large ones, which a store cuts into parts of its own, only a few, so that memory stays bounded.
#include <algorithm>
#include <semaphore>

#include "lake/parallel.h"
#include "lake/transfer.h"
#include "lake/transfer_files.h"
#include "lake/unfinished_files.h"

namespace darties {
namespace {

constexpr std::uint64_t kLargeFile = 1 << 20;
constexpr int kLargeAtOnce = 4;

using Move = void (*)(const TransferItem&, Store&, const std::stop_token&);
using Room = std::counting_semaphore<kLargeAtOnce>;

/// A place among the large ones, given back at the end.
class Place {
 public:
  explicit Place(Room& room) : room_(room) { room_.acquire(); }
  ~Place() { room_.release(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  Room& room_;
};

void move_all(const std::vector<TransferItem>& moves, Store& store, const TransferOptions& options,
              Move move) {
  std::vector<const TransferItem*> order;
  for (const TransferItem& item : moves) order.push_back(&item);
  std::stable_partition(order.begin(), order.end(),
                        [](const auto* item) { return item->size_bytes <= kLargeFile; });
  Room room(kLargeAtOnce);
  for_each_parallel(order.size(), options.threads, options.stop, [&](std::size_t i) {
    const TransferItem& item = *order[i];
    if (item.size_bytes > kLargeFile) {
      const Place place(room);
      move(item, store, options.stop);
    } else {
      move(item, store, options.stop);
    }
    if (options.moved) options.moved(item);
  });
}

}  // namespace

void upload(const TransferPlan& plan, Store& store, const TransferOptions& options) {
  move_all(plan.moves, store, options, send_file);
}

void download(const TransferPlan& plan, Store& store, const TransferOptions& options) {
  UnfinishedFiles unfinished;
  for (const auto& item : plan.moves) unfinished.remove_once(item.file.parent_path());
  move_all(plan.moves, store, options, receive_file);
}

}  // namespace darties
