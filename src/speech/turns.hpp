// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "speech/settings.hpp"

/**
 * Who has the speaker, where several phones play: values in, values out.
 *
 * A phone begins when its stream does, or when its player begins to play on a
 * stream that is open. Who has the speaker keeps it through a short silence, as
 * between two songs; then it goes back to another that still plays, or that was
 * paused for its sake and has been left alone since.
 */
class Turns {
 public:
  using Time = std::chrono::milliseconds;

  /** A silence that ends no turn. */
  static constexpr Time between_songs{3'000};
  /** Music that was paused longer ago does not begin by itself again: whoever
   * played it may have gone, or be on the phone. */
  static constexpr Time resumed_within{300'000};
  /** What is said of one phone is not said again within this. */
  static constexpr Time said_again_after{60'000};

  /** One that is in and connected. */
  struct Phone {
    bool streams = false;         ///< its stream is active
    std::optional<bool> plays{};  ///< its player does; nothing: it has none
    bool paused = false;          ///< we have paused it
  };
  using Phones = std::map<std::string, Phone>;

  /** What is to be said. */
  struct News {
    std::string phone;
    bool took_over = false;  ///< else it was turned away
    bool operator==(const News&) const = default;
  };

  void rule(SecondPhone rule) noexcept { rule_ = rule; }
  /** All phones as they are now; `now` never goes back. */
  void see(const Phones& phones, Time now);
  /** What see() has led to, once. */
  std::vector<News> news(Time now);
  /** The phone's name was said for another reason. */
  void named(const std::string& phone, Time now);

  /** Who has the speaker; empty: nobody, so all may be heard. */
  const std::string& holder() const noexcept { return holder_; }
  /** Its music was paused, and is to play on now that it has its turn. */
  bool resumes() const noexcept { return resumes_; }
  /** Is to be mute, and paused. */
  bool is_aside(const std::string& phone) const;
  /** When see() is to be called again, if nothing happens before. */
  std::optional<Time> deadline() const;

 private:
  struct Known {
    Phone now{};
    bool sounds = false;
    unsigned began = 0;   ///< the higher, the later; 0: not yet
    Time silent_since{};  ///< once it has begun
    bool aside = false;
    Time aside_since{};
    bool is_news = false;  ///< that it took over, or was turned away
    std::optional<Time> said{};
  };

  void update(Known& known, const Phone& phone, Time now);
  void begin(Known& known, bool was_paused, Time now);
  bool keeps_turn(const Known& known, Time now) const;
  bool may_resume(const Known& known, Time now) const;
  /** Of those that sound, or else may resume; empty: there is none. */
  std::string next(Time now) const;
  void choose(Time now);
  void give(const std::string& phone, Time now);
  /** `before`: beginnings that were known already. */
  void turn_away(unsigned before);
  void put_aside(Time now);

  SecondPhone rule_ = SecondPhone::newest;
  std::map<std::string, Known> phones_;
  std::string holder_;
  bool resumes_ = false;
  unsigned beginnings_ = 0;
};
