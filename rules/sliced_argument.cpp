// A large slice, outside of a loop, that is copied only to be handed to something that takes any buffer.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/context.h"
#include "engine/patterns/copying_slice.h"
#include "engine/patterns/view_readers.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using namespace engine::literals;
using semantics::Buffer;
using semantics::UseKind;
using syntax::BinaryOperator;
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

/// `b"".join(parts)`, which could take the slice as its first or last part.
bool is_join(Context& context, Node node) {
  const Call call(syntax::unparenthesized(node));
  const syntax::Attribute method(call.function());
  return method.name() == "join" && syntax::string_content(method.object()).empty() && call.argument_count() == 1 &&
         context.model().buffer_of(node).only(Buffer::bytes | Buffer::bytearray) &&
         syntax::is_bytes_literal(method.object());
}

/// The join that the slice is added to, in front or behind: `data[n:] + b"".join(parts)`.
Node join_beside(Context& context, Node slice) {
  const Node operand = syntax::with_parentheses(slice);
  const BinaryOperator sum(operand.parent());
  if (sum.operator_kind() != Kind::token_plus) return {};
  const Node other = sum.left() == operand ? sum.right() : sum.left();
  return is_join(context, other) ? syntax::unparenthesized(other) : Node{};
}

/// The parts of a buffer that are small by their nature: what a number at its end or a fixed field at its start takes.
bool is_small(Context& context, const CopyingSlice& copy) {
  semantics::Model& model = context.model();
  const std::uint64_t smallest = context.settings().min_slice_bytes_new_view;
  return model.width_of(copy.subscript).below(smallest) || model.size_of(copy.base).below(smallest);
}

