#include "semantics/foreign_symbols.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using types::first_foreign_id;
using types::Form;

namespace {

// Re-exports of re-exports, results of results: so many questions inside one another. What lies deeper is asked on its
// own, from the ground.
constexpr std::size_t deepest_question = 24;

// Questions asked on the way to one answer, and how many of them on their own: longer chains of re-exports than any
// that people write are followed to their end. Each file of a chain follows it anew, so that without a bound the time
// would grow with the square of their number.
constexpr int most_work = 4'000;
constexpr int most_detours = 8;

// Modules whose star imports are followed for one name.
constexpr std::size_t most_sources = 200;

// Names that stand for each other in other modules.
constexpr int longest_alias_chain = 1'000;

bool is_package(std::string_view path) { return path.ends_with("__init__.py") || path.ends_with("__init__.pyi"); }

// What `from module import *` brings.
bool exports(const ModuleSummary& module, std::string_view name) {
  if (module.exported) return std::ranges::binary_search(*module.exported, name);
  return !name.starts_with('_');
}

template <typename Entry>
const Entry* named(const std::vector<Entry>& entries, std::string_view name) {
  const auto found = std::ranges::lower_bound(entries, name, {}, &Entry::name);
  return found != entries.end() && found->name == name ? &*found : nullptr;
}

}  // namespace

std::uint32_t ForeignSymbols::Symbols::id_of(const Project::Summary& module, std::uint32_t index) {
  const auto [place, fresh] = places.try_emplace({module.get(), index}, static_cast<std::uint32_t>(all.size()));
  if (fresh) all.push_back({module, index});
  return first_foreign_id + place->second;
}

