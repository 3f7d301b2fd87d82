#include "sql/translation/text_types.h"

#include <algorithm>
#include <map>
#include <string>

// Follows texts from where they are declared or written to the columns of a query: tables, subqueries and WITH queries
// give columns, literals and casts state lengths, some functions pass them on.

namespace darties::sql {
namespace {

using Kind = ExpressionKind;
using TextType = std::optional<Type>;

struct Column {
  std::string name;
  TextType type;
};
using Columns = std::optional<std::vector<Column>>;  // none: not known

struct Source {
  std::string name;
  Columns columns;
};

constexpr int kMaxLength = 65535;

bool is_text(const Type& type) { return type.id == TypeId::kChar || type.id == TypeId::kVarchar; }

TextType varchar(std::size_t length) {
  return Type{.id = TypeId::kVarchar,
              .length = std::clamp<int>(static_cast<int>(std::min<std::size_t>(length, kMaxLength)),
                                        1, kMaxLength)};
}

class Inference {
 public:
  explicit Inference(const Catalog& catalog) : catalog_(catalog) {}

  Columns of(const Query& query) {
    const auto outer = common_;
    for (const auto& table : query.with) {
      Columns columns = query.recursive ? Columns() : of(*table.query);
      common_[table.name] = renamed(std::move(columns), table.columns);
    }
    Columns result = of(*query.body);
    common_ = outer;
    return result;
  }

 private:
  static Columns renamed(Columns columns, const std::vector<std::string>& names) {
    if (!columns) return columns;
    for (std::size_t i = 0; i < std::min(names.size(), columns->size()); ++i)
      (*columns)[i].name = names[i];
    return columns;
  }

  Columns of(const QueryBody& body) {
    switch (body.kind) {
      case QueryBody::Kind::kSelect:
        return of(body.select);
      case QueryBody::Kind::kNested:
        return of(*body.nested);
      case QueryBody::Kind::kSetOperation:
        return wider(of(*body.left), of(*body.right));
      case QueryBody::Kind::kValues:
        break;
    }
    return std::nullopt;
  }

  static Columns wider(Columns left, const Columns& right) {
    if (!left || !right || left->size() != right->size()) return std::nullopt;
    for (std::size_t i = 0; i < left->size(); ++i)
      (*left)[i].type = longer((*left)[i].type, (*right)[i].type);
    return left;
  }

  static TextType longer(const TextType& a, const TextType& b) {
    if (!a || !b) return std::nullopt;
    if (a->id != b->id) return varchar(static_cast<std::size_t>(std::max(a->length, b->length)));
    return a->length >= b->length ? a : b;
  }

  Columns of(const SelectBody& select) {
    std::vector<Source> sources;
    for (const auto& item : select.from) add_sources(*item, sources);
    std::vector<Column> columns;
    for (const auto& item : select.items) {
      if (item.value->kind == Kind::kStar) {
        if (!add_star(*item.value, sources, columns)) return std::nullopt;
      } else {
        const std::string name = item.alias.empty() ? item.value->name : item.alias;
        columns.push_back({name, type_of(*item.value, sources)});
      }
    }
    return columns;
  }

  void add_sources(const FromItem& item, std::vector<Source>& sources) {
    if (item.kind == FromItem::Kind::kJoin) {
      add_sources(*item.left, sources);
      if (item.right != nullptr) add_sources(*item.right, sources);
      // USING and NATURAL merge columns: then a star can not be counted from the sources.
      if (item.right != nullptr && item.condition == nullptr) sources.push_back({"", std::nullopt});
      return;
    }
    Columns columns =
        item.kind == FromItem::Kind::kSubquery ? of(*item.query) : of_table(item.table.name);
    const std::string name = item.alias.empty() ? item.table.name.name : item.alias;
    sources.push_back({name, renamed(std::move(columns), item.column_aliases)});
  }

  Columns of_table(const QualifiedName& name) const {
    if (name.schema.empty()) {
      if (const auto common = common_.find(name.name); common != common_.end())
        return common->second;
    }
    const auto relation = catalog_.find(name);
    if (!relation) return std::nullopt;
    std::vector<Column> columns;
    for (const auto& column : relation->columns) {
      columns.push_back({column.name, is_text(column.type) ? TextType(column.type) : std::nullopt});
    }
    return columns;
  }

  static bool add_star(const Expression& star, const std::vector<Source>& sources,
                       std::vector<Column>& columns) {
    bool found = false;
    for (const auto& source : sources) {
      if (!star.path.empty() && source.name != star.path.back()) continue;
      if (!source.columns) return false;
      columns.insert(columns.end(), source.columns->begin(), source.columns->end());
      found = true;
    }
    return found;
  }