/// `SIZE`, `self.HEADER_SIZE`, `HEADER.size`, `len(MAGIC)`.
bool is_constant_name(Node bound) {
  const Call length(bound);
  if (length.function().text() == "len") bound = length.positional(0);
  if (bound.is(Kind::attribute) && syntax::Attribute(bound).name() == "size") bound = syntax::Attribute(bound).object();
  const std::string_view name = bound.is(Kind::attribute) ? syntax::Attribute(bound).name() : bound.text();
  return bound.is_any(Kind::identifier, Kind::attribute) &&
         std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// `data[4:]`, `data[:-SIZE]`: all of it but a head and a tail of given sizes.
bool is_nearly_all(Context& context, const CopyingSlice& copy) {
  semantics::Model& model = context.model();
  const Node lower = syntax::unparenthesized(copy.slice.lower());
  const Node upper = syntax::unparenthesized(copy.slice.upper());
  if (upper && !upper.is(Kind::unary_operator)) return false;
  if (!lower) return true;
  const std::optional<std::int64_t> from = model.constant_of(lower);
  return from ? *from >= 0 : is_constant_name(lower);
}

/// True where something tells that much may be handed over; the width alone is not known.
bool may_be_large(Context& context, const CopyingSlice& copy) {
  semantics::Model& model = context.model();
  if (copy.buffer.only(Buffer::mmap)) return true;
  if (model.width_of(copy.subscript).at_least >= context.settings().min_slice_bytes_new_view) return true;
  if (model.is_small_by_making(copy.base) || model.is_fragment(copy.base)) return false;
  if (is_nearly_all(context, copy)) return model.is_bulk(copy.base);
  // What an object gathers.
  const bool gathers = copy.base.is(Kind::attribute) && copy.is_certain() && !copy.slice.lower();
  return gathers && (copy.buffer.only(Buffer::bytearray) || model.is_bulk(copy.base));
}

// What takes data in bulk, by the last part of its name. What parses, encodes or looks for a part (`int`, `unhexlify`,
// `split`) mostly gets a few bytes, for which a view is slower.
constexpr std::array<std::string_view, 30> bulk_readers{"write",
                                                        "writelines",
                                                        "send",
                                                        "sendall",
                                                        "sendto",
                                                        "sendmsg",
                                                        "update",
                                                        "crc32",
                                                        "crc32c",
                                                        "adler32",
                                                        "compress",
                                                        "decompress",
                                                        "join",
                                                        "extend",
                                                        "feed",
                                                        "feed_data",
                                                        "loads",
                                                        "load",
                                                        "encrypt",
                                                        "decrypt",
                                                        "encrypt_and_digest",
                                                        "decrypt_and_verify",
                                                        "frombytes",
                                                        "from_buffer_copy",
                                                        "sha1",
                                                        "sha256",
                                                        "sha512",
                                                        "md5",
                                                        "blake2b",
                                                        "new"};

bool reads_in_bulk(Context& context, const semantics::Use& reader) {
  if (reader.kind == UseKind::assigned_into) return true;
  const Call call(reader.where);
  if (!call) return false;
  // Own functions have no name there: what they do with it was looked at.
  const std::string_view callee = context.model().callee_name(call);
  if (callee.empty() || callee.starts_with("hashlib.")) return true;
  return std::ranges::find(bulk_readers, callee.substr(callee.rfind('.') + 1)) != bulk_readers.end();
}

/// The call of a function that by its name makes a CRC of the slice: it reads the bytes and keeps none, and that of a C
/// extension takes any buffer.
Node checksum_of(Node slice) {
  const Node operand = syntax::with_parentheses(slice);
  const Call call(operand.parent().parent());
  if (!call || call.positional(0) != operand) return {};
  const syntax::Attribute method(call.function());
  const std::string_view name = method ? method.name() : call.function().text();
  return name.find("crc32") != std::string_view::npos ? call.node() : Node{};
}

std::string read_by(const std::vector<semantics::Use>& readers) {
  const Node function = readers.size() == 1 ? Call(readers.front().where).function() : Node{};
  return function ? "only for " + code(function) + " to read it" : "only to be read";
}

std::string view_text(const CopyingSlice& copy) {
  const std::string_view whole = copy.subscript.text();
  const std::uint32_t brackets = copy.subscript.value().range().end - copy.subscript.range().start;
  return "memoryview(" + std::string(copy.base.text()) + ")" + std::string(whole.substr(brackets));
}

/// Why a view may behave otherwise than the slice; empty where it cannot.
std::string doubt(Context& context, const CopyingSlice& copy, const std::vector<semantics::Use>& readers) {
  if (!copy.is_certain()) return "nothing but its use says that " + code(copy.base) + " is a buffer";
  if (!copy.buffer.only(Buffer::bytes)) return code(copy.base) + " may be changed while the view lives";
  if (readers.size() != 1 || !readers.front().where.contains(copy.subscript.node())) {
    return "the slice has a name that outlives its use";
  }
  if (readers.front().kind == UseKind::unknown) {
    return "it is not known that " + code(Call(readers.front().where).function()) + " takes any buffer";
  }
  if (readers.front().kind == UseKind::kept) {
    return code(Call(readers.front().where).function()) + " may keep the view";
  }
  if (context.model().meaning_of("memoryview", copy.subscript.node()) != "builtins.memoryview") {
    return "`memoryview` means something else here";
  }
  return {};
}

Fix fix(Context& context, const CopyingSlice& copy, const std::vector<semantics::Use>& readers) {
  const Node value = copy.subscript.value();
  Fix fix{.title = "Slice a view",
          .reason = doubt(context, copy, readers),
          .edits = {{.range = value.range(), .content = "memoryview(" + std::string(copy.base.text()) + ")"}}};
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  fix.local = fix.applicability == Applicability::safe;
  if (fix.reason.empty()) fix.reason = "bytes never change, and what reads the slice takes any buffer";
  return fix;
}

std::optional<std::string> message(Context& context, const CopyingSlice& copy,
                                   const std::vector<semantics::Use>& readers, Node join) {
  const std::string slice = code(copy.subscript.node());
  if (join) {
    return slice + " is copied to be added to what " + code(join) + " makes, and all of it once more; let " +
           code(view_text(copy)) + " be one of its parts" + because(copy.typed);
  }
  if (readers.empty()) return std::nullopt;
  const std::optional<std::uint64_t> width = context.model().width_of(copy.subscript).exact();
  const std::string copies = width ? " copies " + with_separators(*width) + " bytes, " : " is copied, ";
  return slice + copies + read_by(readers) + "; " + code(view_text(copy)) + " copies nothing, and pays from " +
         with_separators(context.settings().min_slice_bytes_new_view) + " bytes" + because(copy.typed);
}

/// `cipher.decrypt(token[:12], token[12:])`: a nonce or a tag and what it seals, of one value that is handed over
/// whole: a token, a key or an answer of a device more often than a file. Where nothing but this says what it is, or
/// both go into one call, its size is not known.
bool opens_a_seal(const CopyingSlice& copy, const std::vector<semantics::Use>& readers) {
  const bool guessed = copy.buffer.only(Buffer::consumed);
  for (const semantics::Use& reader : readers) {
    const Call call(reader.where);
    if (call.function().text().find("decrypt") == std::string_view::npos) continue;
    if (guessed) return true;
    for (const Node argument : call.arguments().children()) {
      const Subscript other(syntax::unparenthesized(argument));
      const bool another = other.slice() && other.node() != copy.subscript.node();
      if (another && other.value().text() == copy.base.text()) return true;
    }
  }
  return false;
}

void check(Context& context, Subscript subscript) {
  const std::optional<CopyingSlice> copy = copying_slice(context, subscript);
  if (!copy) return;
  const Node node = subscript.node();
  if (copy->in_loop) return;
  // `data[:]` of a bytes object is that object.
  const bool whole = !copy->slice.lower() && !copy->slice.upper();
  if (whole && copy->buffer.may_be(Buffer::bytes | Buffer::consumed)) return;
  if (is_small(context, *copy)) {
    context.silent(node, "the slice is known to be too small for a view of its own (`min-slice-bytes-new-view`)");
    return;
  }
  const Node join = join_beside(context, node);
  const bool large = join ? context.model().is_bulk(copy->base) : may_be_large(context, *copy);
  if (!large) {
    context.silent(node, "nothing tells that the slice may be large");
    return;
  }
  std::vector<semantics::Use> readers = view_readers(context, node, copy->base, copy->buffer);
  const Node checksum = readers.empty() ? checksum_of(node) : Node{};
  if (!std::ranges::all_of(readers, [&](const auto& reader) { return reads_in_bulk(context, reader); })) {
    context.silent(node, "what reads it mostly gets a few bytes");
    return;
  }
  if (opens_a_seal(*copy, readers)) {
    context.silent(node, "what is decrypted is a token or a key more often than it is large");
    return;
  }
  if (checksum) readers.push_back({.kind = UseKind::unknown, .where = checksum});
  std::optional<std::string> said = message(context, *copy, readers, join);
  if (!said) {
    context.silent(node, "its uses do not all take a view with the same result");
    return;
  }
  Report report{
      .where = node,
      .message = *std::move(said),
      .typed = copy->typed,
      .cost = {.growth = Growth::once,
               .width = context.model().width_of(subscript).exact(),
               .gains_from = context.settings().min_slice_bytes_new_view,
               .in_loop = false},
  };
  if (!join) report.fix = fix(context, *copy, readers);
  if (auto note = origin(copy->typed, copy->base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule sliced_argument{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "large slice copied only to be handed over",
    .why =
        R"(`sock.sendall(data[4:])` copies all but four bytes, hands them over and drops them. A socket, file, hash, compressor or
`join` takes any buffer: `sock.sendall(memoryview(data)[4:])` copies nothing.

Making the view costs what copying 8 to 12 KB costs, so that it pays from there on: 5 to 8 times as fast for a slice of
64 KB, 100 times at 1 MB, and three times slower below 256 bytes (the slice alone; CPython 3.8 to 3.13). Writing 64 KB
becomes 1.7 to 4.6 times as fast, a checksum hardly faster at all, but the memory of the copy is saved.

Silent: slices known to be smaller (`min-slice-bytes-new-view`), a token or key that is decrypted, parts of lines and of what is mostly small, and whatever
is compared, hashed, indexed, decoded, kept, returned or handed to unknown code; slices of a bytearray that are assigned
into another one, which copies a view, too. In a loop `slice-in-loop` speaks.)",
    .gains_from = 8_KiB,
    .bad = R"(import io


def body(message: bytes, out: io.BytesIO) -> None:
    out.write(message[4:])


sink = io.BytesIO()
body(bytes(65536), sink)
result = len(sink.getvalue())
)",
    .good = R"(import io


def body(message: bytes, out: io.BytesIO) -> None:
    out.write(memoryview(message)[4:])


sink = io.BytesIO()
body(bytes(65536), sink)
result = len(sink.getvalue())
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
