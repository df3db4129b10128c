#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "text/edit.h"

namespace slicecop::text {
namespace {

/// A stretch of an edited text: bytes of the original, or what an edit put there.
struct Piece {
  std::optional<Range> kept;
  std::string added;  ///< where nothing is kept

  [[nodiscard]] std::uint32_t size() const { return kept ? kept->size() : static_cast<std::uint32_t>(added.size()); }

  /// Cuts the first `count` bytes off and returns them.
  Piece take(std::uint32_t count) {
    if (kept) {
      const Range head{.start = kept->start, .end = kept->start + count};
      kept->start = head.end;
      return {.kept = head, .added = {}};
    }
    Piece head{.kept = std::nullopt, .added = added.substr(0, count)};
    added.erase(0, count);
    return head;
  }
};

std::vector<Edit> sorted(std::span<const Edit> edits) {
  std::vector<Edit> in_order(edits.begin(), edits.end());
  std::ranges::sort(in_order, {}, &Edit::range);
  return in_order;
}

// Longer than any text.
constexpr std::uint32_t endless = std::numeric_limits<std::uint32_t>::max();

/// The text that `edits` make of an original of any length, which the last piece runs on to the end of.
std::vector<Piece> pieces_after(std::span<const Edit> edits) {
  std::vector<Piece> pieces;
  std::uint32_t copied = 0;
  for (Edit& edit : sorted(edits)) {
    pieces.push_back({.kept = Range{.start = copied, .end = edit.range.start}, .added = {}});
    pieces.push_back({.kept = std::nullopt, .added = std::move(edit.content)});
    copied = edit.range.end;
  }
  pieces.push_back({.kept = Range{.start = copied, .end = endless}, .added = {}});
  return pieces;
}

/// A text in pieces, read from its start.
class Reader {
 public:
  explicit Reader(std::vector<Piece> pieces) : pieces_(std::move(pieces)) {}

  /// Hands the next `count` bytes to `visit`, piece by piece.
  template <typename Visit>
  void read(std::uint32_t count, Visit&& visit) {
    while (count > 0) {
      Piece& piece = pieces_[next_];
      if (piece.size() > count) return visit(piece.take(count));
      count -= piece.size();
      visit(std::move(piece));
      ++next_;
    }
  }
  template <typename Visit>
  void read_rest(Visit&& visit) {
    for (; next_ < pieces_.size(); ++next_) visit(std::move(pieces_[next_]));
  }

 private:
  std::vector<Piece> pieces_;
  std::size_t next_ = 0;
};

/// The edits that make a text of these pieces, the last of which runs to the end.
class EditList {
 public:
  void add(Piece piece) {
    if (!piece.kept) {
      added_ += piece.added;
      return;
    }
    if (piece.kept->empty()) return;
    const Range gone{.start = kept_to_, .end = piece.kept->start};
    if (!gone.empty() || !added_.empty()) edits_.push_back({.range = gone, .content = std::exchange(added_, {})});
    kept_to_ = piece.kept->end;
  }
  [[nodiscard]] std::vector<Edit> take() { return std::move(edits_); }

 private:
  std::vector<Edit> edits_;
  std::string added_;
  std::uint32_t kept_to_ = 0;
};

}  // namespace

std::vector<Edit> compose(std::span<const Edit> first, std::span<const Edit> second) {
  Reader reader(pieces_after(first));
  EditList result;
  std::uint32_t read_to = 0;
  for (Edit& edit : sorted(second)) {
    reader.read(edit.range.start - read_to, [&](Piece piece) { result.add(std::move(piece)); });
    reader.read(edit.range.size(), [](const Piece&) {});
    result.add({.kept = std::nullopt, .added = std::move(edit.content)});
    read_to = edit.range.end;
  }
  reader.read_rest([&](Piece piece) { result.add(std::move(piece)); });
  return result.take();
}

}  // namespace slicecop::text
