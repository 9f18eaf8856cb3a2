import RescueCore

/// What a command does with a disc, whatever kind of device the disc is in.
///
/// A protocol and not a closure, because closures cannot be generic.
protocol DeviceTask {
    associatedtype Result

    /// Does the work.
    ///
    /// - Parameters:
    ///   - device: The device, open; it is closed with the end of the work.
    ///   - clock: The time that passes for this device.
    /// - Returns: What came of it.
    /// - Throws: Why it could not be done, for the person at the terminal.
    func perform(
        on device: consuming some DiscDevice & ~Copyable, clock: any RunClock
    ) throws(CommandFailure) -> Result
}
