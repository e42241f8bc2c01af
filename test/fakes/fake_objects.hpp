// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "glib/handle.hpp"

/** Takes a floating value over, or another reference to one that is not. */
glib::Variant own(GVariant* value);

/**
 * A service in our own process, on its own connection: a bus name and a tree of
 * objects with one interface each, under an ObjectManager.
 */
class FakeObjects {
 public:
  using Properties = std::map<std::string, glib::Variant>;

  /** `contract` describes all interfaces but ObjectManager, in D-Bus XML. */
  FakeObjects(glib::Object<GDBusConnection> bus, const char* name,
              const char* root, const char* contract);
  virtual ~FakeObjects();
  FakeObjects(const FakeObjects&) = delete;
  FakeObjects& operator=(const FakeObjects&) = delete;

  /** Takes or gives up the name. */
  void appear();
  virtual void vanish();

  /** A signal of any type, right or wrong. */
  void emit(const std::string& path, const char* interface, const char* signal,
            GVariant* arguments);
  void remove_object(const std::string& path);
  void set(const std::string& path, const char* property, GVariant* value);
  bool flag(const std::string& path, const char* property) const;
  std::string text(const std::string& path, const char* property) const;
  /** Of 16 or 32 bits. */
  std::uint32_t number(const std::string& path, const char* property) const;
  /** It hangs: calls wait until it does so no more, and what is set times out
   * (at once, here). */
  void hang(bool on);

  /** So many of the next readers of the tree are told that there is none. */
  int deaf = 0;
  bool has(const std::string& path) const { return objects_.contains(path); }

 protected:
  struct Object {
    std::string interface;
    Properties properties;
    unsigned id = 0;
  };

  void add(const std::string& path, const std::string& interface,
           Properties properties);
  /** Serves methods of `interface` at `path`. */
  void serve(const char* path, const char* interface);
  /** A method that is not GetManagedObjects; answers it. */
  virtual void call(const char* path, const std::string& method,
                    GVariant* arguments, GDBusMethodInvocation* invocation);
  /** A client sets a property; false: refused, with the error set. */
  virtual bool put(const std::string& path, const std::string& property,
                   GVariant* value, GError** error);

  GDBusConnection* bus() const { return bus_.get(); }
  const std::map<std::string, Object>& objects() const { return objects_; }
  GCancellable* ended() const { return ended_.get(); }

 private:
  bool hangs_ = false;
  std::vector<glib::Object<GDBusMethodInvocation>> held_;

  GVariant* properties(const Object& object) const;
  GVariant* tree() const;

  static void called(GDBusConnection*, const char*, const char* path,
                     const char*, const char* method, GVariant*,
                     GDBusMethodInvocation*, gpointer);
  static GVariant* get(GDBusConnection*, const char*, const char* path,
                       const char*, const char* property, GError**, gpointer);
  static gboolean set(GDBusConnection*, const char*, const char* path,
                      const char*, const char* property, GVariant* value,
                      GError**, gpointer);

  glib::Object<GDBusConnection> bus_;
  std::string name_;
  std::string root_;
  glib::NodeInfo manager_;
  glib::NodeInfo info_;
  std::vector<unsigned> ids_;
  std::map<std::string, Object> objects_;
  glib::Object<GCancellable> ended_{g_cancellable_new()};
};
