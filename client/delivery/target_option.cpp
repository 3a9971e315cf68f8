#include "eardrum/client/delivery/target_option.hpp"

#include <CLI/CLI.hpp>

namespace eardrum::client {

CLI::Option* add_target_option(CLI::App& command, std::vector<std::string>& targets) {
  return command
      .add_option("--to", targets,
                  "where to send: put://, carbon:// or opentsdb://; may be repeated; else to "
                  "the server of --host and --port")
      ->type_name("[SCHEME://]HOST[:PORT]")
      ->allow_extra_args(false);
}

}  // namespace eardrum::client
