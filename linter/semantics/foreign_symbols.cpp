#include "semantics/foreign_symbols.h"

#include <algorithm>
#include <array>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using types::first_foreign_id;
using types::Form;

namespace {

// Re-exports of re-exports, results of results: beyond that nothing is known. Import cycles end here, too.
constexpr int deepest_question = 24;

class Deeper {
 public:
  explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  int& depth_;
};

bool is_package(std::string_view path) { return path.ends_with("__init__.py") || path.ends_with("__init__.pyi"); }

template <typename Entry>
const Entry* named(const std::vector<Entry>& entries, std::string_view name) {
  const auto found = std::ranges::lower_bound(entries, name, {}, &Entry::name);
  return found != entries.end() && found->name == name ? &*found : nullptr;
}

}  // namespace

std::uint32_t ForeignSymbols::id_of(std::vector<Symbol>& known, const Project::Summary& module, std::uint32_t index) {
  const auto found = std::ranges::find_if(
      known, [&](const Symbol& symbol) { return symbol.module == module && symbol.index == index; });
  const auto place = static_cast<std::uint32_t>(found - known.begin());
  if (found == known.end()) known.push_back({module, index});
  return first_foreign_id + place;
}

Type ForeignSymbols::import(std::string_view importer, std::string_view module, std::string_view name) {
  if (project_ == nullptr) {
    return add_open({.origin = SummaryForm::imported, .module = std::string(module), .name = std::string(name)});
  }
  if (depth_ >= deepest_question) return Type::unknown;
  const Deeper deeper(depth_);
  const Project::Summary summary = project_->module(importer, module);
  if (name.empty()) return summary == nullptr ? Type::unknown : module_type(summary);
  if (summary != nullptr) {
    if (const Type type = name_in(summary, name); type != Type::unknown) return type;
  }
  const bool dots_only = module.find_first_not_of('.') == std::string_view::npos;
  const Project::Summary submodule =
      project_->module(importer, std::string(module) + (dots_only ? "" : ".") + std::string(name));
  return submodule == nullptr ? Type::unknown : module_type(submodule);
}

Type ForeignSymbols::own_import(std::string_view module, std::string_view name) {
  if (project_ == nullptr) return Type::unknown;
  const std::string folder = "/" + std::string(module.substr(0, module.find('.'))) + "/";
  return ("/" + path_).find(folder) == std::string::npos ? Type::unknown : import(module, name);
}

Type ForeignSymbols::name_in(const Project::Summary& module, std::string_view name) {
  if (depth_ >= deepest_question) return Type::unknown;
  const Deeper deeper(depth_);
  if (const SummaryName* found = named(module->names, name)) return from_summary(module, found->type);
  if (name.starts_with('_')) return Type::unknown;
  for (const std::string& star : module->stars) {
    if (const Type type = import(module->path, star, name); type != Type::unknown) return type;
  }
  return Type::unknown;
}

Type ForeignSymbols::module_type(const Project::Summary& module) {
  return evaluator_.pool().make(Form::module, id_of(modules_, module, 0));
}

Type ForeignSymbols::module_member(types::ModuleId id, std::string_view name) {
  const Project::Summary module = modules_[id - first_foreign_id].module;
  const Type type = name_in(module, name);
  if (type != Type::unknown || depth_ >= deepest_question || !is_package(module->path)) return type;
  const Deeper deeper(depth_);
  const Project::Summary submodule = project_->module(module->path, "." + std::string(name));
  return submodule == nullptr || submodule == module ? Type::unknown : module_type(submodule);
}

std::optional<Type> ForeignSymbols::member(types::ClassId id, std::string_view name, Type receiver) {
  const Symbol symbol = classes_[id - first_foreign_id];
  const SummaryClass& of = symbol.module->classes[symbol.index];
  const SummaryMember* found = named(of.members, name);
  if (found == nullptr) return of.dynamic && !name.starts_with("__") ? std::optional(Type::unknown) : std::nullopt;
  const bool of_class = evaluator_.pool().form(receiver) == Form::class_object;
  const auto method = [&] { return id_of(functions_, symbol.module, found->function); };
  switch (found->kind) {
    case SummaryMemberKind::value:
      return from_summary(symbol.module, found->type);
    case SummaryMemberKind::static_method:
      return evaluator_.pool().make(Form::function, method());
    case SummaryMemberKind::method:
      if (of_class) return evaluator_.pool().make(Form::function, method());
      break;
    case SummaryMemberKind::class_method:
      break;
  }
  const std::array<Type, 1> bound{receiver};
  return evaluator_.pool().make(Form::bound_method, method(), bound);
}

