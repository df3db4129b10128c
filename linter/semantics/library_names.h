// The names that library functions and classes go by for the people who call them: "struct.unpack", not
// "_struct.unpack".
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

class LibraryNames {
 public:
  explicit LibraryNames(Evaluator& evaluator) : evaluator_(evaluator) {}

  /// "struct.unpack", "socket.socket.send", "builtins.bytes"; empty where the callee is unknown, of the document, or a
  /// union of several.
  std::string_view of_callee(syntax::Call call);
  /// The same for a function, method or class as a value.
  std::string_view of_type(Type type);

 private:
  std::string_view of_function(FunctionId id);
  std::string_view of_class(ClassId id);

  Evaluator& evaluator_;
  std::unordered_map<FunctionId, std::string> functions_;
  std::unordered_map<ClassId, std::string> classes_;
};

}  // namespace slicecop::semantics
