// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the programs of [hooks]. A process of its own: what they do, how long
// they take and what they need of the system is not the daemon's concern.
#include <fmt/format.h>
#include <gio/gio.h>

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "cli/client/daemon.hpp"
#include "cli/client/events.hpp"
#include "cli/commands.hpp"
#include "cli/system.hpp"
#include "config/file.hpp"
#include "glib/error.hpp"
#include "glib/source.hpp"
#include "store/clock.hpp"

namespace cli {
namespace {

using namespace std::chrono_literals;

constexpr auto time_limit = 10s;
constexpr std::size_t most_waiting = 16;

using Programs = std::map<std::string, std::vector<std::string>>;

/** As they stand in the configuration now, without what is wrong in it. */
Programs programs(const std::string& file) {
  try {
    return read_config(file, languages()).hooks;
  } catch (const ConfigError& e) {
    return e.rest().hooks;
  }
}

/** Runs one program after the other, each for a limited time. */
class Runner {
 public:
  explicit Runner(std::string config) : config_{std::move(config)} {}

  void happened(const std::string& what, Facts facts) {
    if (waiting_.size() >= most_waiting) {
      g_warning("hooks: too much is happening; %s is left out", what.c_str());
      return;
    }
    waiting_.emplace_back(what, std::move(facts));
    if (!process_) next();
  }

 private:
  void next() {
    while (!waiting_.empty() && !process_) {
      const auto [what, facts] = std::move(waiting_.front());
      waiting_.pop_front();
      const Programs all = programs(config_);
      if (const auto found = all.find(what); found != all.end())
        run(what, facts, found->second);
    }
  }

  void run(const std::string& what, const Facts& facts,
           const std::vector<std::string>& program) {
    const glib::Object<GSubprocessLauncher> launcher{
        g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDIN_INHERIT)};
    const auto set = [&](const char* name, const std::string& value) {
      g_subprocess_launcher_setenv(launcher.get(), name, value.c_str(), TRUE);
    };
    set("EARSHOT_EVENT", what);
    set("EARSHOT_TIME", utc::now());
    for (const char* fact :
         {"Name", "Address", "Asked", "Outcome", "Why", "Consent"}) {
      const glib::Text upper{g_ascii_strup(fact, -1)};
      set(fmt::format("EARSHOT_{}", upper.get()).c_str(), facts.text(fact));
    }
    set("EARSHOT_SECONDS", facts.has("Seconds")
                               ? std::to_string(facts.number("Seconds"))
                               : std::string{});
    std::vector<const char*> words;
    words.reserve(program.size() + 1);
    for (const std::string& word : program) words.push_back(word.c_str());
    words.push_back(nullptr);
    glib::ErrorSlot error;
    process_.reset(g_subprocess_launcher_spawnv(launcher.get(), words.data(),
                                                error.out()));
    if (!process_) {
      g_warning("hooks: %s: %s", what.c_str(), error.get()->message);
      return;
    }
    name_ = fmt::format("{} ({})", what, program.front());
    limit_.once(time_limit, [this] {
      g_warning("hooks: %s takes too long and is ended", name_.c_str());
      g_subprocess_force_exit(process_.get());
    });
    g_subprocess_wait_async(process_.get(), nullptr, ended, this);
  }

  static void ended(GObject* process, GAsyncResult* result,
                    gpointer self) noexcept {
    auto& runner = *static_cast<Runner*>(self);
    g_subprocess_wait_finish(G_SUBPROCESS(process), result, nullptr);
    runner.limit_.stop();
    if (!g_subprocess_get_successful(runner.process_.get()))
      g_warning("hooks: %s failed", runner.name_.c_str());
    runner.process_.reset();
    runner.next();
  }

  std::string config_;
  std::deque<std::pair<std::string, Facts>> waiting_;
  glib::Object<GSubprocess> process_;
  std::string name_;
  glib::Timeout limit_;
};

}  // namespace

Exit hooks(const Arguments& arguments) {
  bool check = false;
  std::string config = config_file();
  Options{"hooks", "",
          "Runs the programs of [hooks] when something happens; "
          "earshot-hooks.service starts it."}
      .flag("check", check, "Only tell by the exit status: 1 if there are none")
      .text("config", config, "Read this file", "FILE")
      .parse(arguments);
  if (check) return programs(config).empty() ? Exit::failed : Exit::done;
  const Daemon daemon;
  Runner runner{config};
  const Events events{daemon, [&](const std::string& what, Facts facts) {
                        runner.happened(what, std::move(facts));
                      }};
  // The journal may be restarted; that does not end us.
  run_until_ended(daemon, Unread::go_on);
  return Exit::done;
}

}  // namespace cli