std::vector<Type> ForeignSymbols::bases(types::ClassId id) {
  const Symbol symbol = classes_[id - first_foreign_id];
  std::vector<Type> bases;
  for (const SummaryType base : symbol.module->classes[symbol.index].bases) {
    const Type type = from_summary(symbol.module, base);
    const bool is_class = evaluator_.pool().form(type) == Form::class_object;
    bases.push_back(is_class ? evaluator_.pool().instance(evaluator_.pool()[type].payload) : Type::unknown);
  }
  if (bases.empty()) bases.push_back(evaluator_.pool().instance(Known::object));
  return bases;
}

const SummaryFunction& ForeignSymbols::function(types::FunctionId id) const {
  const Symbol& symbol = functions_[id - first_foreign_id];
  return symbol.module->functions[symbol.index];
}

std::string_view ForeignSymbols::file_of_function(types::FunctionId id) const {
  return functions_[id - first_foreign_id].module->path;
}

std::string_view ForeignSymbols::function_path(types::FunctionId id) const { return function(id).path; }

std::string ForeignSymbols::class_name(types::ClassId id) const {
  const Symbol& symbol = classes_[id - first_foreign_id];
  return symbol.module->classes[symbol.index].path;
}

Type ForeignSymbols::result(types::FunctionId id) {
  const Symbol symbol = functions_[id - first_foreign_id];
  return from_summary(symbol.module, symbol.module->functions[symbol.index].result);
}

Type ForeignSymbols::parameter(types::FunctionId id, std::size_t position) {
  const Symbol symbol = functions_[id - first_foreign_id];
  const auto& parameters = symbol.module->functions[symbol.index].parameters;
  return position < parameters.size() ? from_summary(symbol.module, parameters[position].type) : Type::unknown;
}

Type ForeignSymbols::from_summary(const Project::Summary& summary, SummaryType type) {
  if (type == unknown_in_summary || depth_ >= deepest_question) return Type::unknown;
  const Deeper deeper(depth_);
  const SummaryNode& node = summary->types[type];
  const auto first = [&] { return from_summary(summary, summary->arguments[node.first_argument]); };
  switch (node.origin) {
    case SummaryForm::imported: {
      const SummaryImport& import = summary->imports[node.payload];
      return this->import(summary->path, import.module, import.name);
    }
    case SummaryForm::result:
      return evaluator_.result_of(first());
    case SummaryForm::member:
      return evaluator_.member(first(), summary->strings[node.payload]);
    case SummaryForm::library:
    case SummaryForm::here:
      return structural(summary, node);
  }
  return Type::unknown;
}

Type ForeignSymbols::structural(const Project::Summary& summary, const SummaryNode& node) {
  types::Pool& pool = evaluator_.pool();
  std::vector<Type> arguments;
  arguments.reserve(node.argument_count);
  for (std::uint32_t i = 0; i < node.argument_count; ++i) {
    arguments.push_back(from_summary(summary, summary->arguments[node.first_argument + i]));
  }
  if (node.form == Form::union_of) return pool.join(arguments);
  std::uint32_t payload = node.payload;
  if (node.origin == SummaryForm::here) {
    const bool of_function = node.form == Form::function || node.form == Form::bound_method;
    payload = id_of(of_function ? functions_ : classes_, summary, payload);
  }
  return pool.make(node.form, payload, arguments);
}

Type ForeignSymbols::add_open(Open open) {
  std::string key = open.module + '\n' + open.name + '\n' + std::to_string(static_cast<int>(open.origin)) + '\n' +
                    std::to_string(static_cast<std::uint32_t>(open.of));
  const auto [found, fresh] = open_by_key_.try_emplace(std::move(key), static_cast<std::uint32_t>(open_.size()));
  if (fresh) open_.push_back(std::move(open));
  return evaluator_.pool().make(Form::imported, found->second);
}

Type ForeignSymbols::open_result(Type callee) {
  return add_open({.origin = SummaryForm::result, .module = {}, .name = {}, .of = callee});
}

Type ForeignSymbols::open_member(Type object, std::string_view name) {
  return add_open({.origin = SummaryForm::member, .module = {}, .name = std::string(name), .of = object});
}

}  // namespace slicecop::semantics
