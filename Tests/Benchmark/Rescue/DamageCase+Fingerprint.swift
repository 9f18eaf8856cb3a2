import DiscSimulation
import RescueCore

extension DamageCase {
    /// A number that changes with the disc: what was measured on another one says nothing of it.
    ///
    /// The FNV-1a hash of its script.
    package var fingerprint: String {
        let hash = script.text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return String(hash, radix: 16)
    }

    /// The disc that peers read: they make nothing of the failing LBA, so it stands for both.
    package var peerCase: DamageCase {
        var twin = self
        twin.reportsLBA = true
        return twin
    }
}
