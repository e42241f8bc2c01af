// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/management.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace cli::doctor {
namespace {

// BlueZ lib/bluetooth.h and lib/hci.h, which are no part of libc.
constexpr int bluetooth_family = 31;
constexpr int hci_protocol = 1;
constexpr std::uint16_t no_index = 0xffff;
constexpr std::uint16_t control_channel = 3;
struct Address {
  sa_family_t family;
  std::uint16_t index;
  std::uint16_t channel;
};

// BlueZ lib/mgmt.h
constexpr std::uint16_t read_index_list = 0x0003;
constexpr std::uint16_t read_info = 0x0004;
constexpr std::uint16_t command_complete = 0x0001;
constexpr std::uint32_t setting_ssp = 1u << 6;
constexpr std::uint32_t setting_bredr = 1u << 7;
constexpr std::size_t header = 6;
constexpr int patience = 1'000;  // ms

using Packet = std::vector<std::uint8_t>;

unsigned u16(std::span<const std::uint8_t> bytes, std::size_t at) {
  return bytes[at] | unsigned{bytes[at + 1]} << 8;
}

std::uint32_t u32(std::span<const std::uint8_t> bytes, std::size_t at) {
  return u16(bytes, at) | std::uint32_t{u16(bytes, at + 2)} << 16;
}

/** The parameters of a Command Complete of this command that was successful. */
std::optional<std::span<const std::uint8_t>> answer(
    std::span<const std::uint8_t> packet, unsigned command) {
  if (packet.size() < header + 3 || u16(packet, 0) != command_complete ||
      u16(packet, header) != command || packet[header + 2] != 0)
    return std::nullopt;
  return packet.subspan(header + 3);
}

class Socket {
 public:
  Socket()
      : fd_{socket(bluetooth_family, SOCK_RAW | SOCK_CLOEXEC, hci_protocol)} {
    const Address address{bluetooth_family, no_index, control_channel};
    if (fd_ >= 0 && bind(fd_, reinterpret_cast<const sockaddr*>(&address),
                         sizeof address) != 0) {
      ::close(fd_);
      fd_ = -1;
    }
  }
  ~Socket() {
    if (fd_ >= 0) ::close(fd_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  explicit operator bool() const { return fd_ >= 0; }

  /** Empty where no answer comes. */
  Packet ask(std::uint16_t command, std::uint16_t index) const {
    const std::array<std::uint8_t, header> question{
        static_cast<std::uint8_t>(command & 0xff),
        static_cast<std::uint8_t>(command >> 8),
        static_cast<std::uint8_t>(index & 0xff),
        static_cast<std::uint8_t>(index >> 8),
        0,
        0};
    if (write(fd_, question.data(), question.size()) < 0) return {};
    // Events of other programs' commands may come before.
    for (int tries = 0; tries < 20; ++tries) {
      pollfd ready{fd_, POLLIN, 0};
      if (poll(&ready, 1, patience) <= 0) return {};
      Packet packet(1024);
      const ssize_t length = read(fd_, packet.data(), packet.size());
      if (length < 0) return {};
      packet.resize(static_cast<std::size_t>(length));
      if (packet.size() >= header && u16(packet, 2) == index &&
          answer(packet, command))
        return packet;
    }
    return {};
  }

 private:
  int fd_;
};

}  // namespace

std::optional<Controller> parse_controller(
    std::span<const std::uint8_t> packet) {
  const auto info = answer(packet, read_info);
  // Address 6, version 1, manufacturer 2, supported 4, current settings 4.
  if (!info || info->size() < 17) return std::nullopt;
  std::array<char, 18> address{};
  std::snprintf(address.data(), address.size(), "%02X:%02X:%02X:%02X:%02X:%02X",
                (*info)[5], (*info)[4], (*info)[3], (*info)[2], (*info)[1],
                (*info)[0]);
  const std::uint32_t current = u32(*info, 13);
  return Controller{address.data(), (current & setting_ssp) != 0,
                    (current & setting_bredr) != 0};
}

std::optional<std::vector<Controller>> controllers() {
  const Socket socket;
  if (!socket) return std::nullopt;
  std::vector<Controller> result;
  const Packet list = socket.ask(read_index_list, no_index);
  const auto indexes = answer(list, read_index_list);
  if (!indexes || indexes->size() < 2) return result;
  const std::size_t count = u16(*indexes, 0);
  for (std::size_t i = 0; i < count && 4 + 2 * i <= indexes->size(); ++i) {
    const auto index = static_cast<std::uint16_t>(u16(*indexes, 2 + 2 * i));
    if (auto controller = parse_controller(socket.ask(read_info, index)))
      result.push_back(std::move(*controller));
  }
  return result;
}

}  // namespace cli::doctor
