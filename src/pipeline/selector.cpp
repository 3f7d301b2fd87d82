#include "pipeline/selector.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>

#include "base/text.h"
#include "pipeline/operator.h"

namespace darties {
namespace {

constexpr int kNone = 0;
constexpr int kAll = std::numeric_limits<int>::max();

/// One selector without ',' and ' ': "2+stage_*+".
struct Atom {
  std::string name;
  bool of_operator = false;
  bool with_relatives = false;  ///< '@'
  int steps_before = kNone;
  int steps_after = kNone;
};

/// Pieces between separators that do not stand in brackets: "stage[V,Fours],x" has two.
std::vector<std::string> split_outside_brackets(std::string_view text,
                                                std::string_view separators) {
  std::vector<std::string> pieces(1);
  int depth = 0;
  for (const char c : text) {
    if (c == '[') ++depth;
    if (c == ']') --depth;
    if (depth <= 0 && separators.find(c) != std::string_view::npos) {
      pieces.emplace_back();
    } else {
      pieces.back() += c;
    }
  }
  return pieces;
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int parse_steps(std::string_view digits) {
  if (digits.empty()) return kAll;
  int steps = kAll;
  std::from_chars(digits.data(), digits.data() + digits.size(), steps);
  return steps;
}

Atom parse_atom(std::string_view text) {
  Atom atom;
  std::string_view rest = text;
  if (rest.starts_with('@')) {
    atom.with_relatives = true;
    rest.remove_prefix(1);
  }
  if (const auto plus = rest.find('+');
      plus != std::string_view::npos && is_digits(rest.substr(0, plus)) && plus + 1 < rest.size()) {
    atom.steps_before = parse_steps(rest.substr(0, plus));
    rest.remove_prefix(plus + 1);
  }
  if (const auto plus = rest.rfind('+');
      plus != std::string_view::npos && is_digits(rest.substr(plus + 1))) {
    atom.steps_after = parse_steps(rest.substr(plus + 1));
    rest = rest.substr(0, plus);
  }
  if (rest.starts_with("operator:")) {
    atom.of_operator = true;
    rest.remove_prefix(9);
  }
  atom.name = rest;
  if (atom.name.empty() || atom.name.find_first_of("+@") != std::string::npos ||
      (atom.with_relatives && atom.steps_before != kNone)) {
    throw Error(ErrorKind::kInvalid,
                "not a selector: '{}' (try stage_events, stage_*, +checks, songplays+1, a,b)",
                text);
  }
  return atom;
}

class Selection {
 public:
  explicit Selection(const Pipeline& pipeline) : pipeline_(pipeline), graph_(pipeline) {}

  std::vector<bool> union_of(const std::vector<std::string>& selectors) const {
    std::vector<bool> chosen(graph_.size(), false);
    for (const std::string& selector : selectors) {
      for (const std::string& piece : split_outside_brackets(selector, " \t\n")) {
        if (piece.empty()) continue;
        const std::vector<bool> more = intersection_of(piece);
        std::transform(chosen.begin(), chosen.end(), more.begin(), chosen.begin(),
                       std::logical_or<>());
      }
    }
    return chosen;
  }

 private:
  std::vector<bool> intersection_of(const std::string& text) const {
    std::vector<bool> chosen(graph_.size(), true);
    for (const std::string& piece : split_outside_brackets(text, ",")) {
      const std::vector<bool> more = tasks_of(parse_atom(piece));
      std::transform(chosen.begin(), chosen.end(), more.begin(), chosen.begin(),
                     std::logical_and<>());
    }
    return chosen;
  }

  std::vector<bool> tasks_of(const Atom& atom) const {
    std::vector<bool> named(graph_.size(), false);
    for (std::size_t i = 0; i < named.size(); ++i) named[i] = fits(atom, pipeline_.tasks[i]);
    if (std::find(named.begin(), named.end(), true) == named.end()) refuse_nothing(atom);
    std::vector<bool> chosen = named;
    spread(named, atom.with_relatives ? kAll : atom.steps_after, &Graph::downstream, chosen);
    if (atom.with_relatives) {
      spread(std::vector<bool>(chosen), kAll, &Graph::upstream, chosen);
    } else {
      spread(named, atom.steps_before, &Graph::upstream, chosen);
    }
    return chosen;
  }

  static bool fits(const Atom& atom, const TaskSpec& task) {
    if (atom.of_operator) return matches_glob(atom.name, task.op->name);
    return atom.name == task.name || atom.name == task.family ||
           matches_glob(atom.name, task.family) || matches_glob(atom.name, task.name);
  }

  /// "a, b, c", each once; the first ones of many.
  static std::string list_of(const std::vector<std::string>& names) {
    constexpr std::size_t kShown = 12;
    std::vector<std::string> once;
    for (const std::string& name : names) {
      if (std::find(once.begin(), once.end(), name) == once.end()) once.push_back(name);
    }
    const bool cut = once.size() > kShown;
    if (cut) once.resize(kShown);
    return join(once, ", ") + (cut ? ", …" : "");
  }

  [[noreturn]] void refuse_nothing(const Atom& atom) const {
    const bool names_one = atom.name.find('[') != std::string::npos;
    std::vector<std::string> known;
    for (const TaskSpec& task : pipeline_.tasks)
      known.push_back(names_one ? task.name : task.family);
    const std::string near = suggestion(atom.name, known);
    throw Error(ErrorKind::kNotFound, "no task of {} fits the selector '{}'{}", pipeline_.name,
                atom.name, near.empty() ? "; its tasks are " + list_of(known) : near);
  }

  /// Adds to `chosen` what lies up to `steps` away from `start`.
  void spread(std::vector<bool> start, int steps,
              const std::vector<std::size_t>& (Graph::*neighbours)(std::size_t) const,
              std::vector<bool>& chosen) const {
    std::vector<bool> reached = start;
    bool grew = true;
    for (int step = 0; step < steps && grew; ++step) {
      std::vector<bool> next(start.size(), false);
      grew = false;
      for (std::size_t i = 0; i < start.size(); ++i) {
        if (!start[i]) continue;
        for (const std::size_t neighbour : (graph_.*neighbours)(i)) {
          if (reached[neighbour]) continue;
          reached[neighbour] = next[neighbour] = chosen[neighbour] = grew = true;
        }
      }
      start = std::move(next);
    }
  }

  const Pipeline& pipeline_;
  Graph graph_;
};

}  // namespace

std::vector<bool> select_tasks(const Pipeline& pipeline, const std::vector<std::string>& select,
                               const std::vector<std::string>& exclude) {
  const Selection selection(pipeline);
  std::vector<bool> chosen =
      select.empty() ? std::vector<bool>(pipeline.tasks.size(), true) : selection.union_of(select);
  const std::vector<bool> excluded = selection.union_of(exclude);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (excluded[i]) chosen[i] = false;
  }
  return chosen;
}

}  // namespace darties
