# SPDX-License-Identifier: GPL-3.0-or-later
"""One scenario: a world, and what was checked in it."""
from world import World


class Scenario:
    """Collects what was checked in one world."""

    def __init__(self, name):
        self.world = World(name)
        self.result = {"name": name, "checks": []}

    def check(self, what, good, detail=""):
        self.result["checks"].append([what, bool(good), str(detail)])
        return good

    def expect_code(self, typed=False):
        self.result.update(code=self.world.agent.shown, recording=self.world.recording,
                           typed=typed)

    def expect_silence(self):
        self.result.update(silent=True, recording=self.world.recording)

    def another(self):
        """A new world, for the second half of a scenario."""
        name = self.world.name + "-again"
        self.world.stop()
        self.world = World(name)
        return self.world

    def ready(self, config, capability, record=True):
        """bluetoothd, earshotd and a phone; true once the box is visible."""
        world = self.world
        world.start_radios()
        if record:
            world.start_recording()
        world.start_earshotd(config)
        visible = world.wait(world.is_visible)
        # After earshotd's: the first agent of all becomes the default one.
        world.give_phone(capability)
        return visible

    def used_le(self):
        """bluetoothd was asked to pair with an LE address: type 1 or 2."""
        tried = [l for l in self.world.log("bluetoothd").splitlines()
                 if "adapter_bonding_attempt()" in l]
        return bool(tried) and all(" type 1" in l or " type 2" in l for l in tried)

    def is_paired(self):
        world = self.world
        bonded = {"Paired": True, "Bonded": True}
        both = lambda: all(
            bonded.items() <= world.device(d).items()
            for d in (world.phone_on_box, world.box_on_phone))
        self.check("both sides are paired and bonded", world.wait(both, 20),
                   [world.device(world.phone_on_box), world.device(world.box_on_phone)])