  static TextType column_type(const Expression& column, const std::vector<Source>& sources) {
    TextType type;
    int matches = 0;
    for (const auto& source : sources) {
      if (column.path.size() > 1 && source.name != column.path[column.path.size() - 2]) continue;
      if (!source.columns) return std::nullopt;
      for (const auto& known : *source.columns) {
        if (known.name != column.name) continue;
        type = known.type;
        ++matches;
      }
    }
    return matches == 1 ? type : std::nullopt;
  }

  TextType type_of(const Expression& expression, const std::vector<Source>& sources) {
    switch (expression.kind) {
      case Kind::kColumn:
        return column_type(expression, sources);
      case Kind::kString:
        return varchar(expression.text.size());
      case Kind::kParenthesis:
        return type_of(*expression.children[0], sources);
      case Kind::kCast:
        return is_text(*expression.type) ? TextType(expression.type) : std::nullopt;
      case Kind::kCase:
        return of_case(expression, sources);
      case Kind::kCall:
        return of_call(expression, sources);
      case Kind::kBinary:
        return of_concatenation(expression, sources);
      default:
        return std::nullopt;
    }
  }

  TextType of_concatenation(const Expression& expression, const std::vector<Source>& sources) {
    if (expression.name != "||") return std::nullopt;
    const TextType left = type_of(*expression.children[0], sources);
    const TextType right = type_of(*expression.children[1], sources);
    if (!left || !right) return std::nullopt;
    return varchar(static_cast<std::size_t>(left->length) +
                   static_cast<std::size_t>(right->length));
  }

  TextType longest(const std::vector<const Expression*>& expressions,
                   const std::vector<Source>& sources) {
    TextType result;
    for (const auto* expression : expressions) {
      if (expression->kind == Kind::kNull) continue;
      const TextType type = type_of(*expression, sources);
      if (!type) return std::nullopt;
      result = result ? longer(result, type) : type;
    }
    return result;
  }

  TextType of_case(const Expression& expression, const std::vector<Source>& sources) {
    std::vector<const Expression*> results;
    const std::size_t first = expression.has_operand ? 1 : 0;
    const std::size_t end = expression.children.size() - (expression.has_else ? 1 : 0);
    for (std::size_t i = first + 1; i < end; i += 2)
      results.push_back(expression.children[i].get());
    if (expression.has_else) results.push_back(expression.children.back().get());
    return longest(results, sources);
  }

  TextType of_call(const Expression& call, const std::vector<Source>& sources) {
    static const std::vector<std::string_view> kKeeping = {"min",         "max",        "any_value",
                                                           "first_value", "last_value", "nth_value",
                                                           "lag",         "lead",       "nullif"};
    // These give a VARCHAR of their first argument's length.
    static const std::vector<std::string_view> kShortening = {
        "upper",   "lower", "ltrim", "rtrim",     "btrim",  "trim",      "initcap",
        "reverse", "left",  "right", "substring", "substr", "split_part"};
    static const std::map<std::string_view, std::size_t> kFixed = {
        {"md5", 32}, {"sha", 40}, {"sha1", 40}, {"func_sha1", 40}};
    static const std::vector<std::string_view> kChoosing = {"coalesce", "nvl", "greatest", "least"};
    const auto is_one_of = [&](const auto& names) {
      return std::find(names.begin(), names.end(), call.name) != names.end();
    };
    if (!call.children.empty() && is_one_of(kKeeping)) return type_of(*call.children[0], sources);
    if (!call.children.empty() && is_one_of(kShortening)) {
      const TextType argument = type_of(*call.children[0], sources);
      return argument ? varchar(static_cast<std::size_t>(argument->length)) : std::nullopt;
    }
    if (const auto fixed = kFixed.find(call.name); fixed != kFixed.end())
      return varchar(fixed->second);
    if (!is_one_of(kChoosing)) return std::nullopt;
    std::vector<const Expression*> arguments;
    for (const auto& argument : call.children) arguments.push_back(argument.get());
    return longest(arguments, sources);
  }

  const Catalog& catalog_;
  std::map<std::string, Columns> common_;
};

}  // namespace

std::vector<std::optional<Type>> text_types(const Catalog& catalog, const Query& query) {
  std::vector<std::optional<Type>> types;
  if (const auto columns = Inference(catalog).of(query)) {
    for (const auto& column : *columns) types.push_back(column.type);
  }
  return types;
}

}  // namespace darties::sql
