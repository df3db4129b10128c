#include "cli/session.h"

#include <set>
#include <utility>

#include "cli/streams.h"
#include "config/folders.h"
#include "platform/system.h"
#include "workspace/user_excludes.h"

namespace slicecop::cli {

std::expected<Session, std::string> begin(const ConfigurationRequest& request, Rules rules) {
  auto folder = platform::current_directory();
  if (!folder) return std::unexpected("the working folder is not there: " + folder.error().message);
  std::string config_file;
  if (request.config_file) config_file = platform::absolute_path(*request.config_file, *folder);
  Session session;
  session.resolver = std::make_unique<config::Resolver>(config::ResolverSetup{.rules = rules,
                                                                              .command_line = request.options,
                                                                              .working_folder = std::move(*folder),
                                                                              .isolated = request.isolated,
                                                                              .config_file = std::move(config_file)});
  auto resolved = session.resolver->of_folder(session.resolver->working_folder());
  if (!resolved) return std::unexpected(to_string(resolved.error()));
  session.configuration = std::move(*resolved);
  return session;
}

workspace::Discovered discover(const std::vector<std::string>& paths, Session& session) {
  const workspace::UserFolders folders{.home = platform::environment_variable("HOME"),
                                       .xdg_config_home = platform::environment_variable("XDG_CONFIG_HOME")};
  return workspace::discover({.paths = paths, .user_rules = workspace::read_user_excludes(folders)}, *session.resolver);
}

std::expected<workspace::DiscoveredFile, std::string> standard_input(const std::string& name, Session& session) {
  if (name == "-") {
    return workspace::DiscoveredFile{.path = name, .shown = name, .size = 0, .configuration = session.configuration};
  }
  const std::string& working_folder = session.resolver->working_folder();
  workspace::DiscoveredFile file;
  file.path = platform::absolute_path(name, working_folder);
  file.shown = workspace::shown_path(file.path, working_folder);
  auto resolved = session.resolver->of_folder(std::string(config::parent_folder(file.path)));
  if (!resolved) return std::unexpected(to_string(resolved.error()));
  file.configuration = std::move(*resolved);
  return file;
}

std::string warnings_of(const Session& session, const workspace::Discovered& discovered) {
  std::set<const config::Configuration*> configurations{session.configuration.get()};
  for (const workspace::DiscoveredFile& file : discovered.files) configurations.insert(file.configuration.get());
  std::set<std::string> warnings;
  for (const config::Configuration* each : configurations) {
    warnings.insert(each->warnings.begin(), each->warnings.end());
  }
  std::string out;
  for (const std::string& warning : warnings) out += warning_line(warning);
  return out;
}

std::string mistakes_of(const workspace::Discovered& discovered) {
  std::string out;
  for (const config::Error& mistake : discovered.mistakes) out += error_line(to_string(mistake));
  return out;
}

}  // namespace slicecop::cli
