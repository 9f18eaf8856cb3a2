import DiscIO
import RescueCore

/// Compares an image with the disc in an open device; after `rip` on the same one, or by itself.
struct DiscComparison {
    /// The image.
    var image: String
    /// The device as messages name it.
    var device: String
    /// Which sectors of the image were rescued.
    var map: SectorMap
    /// What was read first; nil where nobody knows.
    var firstPass: ChunkSums?
    /// The disc as it was found to be.
    var identity: DiscIdentity
    /// How long the drive is waited for.
    var patience: Duration
    /// How long the comparison may take; nil: as long as it likes.
    var maxTime: Duration?

    /// What the image is compared with, as the record has it.
    var against: [String] { firstPass == nil ? ["disc"] : ["disc", "first-pass"] }

    /// Reads the disc again and compares.
    ///
    /// - Parameters:
    ///   - disc: The device; it stays open.
    ///   - watch: The clock, and whoever follows it; `begin` and `end` are called here.
    /// - Returns: How it ended.
    /// - Throws: `outputFailed` if the image cannot be read.
    func run(
        on disc: inout some DiscDevice & ~Copyable, _ watch: VerifyWatch
    ) throws(CommandFailure) -> VerifyEnding {
        var policy = VerifyPolicy(eccBlockSectors: disc.disc.family.eccBlockSectors)
        policy.patience = patience
        policy.maxTime = maxTime
        policy.commandSectors = min(policy.commandSectors, disc.transferLimit ?? .max)
        let parties = VerifyParties(map: map, firstPass: firstPass, identity: identity) {
            ChunkSums.sum(of: $0)
        }
        watch.begin(
            VerifyStartLine(
                image: image, device: device, sectors: map.count(of: .rescued),
                hasFirstPass: firstPass != nil))
        defer { watch.end() }
        let image = try usable { () throws(ImageError) in try ReadOnlyFile(image: self.image) }
        var comparison = ComparisonPipeline(ChunkComparer(parties, image: image, policy: policy))
        var verifier = Verifier(source: disc, parties, policy: policy, host: watch)
        let end = Result { () throws(ImageError) in try verifier.run(comparing: &comparison) }
        let (result, progress) = (verifier.result, verifier.progress)
        disc = verifier.releaseSource()
        return VerifyEnding(
            end: try usable { () throws(ImageError) in try end.get() }, result: result,
            progress: progress, image: self.image, device: device,
            extraSectors: disc.sectorCount - map.sectorCount)
    }

    private func usable<Value: ~Copyable>(
        _ body: () throws(ImageError) -> Value
    ) throws(CommandFailure) -> Value {
        do throws(ImageError) {
            return try body()
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
    }
}
