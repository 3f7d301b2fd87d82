#include "cli/shell/line_editor.h"

#include <histedit.h>
#include <sys/stat.h>

#include <cstdint>
#include <cstdio>

#include "base/error.h"
#include "cli/input.h"

namespace darties::cli {
namespace {

struct EndEditor {
  void operator()(EditLine* editor) const { ::el_end(editor); }
};
struct EndHistory {
  void operator()(History* history) const { ::history_end(history); }
};

constexpr int kHistoryLines = 2000;

}  // namespace

struct LineEditor::State {
  std::unique_ptr<EditLine, EndEditor> editor;
  std::unique_ptr<History, EndHistory> history;
  std::filesystem::path file;
  std::string prompt;
  bool dropped = false;
  std::optional<Input> input = std::nullopt;

  static State& of(EditLine* editor) {
    void* state = nullptr;
    ::el_get(editor, EL_CLIENTDATA, &state);
    return *static_cast<State*>(state);
  }
};

namespace {

// One character of UTF-8. Called by libedit, in C: 1 for a character, 0 at the end, -1 when it shall stop.
int next_character(EditLine* editor, wchar_t* character) noexcept {
  try {
    Input& input = *LineEditor::State::of(editor).input;
    const auto first = input.byte();
    if (!first) return 0;
    const auto lead = static_cast<unsigned char>(*first);
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    std::uint32_t code = more == 0 ? lead : lead & (0x3FU >> more);
    for (int i = 0; i < more; ++i) {
      const auto next = input.byte();
      if (!next) return 0;
      code = code << 6 | (static_cast<unsigned char>(*next) & 0x3FU);
    }
    *character = static_cast<wchar_t>(code);
    return 1;
  } catch (const std::exception&) {
    return -1;  // whoever asked for the line sees that a stop was requested
  }
}

}  // namespace

LineEditor::LineEditor(std::filesystem::path history_file, std::stop_token stop)
    : state_(std::make_unique<State>()) {
  state_->file = std::move(history_file);
  state_->input.emplace(std::move(stop));
  state_->editor.reset(::el_init("darties", stdin, stderr, stderr));
  state_->history.reset(::history_init());
  if (!state_->editor || !state_->history)
    throw Error(ErrorKind::kUnavailable, "cannot use this terminal; try -c or stdin");
  EditLine* editor = state_->editor.get();
  ::el_set(editor, EL_CLIENTDATA, state_.get());
  ::el_set(
      editor, EL_PROMPT, +[](EditLine* self) { return State::of(self).prompt.data(); });
  ::el_set(editor, EL_GETCFN, next_character);
  ::el_set(editor, EL_EDITOR, "emacs");
  ::el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  // Without signals from the terminal, Ctrl-C is a key like any other.
  ::el_set(editor, EL_SETTY, "-d", "-isig", nullptr);
  ::el_set(
      editor, EL_ADDFN, "drop-line", "Drop the line", +[](EditLine* self, int) -> unsigned char {
        State::of(self).dropped = true;
        std::fputs("^C\n", stderr);
        return CC_NEWLINE;
      });
  ::el_set(editor, EL_BIND, "^C", "drop-line", nullptr);
  HistEvent event;
  ::history(state_->history.get(), &event, H_SETSIZE, kHistoryLines);
  ::history(state_->history.get(), &event, H_SETUNIQUE, 1);
  if (!state_->file.empty()) ::history(state_->history.get(), &event, H_LOAD, state_->file.c_str());
  ::el_set(editor, EL_HIST, ::history, state_->history.get());
}

LineEditor::~LineEditor() {
  if (state_->file.empty()) return;
  HistEvent event;
  const mode_t before = ::umask(0077);
  ::history(state_->history.get(), &event, H_SAVE, state_->file.c_str());
  ::umask(before);
}

std::optional<std::string> LineEditor::read(const std::string& prompt, bool& dropped) {
  state_->prompt = prompt;
  state_->dropped = false;
  int length = 0;
  const char* line = ::el_gets(state_->editor.get(), &length);
  dropped = state_->dropped;
  if (line == nullptr || length <= 0)
    return dropped ? std::optional<std::string>("") : std::nullopt;
  std::string text(line, std::size_t(length));
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

void LineEditor::remember(const std::string& line) {
  HistEvent event;
  ::history(state_->history.get(), &event, H_ENTER, (line + "\n").c_str());
}

}  // namespace darties::cli
