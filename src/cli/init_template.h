#pragma once

#include <span>
#include <string>
#include <string_view>

namespace darties::cli {

/// A file of a new project. "@NAME@" in path and text is the project's name, "@BUCKET@" its bucket's.
struct TemplateFile {
  std::string_view path;
  std::string_view text;
};

/// A small project that loads, checks and answers at once: two files of orders, a star of two tables.
std::span<const TemplateFile> template_files();

/// dwh.cfg: credentials and the cluster, each option with a word on it. For the owner's eyes, so mode 0600.
std::string_view aws_template();

std::string fill_template(std::string_view text, const std::string& name);

}  // namespace darties::cli
