#include "sql/functions/regular_expression.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/error.h"

namespace darties::sql {
namespace {

constexpr std::size_t kMaxGroups = 10;  // $0 to $9

class PosixExpression final : public RegularExpression {
 public:
  PosixExpression(std::string_view pattern, bool ignore_case)
      : regex_(re2::StringPiece(pattern.data(), pattern.size()), options(ignore_case)) {
    if (regex_.ok()) return;
    throw Error(ErrorKind::kInvalid,
                "invalid regular expression '{}': {} (what only Perl has needs the parameter 'p')",
                pattern, regex_.error());
  }

  bool find(std::string_view text, std::size_t from, std::span<Group> groups) const override {
    if (from > text.size()) return false;
    std::array<re2::StringPiece, kMaxGroups> pieces;
    const std::size_t count = std::min({groups.size(), group_count() + 1, kMaxGroups});
    if (!regex_.Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                      re2::RE2::UNANCHORED, pieces.data(), static_cast<int>(count)))
      return false;
    std::fill(groups.begin(), groups.end(), Group{});
    for (std::size_t i = 0; i < count; ++i) {
      if (pieces[i].data() == nullptr) continue;
      groups[i].begin = static_cast<std::size_t>(pieces[i].data() - text.data());
      groups[i].end = groups[i].begin + pieces[i].size();
    }
    return true;
  }

  std::size_t group_count() const override {
    return static_cast<std::size_t>(regex_.NumberOfCapturingGroups());
  }

 private:
  static re2::RE2::Options options(bool ignore_case) {
    re2::RE2::Options options;
    options.set_posix_syntax(true);
    options.set_longest_match(true);
    options.set_perl_classes(true);
    options.set_word_boundary(true);
    options.set_one_line(true);
    options.set_dot_nl(true);
    options.set_log_errors(false);
    options.set_case_sensitive(!ignore_case);
    return options;
  }

  re2::RE2 regex_;
};

struct FreeCode {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct FreeMatch {
  void operator()(pcre2_match_data* match) const { pcre2_match_data_free(match); }
};

PCRE2_SPTR units(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

std::string message_of(int code) {
  PCRE2_UCHAR message[256];
  pcre2_get_error_message(code, message, sizeof message);
  return reinterpret_cast<const char*>(message);
}

class PerlExpression final : public RegularExpression {
 public:
  PerlExpression(std::string_view pattern, bool ignore_case) {
    int error = 0;
    PCRE2_SIZE place = 0;
    const std::uint32_t options = PCRE2_UTF | (ignore_case ? PCRE2_CASELESS : 0U);
    code_.reset(pcre2_compile(units(pattern), pattern.size(), options, &error, &place, nullptr));
    if (code_ == nullptr) {
      throw Error(ErrorKind::kInvalid, "invalid regular expression '{}': {} (at character {})",
                  pattern, message_of(error), place + 1);
    }
    pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE);  // without it, matching is slower only
    match_.reset(pcre2_match_data_create_from_pattern(code_.get(), nullptr));
  }

  bool find(std::string_view text, std::size_t from, std::span<Group> groups) const override {
    if (from > text.size()) return false;
    const int count =
        pcre2_match(code_.get(), units(text), text.size(), from, 0, match_.get(), nullptr);
    if (count == PCRE2_ERROR_NOMATCH) return false;
    if (count < 0)
      throw Error(ErrorKind::kInvalid, "the regular expression gave up: {}", message_of(count));
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(match_.get());
    std::fill(groups.begin(), groups.end(), Group{});
    for (std::size_t i = 0; i < std::min(groups.size(), static_cast<std::size_t>(count)); ++i) {
      if (ends[2 * i] != PCRE2_UNSET) groups[i] = {ends[2 * i], ends[2 * i + 1]};
    }
    return true;
  }

  std::size_t group_count() const override { return pcre2_get_ovector_count(match_.get()) - 1; }

 private:
  std::unique_ptr<pcre2_code, FreeCode> code_;
  std::unique_ptr<pcre2_match_data, FreeMatch> match_;
};

std::unique_ptr<RegularExpression> compile(std::string_view pattern, std::string_view flags) {
  bool ignore_case = false;
  bool perl = false;
  for (const char flag : flags) {
    if (flag == 'i' || flag == 'c') {
      ignore_case = flag == 'i';
    } else if (flag == 'p') {
      perl = true;
    } else if (flag != 'e') {
      throw Error(ErrorKind::kInvalid,
                  "a regular expression takes the parameters c, i, e, p, not '{}'", flag);
    }
  }
  if (perl) return std::make_unique<PerlExpression>(pattern, ignore_case);
  return std::make_unique<PosixExpression>(pattern, ignore_case);
}

struct CachedExpression {
  std::string pattern;
  std::string flags;
  std::unique_ptr<RegularExpression> compiled;
};

}  // namespace

const RegularExpression& RegularExpression::cached(std::string_view pattern,
                                                   std::string_view flags) {
  thread_local CachedExpression last;
  if (last.compiled == nullptr || last.pattern != pattern || last.flags != flags) {
    last.compiled.reset();
    last.compiled = compile(pattern, flags);
    last.pattern = pattern;
    last.flags = flags;
  }
  return *last.compiled;
}

}  // namespace darties::sql
