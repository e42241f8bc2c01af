// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "test/fakes/fake_objects.hpp"

/** An org.bluealsa with PCMs that can be muted, or fail at it. */
class FakeBluealsa : public FakeObjects {
 public:
  explicit FakeBluealsa(glib::Object<GDBusConnection> bus);

  /** The PCM that a device's stream gets, perhaps with a mute that is
   * remembered; its object path. */
  std::string add_pcm(const std::string& device, bool muted = false);
  /** Both channels are mute, by software. */
  bool is_muted(const std::string& pcm) const;

  bool refuses = false;  ///< to set anything
  bool forgets = false;  ///< what was set, and says that all is well

 private:
  bool put(const std::string& path, const std::string& property,
           GVariant* value, GError** error) override;
};
