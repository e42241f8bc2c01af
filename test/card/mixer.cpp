// SPDX-License-Identifier: GPL-3.0-or-later
// The mixer of that card: an ALSA control plugin for the tests. One element,
// "PCM", two channels of 0 to 255 and a switch, kept in a file as three
// numbers.
//
//   ctl.card { type card lib "..." file "/tmp/mixer" }
#include <alsa/asoundlib.h>
#include <alsa/control_external.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

constexpr std::array<const char*, 2> names{"PCM Playback Volume",
                                           "PCM Playback Switch"};

struct Mixer {
  snd_ctl_ext_t ext{};
  std::string file;
};

using Values = std::array<long, 3>;  // left, right, switch

Mixer& mixer(snd_ctl_ext_t* ext) {
  return *static_cast<Mixer*>(ext->private_data);
}

Values read(const Mixer& mixer) {
  Values values{255, 255, 1};
  if (std::FILE* file = std::fopen(mixer.file.c_str(), "r")) {
    if (std::fscanf(file, "%ld %ld %ld", &values[0], &values[1], &values[2]) !=
        3)
      values = {255, 255, 1};
    std::fclose(file);
  }
  return values;
}

int write(const Mixer& mixer, const Values& values) {
  std::FILE* file = std::fopen(mixer.file.c_str(), "w");
  if (!file) return -EIO;
  std::fprintf(file, "%ld %ld %ld\n", values[0], values[1], values[2]);
  std::fclose(file);
  return 1;
}

void end(snd_ctl_ext_t* ext) {
  delete &mixer(ext);
}

int count(snd_ctl_ext_t*) {
  return static_cast<int>(names.size());
}

int list(snd_ctl_ext_t*, unsigned offset, snd_ctl_elem_id_t* id) {
  snd_ctl_elem_id_set_interface(id, SND_CTL_ELEM_IFACE_MIXER);
  snd_ctl_elem_id_set_name(id, names.at(offset));
  return 0;
}

snd_ctl_ext_key_t find(snd_ctl_ext_t*, const snd_ctl_elem_id_t* id) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (std::string_view{names[i]} == snd_ctl_elem_id_get_name(id)) return i;
  return SND_CTL_EXT_KEY_NOT_FOUND;
}

int attribute(snd_ctl_ext_t*, snd_ctl_ext_key_t key, int* type,
              unsigned* access, unsigned* values) {
  *type = key == 0 ? SND_CTL_ELEM_TYPE_INTEGER : SND_CTL_ELEM_TYPE_BOOLEAN;
  *access = SND_CTL_EXT_ACCESS_READWRITE;
  *values = key == 0 ? 2 : 1;
  return 0;
}

int range(snd_ctl_ext_t*, snd_ctl_ext_key_t, long* least, long* most,
          long* step) {
  *least = 0;
  *most = 255;
  *step = 1;
  return 0;
}

int get(snd_ctl_ext_t* ext, snd_ctl_ext_key_t key, long* value) {
  const Values values = read(mixer(ext));
  if (key == 1) {
    *value = values[2];
  } else {
    value[0] = values[0];
    value[1] = values[1];
  }
  return 0;
}

int set(snd_ctl_ext_t* ext, snd_ctl_ext_key_t key, long* value) {
  Values values = read(mixer(ext));
  if (key == 1) {
    values[2] = *value;
  } else {
    values[0] = value[0];
    values[1] = value[1];
  }
  return write(mixer(ext), values);
}

int event(snd_ctl_ext_t*, snd_ctl_elem_id_t*, unsigned*) {
  return -EAGAIN;
}

const snd_ctl_ext_callback_t callbacks = [] {
  snd_ctl_ext_callback_t c{};
  c.close = end;
  c.elem_count = count;
  c.elem_list = list;
  c.find_elem = find;
  c.get_attribute = attribute;
  c.get_integer_info = range;
  c.read_integer = get;
  c.write_integer = set;
  c.read_event = event;
  return c;
}();

}  // namespace

extern "C" {

SND_CTL_PLUGIN_DEFINE_FUNC(card) {
  auto* m = new Mixer;
  snd_config_iterator_t i;
  snd_config_iterator_t next;
  snd_config_for_each(i, next, conf) {
    snd_config_t* entry = snd_config_iterator_entry(i);
    const char* id = nullptr;
    const char* file = nullptr;
    if (snd_config_get_id(entry, &id) >= 0 && std::string_view{id} == "file" &&
        snd_config_get_string(entry, &file) >= 0)
      m->file = file;
  }
  (void)root;
  m->ext.version = SND_CTL_EXT_VERSION;
  m->ext.callback = &callbacks;
  m->ext.private_data = m;
  m->ext.poll_fd = -1;
  for (char* text : {m->ext.id, m->ext.driver, m->ext.name, m->ext.longname,
                     m->ext.mixername})
    std::snprintf(text, 8, "timer");
  const int error = snd_ctl_ext_create(&m->ext, name, mode);
  if (error < 0) {
    delete m;
    return error;
  }
  *handlep = m->ext.handle;
  return 0;
}

SND_CTL_PLUGIN_SYMBOL(card)
}
