// SPDX-License-Identifier: GPL-3.0-or-later
// A phone that pairs with the box, on the bus that DBUS_SYSTEM_BUS_ADDRESS
// names: the fake BlueZ asks our agent as bluetoothd would for a real one.
//   demo_phone [--stay] [CODE]   a random code without it; exit status 0: it is
//                                in. --stay: until it is forgotten, 40 s at
//                                most
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "daemon/configuration.hpp"
#include "test/fakes/fake_bluez.hpp"
#include "test/support/private_bus.hpp"
#include "test/support/wait.hpp"
#include "voice/phrasebook.hpp"

namespace {

constexpr const char* audio_sink = "0000110d-0000-1000-8000-00805f9b34fb";
constexpr auto patience = std::chrono::seconds{40};

/** The box's languages, as it tells on its bus; English before it does. */
std::string language(GDBusConnection& bus) {
  const glib::Variant reply{g_dbus_connection_call_sync(
      &bus, "org.earshot.Earshot1", "/org/earshot",
      "org.freedesktop.DBus.Properties", "Get",
      g_variant_new("(ss)", "org.earshot.Earshot1", "Languages"),
      G_VARIANT_TYPE("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, nullptr, nullptr)};
  if (!reply) return "en";
  GVariant* languages = nullptr;
  g_variant_get(reply.get(), "(v)", &languages);
  const glib::Variant owned{languages};
  const char* first = nullptr;
  g_variant_get_child(languages, 0, "&s", &first);
  return first;
}

/** What the box says of such a request, in its words. */
std::string sentence(const std::string& language, std::uint32_t code,
                     const char* device) {
  using voice::Phrase;
  const voice::Phrasebook book{configuration::phrasebooks(), language};
  char text[8];
  std::snprintf(text, sizeof text, "%06u", code);
  std::string digits;
  for (int i = 0; i < 6; ++i) {
    if (i > 0) digits += i == 3 ? ", " : " ";
    digits += book.digits()[static_cast<std::size_t>(text[i] - '0')];
  }
  return book.say(Phrase::compare_before) + ": " + digits + ". " +
         book.say(Phrase::again) + " " + digits + ". " +
         book.say(Phrase::asker, device) + " " +
         book.say(Phrase::compare_after);
}

int fail(const char* what) {
  std::printf("phone: %s\n", what);
  return EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  std::random_device random;
  const bool stay = argc > 1 && std::string_view{argv[1]} == "--stay";
  if (stay) {
    --argc;
    ++argv;
  }
  const auto code = argc > 1 ? static_cast<std::uint32_t>(std::atol(argv[1]))
                             : std::uniform_int_distribution<std::uint32_t>{
                                   0, 999'999}(random);

  const char* address = std::getenv("DBUS_SYSTEM_BUS_ADDRESS");
  const glib::Object<GDBusConnection> bus = connect_to(address);
  FakeBluez bluez{connect_to(address)};
  bluez.add_adapter("hci0", "00:AA:01:00:00:00");
  bluez.appear();
  if (!wait_until([&] { return bluez.flag("/org/bluez/hci0", "Discoverable"); },
                  patience))
    return fail("the box does not show itself");
  std::printf("phone: I see '%s', and ask to pair\n",
              bluez.text("/org/bluez/hci0", "Alias").c_str());

  const std::string phone = bluez.add_device("00:AA:01:01:00:01", "Pixel 8");
  std::printf("phone: my screen shows %06u\n", code);
  auto& answer = bluez.confirm(phone, code);
  std::printf("box says: \"%s\"\n",
              sentence(language(*bus), code, "Pixel").c_str());
  const auto begin = std::chrono::steady_clock::now();
  if (!wait_until([&] { return answer.answered; }, patience))
    return fail("no answer came");
  if (!answer.accepted) return fail("the box refused");
  const std::chrono::duration<double> waited =
      std::chrono::steady_clock::now() - begin;
  std::printf("phone: the box said yes, %.1f s after I asked\n",
              waited.count());

  bluez.bond(phone);
  if (!wait_until(
          [&] { return !bluez.flag("/org/bluez/hci0", "Discoverable"); },
          patience))
    return fail("the box stays visible");
  auto& service = bluez.authorize(phone, audio_sink);
  if (!wait_until([&] { return service.answered; }, patience) ||
      !service.accepted)
    return fail("I may not play music");
  std::printf("phone: I am in, and may play music\n");
  if (!stay) return EXIT_SUCCESS;
  if (!wait_until([&] { return !bluez.has(phone); }, patience))
    return fail("nobody has forgotten me");
  std::printf("phone: I am forgotten\n");
  // The box's adapter stays for whoever looks at it then.
  wait_until([] { return false; }, patience);
  return EXIT_SUCCESS;
}
