// SPDX-License-Identifier: GPL-3.0-or-later
#include "consent/key_device.hpp"

#include <fcntl.h>

#include <cerrno>
#include <system_error>

namespace consent {
namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error{error, std::generic_category(), what};
}

int open_node(const std::filesystem::path& node) {
  const int result = open(node.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (result < 0) fail(errno, node.string());
  return result;
}

}  // namespace

KeyDevice::KeyDevice(const std::filesystem::path& node)
    : descriptor_{open_node(node)} {
  libevdev* device = nullptr;
  const int error = libevdev_new_from_fd(descriptor_.get(), &device);
  if (error < 0) fail(-error, node.string());
  device_.reset(device);
}

bool KeyDevice::is_local_keyboard() const noexcept {
  return libevdev_has_event_type(device_.get(), EV_KEY) != 0 &&
         libevdev_get_id_bustype(device_.get()) != BUS_BLUETOOTH;
}

void KeyDevice::grab() {
  const int error = libevdev_grab(device_.get(), LIBEVDEV_GRAB);
  if (error < 0) fail(-error, name() + " can't be grabbed");
}

void KeyDevice::read(
    const std::function<void(unsigned code, int value)>& listener) {
  unsigned flag = LIBEVDEV_READ_FLAG_NORMAL;
  for (;;) {
    input_event event{};
    const int status = libevdev_next_event(device_.get(), flag, &event);
    if (status == -EAGAIN) {
      // What was dropped while the kernel's queue was full is made up for.
      if (std::exchange(flag, unsigned{LIBEVDEV_READ_FLAG_NORMAL}) ==
          LIBEVDEV_READ_FLAG_SYNC)
        continue;
      return;
    }
    if (status < 0) fail(-status, name());
    if (status == LIBEVDEV_READ_STATUS_SYNC) flag = LIBEVDEV_READ_FLAG_SYNC;
    if (event.type == EV_KEY) listener(event.code, event.value);
  }
}

}  // namespace consent
