// What every command that looks at files begins with: the working folder, the configuration that holds in it, and the
// files themselves.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "config/configuration.h"
#include "config/resolver.h"
#include "workspace/discovery.h"

namespace slicecop::cli {

struct Session {
  std::unique_ptr<config::Resolver> resolver;
  std::shared_ptr<const config::Configuration> configuration;  ///< of the working folder
};

/// The error is a message for people.
std::expected<Session, std::string> begin(const ConfigurationRequest& request, Rules rules);

/// The files that `paths` stand for. The user's own excludes file counts.
workspace::Discovered discover(const std::vector<std::string>& paths, Session& session);

/// Standard input as a file of that name (`-` where it has none), with the configuration that would hold there.
std::expected<workspace::DiscoveredFile, std::string> standard_input(const std::string& name, Session& session);

/// The configurations' warnings and the mistakes in configuration files, once each, as lines for standard error.
std::string warnings_of(const Session& session, const workspace::Discovered& discovered);
std::string mistakes_of(const workspace::Discovered& discovered);

}  // namespace slicecop::cli
