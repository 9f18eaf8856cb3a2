public import RescueCore

extension Drive {
    /// Looks whether the drive answers, and looks for it where it may be now if it does not.
    ///
    /// It has to have the same name for itself. Speed and tray lock are set again.
    ///
    /// - Throws: `deviceGone` if it is nowhere, or why the disc in it cannot be read yet.
    public mutating func reconnect() throws(ReadFault) {
        if !isAnswering() { try reopen() }
        try link.perform(.testUnitReady)
    }

    private mutating func isAnswering() -> Bool {
        (try? link.identify(path)) == disc.drive
    }

    private mutating func reopen() throws(ReadFault) {
        let gone = ReadFault(.deviceGone, reading: SectorRange(0, 0))
        guard let identity = disc.drive else { throw gone }
        // As long as somebody has the old device open, the kernel gives the drive another name.
        link.disconnect()
        do throws(DriveError) {
            link.connect(over: try reopening(identity))
        } catch {
            throw gone
        }
        guard isAnswering() else {
            link.disconnect()
            throw gone
        }
        if isTrayLocked { try? setTrayLocked(true) }
        if let speed { try? setSpeed(speed) }
    }
}

extension DeviceNode {
    /// Finds a drive that was gone: by its old name, or as the only one that calls itself the same.
    ///
    /// - Throws: `notFound` if it is not there.
    init(of identity: DriveIdentity, formerly path: String) throws(DriveError) {
        if let node = try? DeviceNode(path) {
            self = node
            return
        }
        let others = DriveList().entries.filter { $0.identity == identity }
        guard others.count == 1 else { throw .notFound(path) }
        try self.init(others[0].path)
    }
}
