/// What happened to a disc of the benchmark.
package enum DamageProfile: String, CaseIterable, Hashable, Sendable {
    case clean
    /// Radial scratches: the track meets each once in a turn.
    case scratches
    /// Scratches along the track: many sectors in a row, in a few neighbouring turns.
    case arcs
    /// Tiny holes: a few turns each, all over the disc.
    case pinholes
    /// Smears: little is lost, more is slow or needs several attempts.
    case fingerprints
    /// The outer part decays, worse and worse towards the end.
    case rottenEdge = "rotten-edge"
    /// One large stretch where nothing can be read.
    case deadArea = "dead-area"
    /// Scratches, in a drive that delivers the good sectors of a bad ECC block.
    case partialBlocks = "partial-blocks"
    /// A stretch that reads well but slowly, and a few pinholes.
    case slowZone = "slow-zone"
    /// Scratches, in a drive that gets slower and fails now and then.
    case dyingDrive = "dying-drive"
    /// 500 MB in one piece are dead: a disc of 1.2 GB, too large for the peers.
    case hugeDeadArea = "huge-dead-area"

    /// Whether a real program reads such a disc through the drive of the lab in a few seconds.
    package var isForPeers: Bool { self != .hugeDeadArea }
}
