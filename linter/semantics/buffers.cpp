#include "semantics/buffers.h"

namespace slicecop::semantics {

using types::Form;

namespace {

// A class of the document may redefine what a slice is.
bool redefines_slices(Evaluator& evaluator, Type instance) {
  const types::Pool& pool = evaluator.pool();
  const ClassId id = pool.class_of(instance);
  if (id < types::first_document_id) return false;
  const Type method = evaluator.member(instance, "__getitem__");
  const auto function = evaluator.function_of(method);
  return !function || *function >= types::first_document_id;
}

int kind_of(Evaluator& evaluator, Type member) {
  const types::Pool& pool = evaluator.pool();
  const ClassId id = pool.class_of(member);
  if (id == 0xffffffff || redefines_slices(evaluator, member)) return 0;
  const auto is = [&](Known known) { return evaluator.is_subclass(id, types::class_id(known)); };
  if (id == types::class_id(Known::bytes)) return Buffer::bytes;
  if (id == types::class_id(Known::buffer)) return Buffer::consumed;
  if (is(Known::bytes)) return Buffer::bytes;
  if (is(Known::bytearray)) return Buffer::bytearray;
  if (is(Known::memoryview)) return Buffer::view;
  if (is(Known::mmap)) return Buffer::mmap;
  if (is(Known::array) || is(Known::ctypes_array)) return Buffer::array;
  const bool library_buffer =
      id < types::first_document_id && evaluator.stubs().class_at(id).has(stubs::ClassFlag::buffer);
  return library_buffer ? Buffer::other : 0;
}

}  // namespace

Buffer buffer_of(Evaluator& evaluator, Type type) {
  Buffer buffer;
  for (const Type member : evaluator.pool().members(type)) {
    if (member == Type::none) {
      buffer.optional = true;
      continue;
    }
    const int kind = kind_of(evaluator, member);
    if (kind == 0) return {};
    buffer.kinds = static_cast<std::uint8_t>(buffer.kinds | kind);
  }
  return buffer;
}

Takes takes(Evaluator& evaluator, Type parameter) {
  const types::Pool& pool = evaluator.pool();
  bool view = false;
  bool bytes = false;
  bool other = false;
  bool open = false;
  for (const Type member : pool.members(parameter)) {
    if (member == Type::none) continue;
    switch (pool.form(member)) {
      case Form::unknown:
      case Form::any:
      case Form::type_variable:
      case Form::self_type:
        return Takes::anything;
      case Form::instance: {
        const ClassId id = pool.class_of(member);
        const int kind = kind_of(evaluator, member);
        view = view || (kind & (Buffer::consumed | Buffer::view)) != 0;
        bytes = bytes || (kind & (Buffer::consumed | Buffer::bytes)) != 0;
        const bool protocol =
            id < types::first_document_id && evaluator.stubs().class_at(id).has(stubs::ClassFlag::protocol);
        // Iterable[int], Sized, SupportsBytes: a buffer is one, and so are many others.
        open = open || (kind == 0 && protocol);
        other = other || kind == 0;
        break;
      }
      default:
        other = true;
    }
  }
  if (view) return other ? Takes::buffers_too : Takes::any_buffer;
  if (open) return Takes::anything;
  if (bytes) return other ? Takes::bytes_too : Takes::some_buffers;
  return other ? Takes::no_buffer : Takes::anything;
}

}  // namespace slicecop::semantics
