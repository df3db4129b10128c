// What reads a buffer, counted from an offset: the edits that make `data[4:8]` `data[offset + 4:offset + 8]`, and so on
// for every way to read of which that can be said.
#pragma once

#include <string>
#include <vector>

#include "semantics/model.h"
#include "syntax/tree.h"
#include "syntax/views.h"
#include "text/edit.h"

namespace slicecop::engine {

class CountedFrom {
 public:
  CountedFrom(semantics::Model& model, std::string name, std::string offset);

  /// Adds the edits for `read`, a mention of the buffer. False where there are none.
  bool add(syntax::Node read);
  /// Adds `[offset:]` to a mention that needs all of the rest.
  void add_rest(syntax::Node read);

  [[nodiscard]] const std::vector<text::Edit>& edits() const { return edits_; }
  /// Why it might not be the same; empty where it is.
  [[nodiscard]] const std::string& doubt() const { return doubt_; }
  /// The mentions that only give the same where the offset is not behind the end.
  [[nodiscard]] const std::vector<syntax::Node>& bounded() const { return bounded_; }

 private:
  using Node = syntax::Node;

  bool add_slice(Node read, syntax::Slice slice);
  bool add_item(syntax::Subscript item);
  bool add_unpack(syntax::Subscript prefix);
  bool add_unpack_from(Node read);
  bool add_length(Node read, syntax::Call length);
  bool add_tested_length(Node read, Node length);
  bool add_compared_length(Node read, Node length);
  bool add_truth(Node read, Node tested);
  bool add_comparison(Node read);
  bool add_method(Node read, syntax::Call call, std::string_view method);

  /// `offset + bound`
  bool shift(Node bound);
  /// The comparison `whole` becomes one of the offset with the length of `read`.
  bool replace_test(Node read, Node whole, bool is_empty);
  void insert(std::uint32_t at, std::string content);
  bool replace(text::Range range, std::string content);
  void doubts(std::string reason);

  semantics::Model& model_;
  std::string name_;
  std::string offset_;
  bool spaced_;  ///< `data[a : b]`
  std::vector<text::Edit> edits_;
  std::vector<Node> bounded_;
  std::string doubt_;
};

/// True where the slices of the file with sums in their bounds have spaces around the colon, as Black writes them.
bool has_spaced_slices(const syntax::Tree& tree);

/// `text` in parentheses, where it could not stand beside a `+`.
bool binds_weaker_than_sum(syntax::Node expression);

}  // namespace slicecop::engine
