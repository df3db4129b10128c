// What the file tells of the socket that something is sent through, and of what waits to be sent.
#pragma once

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// True for a send through a socket that only ever blocks without a timeout (`sock.settimeout(None)` or
/// `sock.setblocking(True)`, and nothing else of the kind), or one for datagrams or frames, as all sockets are that the
/// file makes: one call takes everything.
bool takes_all_at_once(semantics::Model& model, syntax::Call send);

/// True for a `write` of some other object of which nothing is known: what it takes at once, and how long that takes,
/// is its own affair (a probe, a terminal, a file that takes everything).
bool is_foreign_write(semantics::Model& model, syntax::Call call);

/// True for an attribute into which its class puts literals, text that it encodes and packed fields, and nothing else:
/// a request, a greeting.
bool is_made_of_short_parts(semantics::Model& model, syntax::Node attribute);

}  // namespace slicecop::engine
