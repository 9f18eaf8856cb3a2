/// A drive that is asked again when it is not ready, or has no disc for the moment.
package struct DriveWait {
    /// The clock, and whether somebody asked for the end.
    package let host: any RunHost
    /// How long it is waited for.
    package let patience: Duration

    package init(host: any RunHost, patience: Duration) {
        self.host = host
        self.patience = patience
    }

    /// Asks something of the device, each second again for as long as the patience lasts.
    ///
    /// - Throws: What the device said last.
    package func ask<Device: SectorSource & ~Copyable, Answer>(
        _ device: inout Device, _ question: (inout Device) throws(ReadFault) -> Answer
    ) throws(ReadFault) -> Answer {
        let deadline = host.now() + patience
        while true {
            do throws(ReadFault) {
                return try question(&device)
            } catch {
                let mayPass = [.notReady, .noMedium, .deviceGone].contains(error.kind)
                guard mayPass, host.now() < deadline, !host.isStopRequested else { throw error }
                host.pause(for: .seconds(1))
                try? device.reconnect()
            }
        }
    }

    /// The disc as it is known from now on, by its size, its tracks and its descriptors.
    package func identify(_ device: inout some DiscDevice & ~Copyable) throws(ReadFault)
        -> DiscIdentity
    {
        let sectors = device.disc.descriptorSectors
        return try ask(&device) { (device) throws(ReadFault) in
            try device.identify(settling: sectors, host: host, isOver: { host.isStopRequested })
        }
    }
}
