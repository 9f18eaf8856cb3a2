import DiscIO
import Foundation
import RescueCore
import Testing

@testable import DiscSimulation
@testable import isorip

@Suite struct ImageContentTests {
    private let scratch: TemporaryFolder

    init() throws {
        scratch = try TemporaryFolder()
    }

    private func file(_ bytes: [UInt8]) throws -> String {
        let url = scratch.url.appendingPathComponent("content.iso")
        try Data(bytes).write(to: url)
        return url.path
    }

    @Test func `a disc of an image has the bytes of the image`() throws {
        var random = TestRandom(seed: 1)
        let bytes = (0..<10 * Sector.size).map { _ in UInt8.random(in: 0...255, using: &random) }
        let content = try ImageContent(file: ReadOnlyFile(image: file(bytes)))
        #expect(content.sectorCount == 10)
        let script = FaultScript(profile: .cdROM, content: .image(path: "content.iso"))
        var disc = SimulatedDisc(script, content: content)
        var found = [UInt8](repeating: 0, count: 7 * Sector.size)
        var span = found.mutableSpan
        try disc.read(ReadRequest(SectorRange(2, 9)), into: &span)
        #expect(found.elementsEqual(bytes[2 * Sector.size..<9 * Sector.size]))
    }

    @Test func `a file that ends inside a sector is filled up with zeros`() throws {
        let content = try ImageContent(
            file: ReadOnlyFile(image: file([UInt8](repeating: 7, count: 2_048 + 100))))
        #expect(content.sectorCount == 2)
        let last = try content.bytes(of: 1)
        #expect(last[..<100].allSatisfy { $0 == 7 } && last[100...].allSatisfy { $0 == 0 })
    }

    @Test func `a file that was cut fails as a drive does`() throws {
        let path = try file([UInt8](repeating: 7, count: 4 * 2_048))
        let content = try ImageContent(file: ReadOnlyFile(image: path))
        _ = try file([1])
        let script = FaultScript(profile: .cdROM, content: .image(path: "content.iso"))
        var disc = SimulatedDisc(script, content: content)
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        let fault = #expect(throws: ReadFault.self) {
            try disc.read(ReadRequest(SectorRange(2, 3)), into: &span)
        }
        #expect(fault?.kind == .hardwareError)
    }
}
