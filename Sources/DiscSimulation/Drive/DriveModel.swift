package import RescueCore

/// How long a drive takes for what it does: the numbers of the time model.
///
/// The defaults are those of a common desktop drive. What a failing read costs was measured on real
/// drives; it varies from drive to drive by a factor of three.
package struct DriveModel: Hashable, Sendable {
    /// The fastest data rate, as a multiple of the medium's 1x; with constant angular velocity it
    /// is reached at the rim of a full disc.
    ///
    /// 48x for CD, 16x for DVD (22 MB/s), 12x for BD (54 MB/s).
    package var speed: Double

    /// Whether the disc turns at a constant rate, so that the data rate grows with the radius.
    package var hasConstantAngularVelocity = true

    /// The seconds of the shortest seek, to a neighbouring track.
    package var shortestSeek = 0.02

    /// The seconds of a seek over the whole radius.
    ///
    /// In between it grows with the square root of the distance; a random seek then takes the
    /// 0.13 s that data sheets give.
    package var longestSeek = 0.22

    /// The seconds that go by with each command, whatever it does.
    ///
    /// With 64 KiB commands a stream takes 3 to 7 ms for each; nearly all of that is data.
    package var commandOverhead = 0.0003

    /// The seconds a drive tries before it gives a damaged ECC block up, once for each command.
    ///
    /// Measured: 1 to 9 s, a CD less than the others. Here 2 s for CD, 4 s for DVD and BD.
    package var failingRead: Double

    /// The seconds a read loses if it has to come from the medium: the stream is interrupted.
    ///
    /// Reading all with FUA was measured to be ten times slower than reading without.
    package var fromMediumDelay = 0.03

    /// How many of the last sectors the drive keeps: 2 MiB.
    package var cachedSectors = 1_024

    /// The bytes per second at which cached sectors come.
    package var interfaceRate = 100e6

    /// The seconds after which a command without an answer is given up.
    package var timeout = 60.0

    /// How the drive gets worse while it runs; nil: it does not.
    package var decline: Decline?

    /// A drive that is dying.
    package struct Decline: Hashable, Sendable {
        /// After so many commands everything takes twice as long, after twice as many three times
        /// as long, and so on.
        package var commands: Double
        /// The chance that a read fails with a hardware error, reached after so many commands.
        package var errorChance: Double

        /// Makes a decline.
        package init(commands: Double, errorChance: Double) {
            self.commands = commands
            self.errorChance = errorChance
        }
    }

    /// Makes the common drive for a family of discs.
    package init(_ family: DiscProfile.Family) {
        switch family {
        case .cd: (speed, failingRead) = (48, 2)
        case .dvd: (speed, failingRead) = (16, 4)
        case .bd: (speed, failingRead) = (12, 4)
        }
    }
}

extension DriveModel {
    /// The bytes per second at a sector, at most `limit` times 1x if there is a limit.
    func rate(
        at lba: LBA, limit: Double?, family: DiscProfile.Family, geometry: DiscGeometry
    ) -> Double {
        let radius = geometry.place(of: lba).radius
        let reached = hasConstantAngularVelocity ? speed * radius / geometry.outerRadius : speed
        return min(reached, limit ?? reached) * family.singleSpeed
    }

    /// The seconds it takes to get from one sector to another.
    func seek(from start: LBA, to end: LBA, geometry: DiscGeometry) -> Double {
        guard start != end else { return 0 }
        let way = geometry.place(of: start).radius - geometry.place(of: end).radius
        let share = abs(way) / (geometry.outerRadius - geometry.innerRadius)
        return shortestSeek + (longestSeek - shortestSeek) * share.squareRoot()
    }

    /// How many times as long everything takes at a command of this number.
    func slowdown(atCommand number: Int) -> Double {
        decline.map { 1 + Double(number) / $0.commands } ?? 1
    }

    /// The chance that the drive itself fails at a command of this number.
    func errorChance(atCommand number: Int) -> Double {
        decline.map { $0.errorChance * min(1, Double(number) / $0.commands) } ?? 0
    }
}
