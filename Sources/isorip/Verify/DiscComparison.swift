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
        policy.commandSectors = min(policy.commandSectors, disc.transferLimit ?? .max)
        let parties = VerifyParties(map: map, firstPass: firstPass, identity: identity) {
            ChunkSums.sum(of: $0)
        }
        var verifier = Verifier(parties, policy: policy, host: watch)
        watch.begin(
            VerifyStartLine(
                image: image, device: device, sectors: map.count(of: .rescued),
                hasFirstPass: firstPass != nil))
        defer { watch.end() }
        let end: VerifyEnd
        do throws(ImageError) {
            let image = try VerifiedImage(self.image)
            var comparison = ComparisonPipeline(
                ChunkComparer(parties, image: image, policy: policy))
            end = try verifier.run(&disc, comparing: &comparison)
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
        return VerifyEnding(
            end: end, result: verifier.result, progress: verifier.progress, image: image,
            device: device, extraSectors: disc.sectorCount - map.sectorCount)
    }
}
