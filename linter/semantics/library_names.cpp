#include "semantics/library_names.h"

namespace slicecop::semantics {

using types::Form;

namespace {

// CPython's accelerator modules carry an underscore: `_struct`, `_socket`, `_io`.
std::string public_module(std::string_view module) {
  if (module.starts_with('_') && !module.starts_with("__") && module != "_typeshed") module.remove_prefix(1);
  return std::string(module == "posix" ? "os" : module);
}

}  // namespace

std::string_view LibraryNames::of_callee(syntax::Call call) {
  return of_type(evaluator_.type_of(call.function()).type);
}

std::string_view LibraryNames::of_type(Type type) {
  const types::Pool& pool = evaluator_.pool();
  Type only = Type::never;
  for (const Type member : pool.members(type)) {
    if (member == Type::none) continue;
    if (only != Type::never) return {};
    only = member;
  }
  if (only == Type::never) return {};
  if (pool.form(only) == Form::class_object) return of_class(pool[only].payload);
  const auto function = evaluator_.function_of(only);
  return function ? of_function(*function) : std::string_view{};
}

std::string_view LibraryNames::of_function(FunctionId id) {
  if (id >= types::first_document_id) return {};
  const auto [found, fresh] = functions_.try_emplace(id);
  if (fresh) {
    const stubs::Function function = evaluator_.stubs().function_at(id);
    found->second = function.owner == 0xffffffff ? public_module(evaluator_.stubs().module_name(function.module))
                                                 : std::string(of_class(function.owner));
    found->second += '.';
    found->second += function.name;
  }
  return found->second;
}

std::string_view LibraryNames::of_class(ClassId id) {
  if (id >= types::first_document_id) return {};
  const auto [found, fresh] = classes_.try_emplace(id);
  if (fresh) {
    const stubs::Class info = evaluator_.stubs().class_at(id);
    const std::string_view module = evaluator_.stubs().module_name(info.module);
    // What users know as io.BufferedIOBase has its methods from _io._BufferedIOBase.
    const bool of_io = module == "_io" && info.name.starts_with('_');
    found->second = public_module(module) + '.' + std::string(info.name.substr(of_io ? 1 : 0));
  }
  return found->second;
}

}  // namespace slicecop::semantics
