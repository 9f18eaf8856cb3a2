/// A source with a disc in it: a drive, or what stands in for one.
///
/// What only a drive can do does nothing elsewhere.
public protocol DiscDevice: SectorSource, ~Copyable {
    /// What was learnt of the drive and the disc when the device was opened.
    var disc: DiscDescription { get }

    /// Asks the drive to read no faster than a multiple of the medium's 1x; nil: as fast as it can.
    ///
    /// - Throws: Why the drive did not take it. A drive may also accept a speed and ignore it.
    mutating func setSpeed(_ multiple: Double?) throws(ReadFault)

    /// Locks the tray or lets it go.
    ///
    /// - Throws: Why it could not be done; on Linux it needs write access to the device.
    mutating func setTrayLocked(_ locked: Bool) throws(ReadFault)

    /// Opens the tray.
    mutating func eject() throws(ReadFault)
}

extension DiscDevice where Self: ~Copyable {
    /// Nothing to be done: an image has no speed.
    public mutating func setSpeed(_ multiple: Double?) throws(ReadFault) {}

    /// Nothing to be done: an image has no tray.
    public mutating func setTrayLocked(_ locked: Bool) throws(ReadFault) {}

    /// Nothing to be done: an image has no tray.
    public mutating func eject() throws(ReadFault) {}
}
