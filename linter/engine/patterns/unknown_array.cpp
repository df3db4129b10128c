#include "engine/patterns/unknown_array.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

namespace {

// A longer function is not looked through for each of its conversions.
constexpr syntax::NodeId most_nodes = 10'000;

// Of what has a `tobytes`, only arrays of NumPy have these, too, or give what has one.
bool is_of_arrays(std::string_view name) {
  constexpr std::array<std::string_view, 12> names{"astype",  "byteswap", "dtype",    "flags",
                                                   "flatten", "ravel",    "reshape",  "numpy",
                                                   "squeeze", "swapaxes", "to_numpy", "newbyteorder"};
  return std::ranges::find(names, name) != names.end();
}

// `image_array.tobytes()`: of what has a `tobytes`, only arrays are called so.
bool is_called_array(Node name) {
  const std::string_view text = name.is(Kind::attribute) ? Attribute(name).name() : name.text();
  return name.is_any(Kind::identifier, Kind::attribute) && (text.ends_with("array") || text.ends_with("_arr"));
}

}  // namespace

bool is_array_by_its_look(Node source) {
  if (const Attribute made(Call(source).function()); made) {
    // An item of something is most often a point, a colour, a row of a few numbers.
    const Subscript item(syntax::unparenthesized(made.object()));
    return is_of_arrays(made.name()) && (!item || item.slice());
  }
  if (is_called_array(source)) return true;
  const Node function = syntax::enclosing_function(source);
  if (!source.is(Kind::identifier) || !function || function.after() - function.id() > most_nodes) return false;
  for (syntax::NodeId id = function.id(); id < function.after(); ++id) {
    const Attribute asked(source.tree().node(id));
    if (asked && asked.object().is(Kind::identifier) && asked.object().text() == source.text() &&
        is_of_arrays(asked.name())) {
      return true;
    }
  }
  return false;
}

}  // namespace slicecop::engine
