// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bluealsa/pcms.hpp"
#include "bluez/agent.hpp"
#include "daemon/mirror.hpp"
#include "daemon/readiness.hpp"
#include "daemon/requests.hpp"
#include "daemon/stays.hpp"
#include "pairing/effect.hpp"
#include "speech/announcer.hpp"
#include "store/failures.hpp"

/** Does what the core decides: a function for each of its effects. */
struct Performer {
  bluez::Agent& agent;
  Announcer& announcer;
  Mirror& mirror;
  Readiness& readiness;
  Requests& requests;
  Stays& stays;
  bluealsa::Pcms& pcms;
  KeptFailures& failures;
  Admissions& admissions;

  void operator()(const pairing::Announce&) const;
  void operator()(const pairing::Hush&) const;
  void operator()(const pairing::Accept&) const;
  void operator()(const pairing::Answer&) const;
  void operator()(const pairing::Reject&) const;
  void operator()(const pairing::OpenWindow&) const;
  void operator()(const pairing::CloseWindow&) const;
  void operator()(const pairing::Admit&) const;
  void operator()(const pairing::Undo&) const;
  void operator()(const pairing::Finalize&) const;
  void operator()(const pairing::Dismiss&) const;
  void operator()(const pairing::PutOnProbation&) const;
  void operator()(const pairing::Mute&) const;
  void operator()(const pairing::SetVolume&) const;
  void operator()(const pairing::Ended&) const;
  void operator()(const pairing::Echo&) const;
  void operator()(const pairing::Trust&) const;
  void operator()(const pairing::Distrust&) const;
  void operator()(const pairing::Remove&) const;
  void operator()(const pairing::Remember&) const;
};