Type ForeignSymbols::import(std::string_view importer, std::string_view module, std::string_view name) {
  if (project_ == nullptr) {
    return add_open({.origin = SummaryForm::imported, .module = std::string(module), .name = std::string(name)});
  }
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

Type ForeignSymbols::star_import(std::string_view module, std::string_view name) {
  const Project::Summary summary = project_ == nullptr ? nullptr : project_->module(path_, module);
  return summary != nullptr && exports(*summary, name) ? name_in(summary, name) : Type::unknown;
}

template <typename Visit>
void ForeignSymbols::each_source(const Project::Summary& module, std::string_view name, Visit&& visit) {
  std::vector<Project::Summary> open{module};
  std::vector<const ModuleSummary*> seen;
  while (!open.empty() && seen.size() < most_sources) {
    const Project::Summary next = open.back();
    open.pop_back();
    if (next == nullptr || std::ranges::find(seen, next.get()) != seen.end()) continue;
    seen.push_back(next.get());
    if (next != module && !exports(*next, name)) continue;
    if (const SummaryName* found = named(next->names, name)) {
      if (visit(next, *found)) return;
      continue;
    }
    for (const std::string& star : next->stars | std::views::reverse)
      open.push_back(project_->module(next->path, star));
  }
}

Type ForeignSymbols::name_in(const Project::Summary& module, std::string_view name) {
  Type type = Type::unknown;
  each_source(module, name, [&](const Project::Summary& source, const SummaryName& found) {
    type = from_summary(source, found.type);
    return type != Type::unknown;
  });
  return type;
}

Type ForeignSymbols::star_imported_alias(std::string_view module, std::string_view name) {
  const Project::Summary summary = project_ == nullptr ? nullptr : project_->module(path_, module);
  return summary != nullptr && exports(*summary, name) ? alias_from(summary, name) : Type::unknown;
}

// From module to module, as long as each imports the name from the next.
Type ForeignSymbols::alias(std::string_view importer, std::string_view module, std::string_view name) {
  return project_ == nullptr ? Type::unknown : alias_from(project_->module(importer, module), name);
}

Type ForeignSymbols::alias_from(Project::Summary module, std::string_view name) {
  std::string wanted(name);
  for (int steps = 0; module != nullptr && steps < longest_alias_chain; ++steps) {
    Type type = Type::unknown;
    const SummaryImport* next = nullptr;
    Project::Summary from;
    each_source(module, wanted, [&](const Project::Summary& source, const SummaryName& found) {
      type = from_summary(source, found.alias);
      const SummaryNode& node = source->types[found.type];
      if (found.type != unknown_in_summary && node.origin == SummaryForm::imported)
        next = &source->imports[node.payload];
      from = source;
      return true;
    });
    if (type != Type::unknown || next == nullptr || next->name.empty()) return type;
    wanted = next->name;
    module = project_->module(from->path, next->module);
  }
  return Type::unknown;
}

Type ForeignSymbols::alias_in(types::ModuleId id, std::string_view name) {
  return alias_from(modules_[id].module, name);
}

Type ForeignSymbols::module_type(const Project::Summary& module) {
  return evaluator_.pool().make(Form::module, modules_.id_of(module, 0));
}

Type ForeignSymbols::module_member(types::ModuleId id, std::string_view name) {
  const Project::Summary module = modules_[id].module;
  const Type type = name_in(module, name);
  if (type != Type::unknown || !is_package(module->path)) return type;
  const Project::Summary submodule = project_->module(module->path, "." + std::string(name));
  return submodule == nullptr || submodule == module ? Type::unknown : module_type(submodule);
}

std::optional<Type> ForeignSymbols::member(types::ClassId id, std::string_view name, Type receiver) {
  const Symbol symbol = classes_[id];
  const SummaryClass& of = symbol.module->classes[symbol.index];
  const SummaryMember* found = named(of.members, name);
  if (found == nullptr) return of.dynamic && !name.starts_with("__") ? std::optional(Type::unknown) : std::nullopt;
  const bool of_class = evaluator_.pool().form(receiver) == Form::class_object;
  const auto method = [&] { return functions_.id_of(symbol.module, found->function); };
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
  const Symbol symbol = classes_[id];
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
  const Symbol& symbol = functions_[id];
  return symbol.module->functions[symbol.index];
}

std::string_view ForeignSymbols::file_of_function(types::FunctionId id) const { return functions_[id].module->path; }

std::string_view ForeignSymbols::function_path(types::FunctionId id) const { return function(id).path; }

std::string ForeignSymbols::class_name(types::ClassId id) const {
  const Symbol& symbol = classes_[id];
  return symbol.module->classes[symbol.index].path;
}

Type ForeignSymbols::result(types::FunctionId id) {
  const Symbol symbol = functions_[id];
  return from_summary(symbol.module, symbol.module->functions[symbol.index].result);
}

Type ForeignSymbols::parameter(types::FunctionId id, std::size_t position) {
  const Symbol symbol = functions_[id];
  const auto& parameters = symbol.module->functions[symbol.index].parameters;
  return position < parameters.size() ? from_summary(symbol.module, parameters[position].type) : Type::unknown;
}

Type ForeignSymbols::handed_to(types::FunctionId id, std::size_t position) {
  const Symbol symbol = functions_[id];
  const auto& parameters = symbol.module->functions[symbol.index].parameters;
  return position < parameters.size() ? from_summary(symbol.module, parameters[position].handed) : Type::unknown;
}

// A question that lies too deep is asked on its own, from the ground, and so on; then there is room for what led to it.
// So a chain of imports may be longer than one walk goes deep.
Type ForeignSymbols::from_summary(const Project::Summary& summary, SummaryType type) {
  if (type == unknown_in_summary) return Type::unknown;
  if (!in_progress_.empty()) return ask(summary, type);
  work_left_ = most_work;
  refused_.reset();
  Type answer = ask(summary, type);
  std::vector<Question> pending;
  for (int detour = 0; detour < most_detours && (refused_ || !pending.empty()); ++detour) {
    if (refused_) {
      if (std::ranges::find(pending, *refused_) != pending.end()) break;  // it leads to itself
      pending.push_back(*refused_);
    }
    refused_.reset();
    const auto [module, wanted] = pending.back();
    ask(module, wanted);
    if (refused_) continue;
    pending.pop_back();
    if (pending.empty()) answer = ask(summary, type);
  }
  refused_.reset();
  return answer;
}

// An answer that leans on a question that is still open (a cycle of imports), or that found no room, is not kept.
Type ForeignSymbols::ask(const Project::Summary& summary, SummaryType type) {
  if (type == unknown_in_summary) return Type::unknown;
  const Question question{summary, type};
  if (const auto known = known_.find(question); known != known_.end()) return known->second;
  if (const auto met = std::ranges::find(in_progress_, question); met != in_progress_.end()) {
    leans_on_ = std::min(leans_on_, static_cast<std::size_t>(met - in_progress_.begin()));
    return Type::unknown;
  }
  if (in_progress_.size() >= deepest_question || --work_left_ < 0) {
    if (work_left_ >= 0 && !refused_) refused_ = question;
    cut_off_ = true;
    return Type::unknown;
  }
  const std::size_t mine = in_progress_.size();
  in_progress_.push_back(question);
  const std::size_t outer_lean = std::exchange(leans_on_, static_cast<std::size_t>(-1));
  const bool outer_cut = std::exchange(cut_off_, false);
  const Type answer = work_out(summary, type);
  in_progress_.pop_back();
  if (leans_on_ >= mine) leans_on_ = static_cast<std::size_t>(-1);
  if (leans_on_ == static_cast<std::size_t>(-1) && !cut_off_) known_.emplace(question, answer);
  leans_on_ = std::min(leans_on_, outer_lean);
  cut_off_ = cut_off_ || outer_cut;
  if (in_progress_.empty()) cut_off_ = false;
  return answer;
}

Type ForeignSymbols::work_out(const Project::Summary& summary, SummaryType type) {
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
    payload = (of_function ? functions_ : classes_).id_of(summary, payload);
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
