/// A source with a disc in it: a drive, or what stands in for one.
///
/// What only a drive can do does nothing elsewhere.
public protocol DiscDevice: SectorSource, ~Copyable {
    /// What was learnt of the drive and the disc when the device was opened.
    var disc: DiscDescription { get }

    /// The most sectors that one command takes; nil: there is no such limit.
    ///
    /// A longer request is no error, but is carried out in pieces, and fails as a whole.
    var transferLimit: Int? { get }

    /// Locks the tray or lets it go.
    ///
    /// A lock ends with the device: the kernel lets the tray go when the last user closes the drive.
    ///
    /// - Throws: Why it could not be done; on Linux it needs write access to the device.
    mutating func setTrayLocked(_ locked: Bool) throws(ReadFault)

    /// Opens the tray.
    mutating func eject() throws(ReadFault)
}

extension DiscDevice where Self: ~Copyable {
    /// None: an image takes requests of any length.
    public var transferLimit: Int? { nil }

    /// Nothing to be done: an image has no tray.
    public mutating func setTrayLocked(_ locked: Bool) throws(ReadFault) {}

    /// Nothing to be done: an image has no tray.
    public mutating func eject() throws(ReadFault) {}
}
