// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/mount.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

/**
 * A directory that can be filled up: a small tmpfs where we may mount one.
 * Elsewhere it is not there for a while, and nothing can be written either.
 */
class SmallDisk {
 public:
  explicit SmallDisk(std::filesystem::path path) : path_{std::move(path)} {
    std::filesystem::create_directory(path_);
    mounted_ = mount("none", path_.c_str(), "tmpfs", 0, "size=64k") == 0;
  }
  ~SmallDisk() {
    if (mounted_) umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  const std::filesystem::path& path() const { return path_; }

  void fill() const {
    if (mounted_)
      std::ofstream{filler()} << std::string(128 * 1024, 'x');
    else
      std::filesystem::rename(path_, away());
  }
  void make_room() const {
    if (mounted_)
      std::filesystem::remove(filler());
    else
      std::filesystem::rename(away(), path_);
  }

 private:
  std::filesystem::path filler() const { return path_ / "filler"; }
  std::filesystem::path away() const {
    return std::filesystem::path{path_} += ".away";
  }

  std::filesystem::path path_;
  bool mounted_ = false;
};
