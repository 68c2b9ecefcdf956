# What comes in from devices: positions and text messages.
