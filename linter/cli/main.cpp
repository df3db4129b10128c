#include <cstddef>
#include <span>

#include "cli/program.h"
#include "engine/registry.h"

int main(int argument_count, char** arguments) {
  const std::span<const char* const> all(arguments, static_cast<std::size_t>(argument_count));
  return slicecop::cli::run_program(all, slicecop::engine::all_rules());
}
