// Parameters and results of functions, for each version in which they differ.
#pragma once

#include <vector>

#include "stubs/compile/annotations.h"
#include "stubs/compile/content.h"

namespace slicecop::stubs::compile {

struct SignatureFacts {
  std::vector<ParameterRecord> parameters = {};
  Type result = Type::unknown;
  VersionSet versions = 0;
};

class Signatures {
 public:
  explicit Signatures(Annotations& annotations);

  /// One for every definition, more where an annotation means different things in different versions; in order.
  std::vector<SignatureFacts> read(const Function& function);

  /// What reading the property gives, for the window's version.
  Type property(const Function& function, Window& window);

 private:
  SignatureFacts read_definition(const Function& function, const Definition& definition, Window& window);
  Type read_result(const Function& function, const Definition& definition, const Place& place, Window& window);
  Type wrapped(ResultWrapper wrapper, Type result);
  [[nodiscard]] types::ClassId context_manager(std::string_view name) const;

  Annotations& annotations_;
  types::ClassId context_manager_;
  types::ClassId async_context_manager_;
};

}  // namespace slicecop::stubs::compile
