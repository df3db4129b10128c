// Evaluator: types that stand in comments and docstrings.

#include "semantics/evaluator.h"
#include "syntax/parse.h"

namespace slicecop::semantics {

Type Evaluator::declared_text(std::string_view text, ScopeId scope) {
  if (text.empty()) return Type::unknown;
  const auto parsed = syntax::parse(text);
  if (!parsed || parsed->root().has_error()) return Type::unknown;
  const Node statement = parsed->root().first_child();
  const Node expression = statement.first_child();
  if (!statement.is(syntax::Kind::expression_statement) || expression.text() != text) return Type::unknown;
  return declared(expression, scope);
}

}  // namespace slicecop::semantics
