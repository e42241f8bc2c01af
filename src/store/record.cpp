// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/record.hpp"

#include <fmt/format.h>
#include <gio/gio.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "glib/handle.hpp"

namespace {

using namespace std::chrono_literals;

constexpr auto soon = 1s;
constexpr auto later = 10min;  // for what strangers can bring about at will
constexpr const char* header = "earshot";
// Names this kind of line in the journal: journalctl MESSAGE_ID=...
constexpr const char* message_id = "8b1b6c2f9fd14c6c9d0a4f6f2b7e5a31";

using Member = std::string RecordedRequest::*;
struct Field {
  const char* key;      ///< in our file
  const char* journal;  ///< in the journal
  Member member;
};
constexpr std::array<Field, 7> fields{{
    {"when", "EARSHOT_TIME", &RecordedRequest::when},
    {"name", "EARSHOT_NAME", &RecordedRequest::name},
    {"address", "EARSHOT_ADDRESS", &RecordedRequest::address},
    {"asked", "EARSHOT_ASKED", &RecordedRequest::asked},
    {"outcome", "EARSHOT_OUTCOME", &RecordedRequest::outcome},
    {"why", "EARSHOT_WHY", &RecordedRequest::why},
    {"consent", "EARSHOT_CONSENT", &RecordedRequest::consent},
}};

void tell_journal(const RecordedRequest& request) {
  const std::string message =
      fmt::format("the request of '{}' ({}) is over: {}", request.name,
                  request.address, request.why);
  std::vector<GLogField> told{{"MESSAGE", message.c_str(), -1},
                              {"MESSAGE_ID", message_id, -1},
                              {"PRIORITY", "5", -1},
                              {"GLIB_DOMAIN", G_LOG_DOMAIN, -1}};
  for (const Field& field : fields)
    told.push_back({field.journal, (request.*field.member).c_str(), -1});
  g_log_structured_array(G_LOG_LEVEL_MESSAGE, told.data(), told.size());
}

std::uint32_t number(const std::string& text) {
  std::uint32_t result = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, result);
  if (error != std::errc{} || rest != end)
    throw std::runtime_error{fmt::format("'{}' is not a number", text)};
  return result;
}

std::deque<RecordedRequest> read(GKeyFile& file) {
  std::deque<RecordedRequest> result;
  const std::uint32_t count = number(KeptFile::text(file, header, "requests"));
  for (std::uint32_t i = 1; i <= count && i <= Record::most; ++i) {
    const std::string group = std::to_string(i);
    RecordedRequest request;
    for (const Field& field : fields)
      request.*field.member = KeptFile::text(file, group.c_str(), field.key);
    request.times = number(KeptFile::text(file, group.c_str(), "times"));
    result.push_back(std::move(request));
  }
  return result;
}

void write(const std::deque<RecordedRequest>& requests, GKeyFile& file) {
  g_key_file_set_comment(&file, nullptr, nullptr,
                         " The last requests; written by earshotd.", nullptr);
  g_key_file_set_string(&file, header, "requests",
                        std::to_string(requests.size()).c_str());
  int i = 0;
  for (const RecordedRequest& request : requests) {
    const std::string group = std::to_string(++i);
    for (const Field& field : fields)
      g_key_file_set_string(&file, group.c_str(), field.key,
                            (request.*field.member).c_str());
    g_key_file_set_string(&file, group.c_str(), "times",
                          std::to_string(request.times).c_str());
  }
}

}  // namespace

Record::Record(const std::filesystem::path& directory)
    : file_{directory / "requests", "the record of requests"} {
  file_.load([this](GKeyFile& file) { requests_ = read(file); });
}

Record::~Record() {
  if (soon_.running()) save();
}

void Record::add(RecordedRequest request) {
  tell_journal(request);
  append(std::move(request));
  refused_ = 0;
  save_soon(soon);
}

void Record::add_refused(RecordedRequest request) {
  const auto end = requests_.end();
  const auto alike =
      std::find_if(end - static_cast<std::ptrdiff_t>(refused_), end,
                   [&](const auto& r) { return r.outcome == request.outcome; });
  if (alike != end) {
    request.times = alike->times + 1;
    *alike = std::move(request);
  } else {
    tell_journal(request);
    append(std::move(request));
    ++refused_;
  }
  save_soon(later);
}

std::vector<RecordedRequest> Record::since(const std::string& when) const {
  std::vector<RecordedRequest> result;
  for (const RecordedRequest& request : requests_)
    if (request.when >= when) result.push_back(request);
  return result;
}

void Record::append(RecordedRequest request) {
  requests_.push_back(std::move(request));
  if (requests_.size() > most) requests_.pop_front();
}

void Record::save_soon(std::chrono::milliseconds when) {
  if (when > soon && soon_.running()) return;
  soon_.once(when, [this] { save(); });
}

void Record::save() {
  const glib::KeyFile file{g_key_file_new()};
  write(requests_, *file);
  file_.save(*file);
}
