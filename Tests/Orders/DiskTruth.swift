import Glibc
import RescueCore

/// Looks whether a map ahead of its image could be found after a power cut at this moment.
///
/// Of every map that could be found, each sector it counts has to be right in every state that its
/// pages could be in.
struct DiskTruth {
    private let setting: OrderSetting
    /// The sectors that a map file counts, by the number of the file: no file is changed later.
    private var counted: [Int: [LBA]] = [:]

    /// Whether a map on the disk ever counted a sector by which the two discs can be told apart.
    private(set) var knowsDisc: Bool

    init(_ setting: OrderSetting) {
        self.setting = setting
        knowsDisc = !setting.suspects.isEmpty
    }

    /// What is wrong; nil if nothing is.
    mutating func problem(on system: SimulatedFileSystem) -> String? {
        system.withFiles { state in
            guard let image = state.names["disc.iso"].flatMap({ state.files[$0] }) else {
                return nil
            }
            for number in Self.possibleFiles("disc.iso.map", in: state) {
                guard let file = state.files[number] else { continue }
                guard file.isDurable else { return "a map is renamed that is not on disk" }
                if counted[number] == nil {
                    let map = try? Mapfile(parsing: file.bytes, sectorCount: setting.sectorCount)
                    guard let map = map?.map else { return "the map is none" }
                    counted[number] = (0..<setting.sectorCount).filter {
                        map.status(at: $0) == .rescued
                    }
                }
                let isTelling = counted[number]?.contains { !setting.descriptors.contains($0) }
                if isTelling == true { knowsDisc = true }
                let wrong = counted[number]?.first { !isRight($0, in: image) }
                if let wrong { return describe(wrong, in: image) }
            }
            return nil
        }
    }

    /// The files that a name could stand for: names reach the disk in their order.
    private static func possibleFiles(
        _ path: String, in state: borrowing SimulatedFileSystem.State
    ) -> [Int] {
        var files = state.durableNames[path].map { [$0] } ?? []
        for change in state.pendingNames where change.path == path {
            if let file = change.file { files.append(file) }
        }
        return files
    }

    private func isRight(_ lba: LBA, in image: SimulatedFile) -> Bool {
        let range = SectorRange(lba, lba + 1)
        return Self.uniformByte(of: range, in: image.durable).map {
            setting.isTrue($0, at: lba)
        } ?? false
            && (!image.isDirty(range)
                || Self.uniformByte(of: range, in: image.bytes).map {
                    setting.isTrue($0, at: lba)
                } ?? false)
    }

    private func describe(_ lba: LBA, in image: SimulatedFile) -> String {
        let name = { (bytes: [UInt8]) in
            switch Self.uniformByte(of: SectorRange(lba, lba + 1), in: bytes) {
            case nil: "a mixture"
            case 0: "zeros"
            case setting.byte(lba, of: .first): "its bytes"
            case setting.byte(lba, of: .other): "bytes of another disc"
            case let byte?: "bytes \(byte)"
            }
        }
        return "the map counts \(lba), on disk are \(name(image.durable)), "
            + "in the cache \(name(image.bytes))"
    }

    /// The byte that fills a sector; nil if it is not there or not filled by one.
    static func uniformByte(of range: SectorRange, in bytes: [UInt8]) -> UInt8? {
        let offset = range.byteOffset
        guard offset + Sector.size <= bytes.count else { return nil }
        let isUniform = unsafe bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            return unsafe memcmp(base + offset, base + offset + 1, Sector.size - 1) == 0
        }
        return isUniform ? bytes[offset] : nil
    }
}
