# What comes in from devices: positions and text messages.

## Devices that send positions
devices-title = Devices
devices-about = Phones and trackers that send this convoy’s position. Positions are kept encrypted, apart from the record. Only coordinators, and loggers assigned to this convoy, see them. That they were looked at is recorded.
devices-kept = { $count ->
    [one] They are erased after one day.
   *[other] They are erased after { $count } days.
}
devices-where = Where its devices are
devices-within = to { $metres } m
devices-not-heard = A device that moves does not prove that the people are well: it does not count as hearing from the convoy.
devices-none = No device is registered yet.
devices-device = Device
devices-way-key = sends by itself
devices-way-traccar = by Traccar
devices-latest = Last position
devices-nothing = nothing yet
devices-dropped = { $count ->
    [one] One position was not kept:
   *[other] { $count } positions were not kept, the last:
}
dropped-no_fix = the device had no fix.
dropped-clock_ahead = its clock is ahead. Correct date and time on the device.
dropped-too_early = it was from before the device was registered.
dropped-too_late = it was from after the device’s last day.
devices-taken = Taken from
devices-whole = the whole convoy
devices-end = End
devices-end-which = End { $name }
devices-ended = ended
devices-add = Register a device
devices-register = Register
devices-label-hint = Which phone or tracker it is. No names of people.
devices-unique-hint = Only for a tracker that reports to your Traccar server: its identifier there, such as its IMEI. Leave it empty for a phone.
devices-until-hint = Its last day. Without one it ends a day after the convoy.
devices-made = The device is registered
devices-made-about = In the app Traccar Client, open the settings and scan this code. The key is shown this once. Whoever has it can send positions as this device, and can do nothing else.
devices-made-traccar = What Traccar forwards for this device is taken from now on.
devices-qr = Settings of the phone app, as a QR code
devices-by-hand = Or type it in:
devices-server = Server address
devices-key = Device identifier
name-label = Name of the device
name-unique_id = Identifier in Traccar
refusal-device_taken = This identifier already sends for a convoy that is not over. End that device first.
refusal-phone_taken = This number is registered already.
problem-bad_position = This is no position
problem-bad_position-detail = Send id, lat and lon in degrees, and the time as seconds since 1970 or as ISO 8601.
problem-unknown_device = There is no such device
problem-unknown_device-detail = The key is unknown, or the device or its convoy has ended. Ask a coordinator to register the device.
read-positions = positions of devices
deed-tracker_registered = Device registered
deed-tracker_ended = Device ended
deed-phone_added = Phone for text messages added
deed-phone_removed = Phone for text messages removed
class-positions = Positions of devices
class-positions-from = After they came
class-messages = Answers to text messages
class-messages-from = After they were sent
