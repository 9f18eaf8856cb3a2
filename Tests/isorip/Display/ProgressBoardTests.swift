import Testing

@testable import DiscIO
@testable import RescueCore
@testable import isorip

/// What is told of a run between its events.
@Suite struct ProgressBoardTests {
    private let terminal = Terminal(columns: 80, hasColor: false, hasUnicode: false)

    private func copied() -> ProgressBoard {
        let board = ProgressBoard()
        let map = SectorMap(sectorCount: 100)
        board.note(
            .ripBegan(
                RipStart(
                    device: "simulated", image: "disc.iso", disc: DiscDescription(), volume: nil,
                    map: map, isResumed: false)))
        board.note(.rescue(.started, RescueProgress(map: map)))
        return board
    }

    @Test func `a rip has a block from its first event on`() {
        #expect(ProgressBoard().block(on: terminal).isEmpty)
        #expect(copied().block(on: terminal).count == 5)
    }

    @Test func `what is over is not told again while the next thing is prepared`() {
        let board = copied()
        board.end()
        #expect(board.block(on: terminal).isEmpty)
        #expect(board.line == "preparing")
        board.note(
            .comparisonBegan(
                ComparisonStart(
                    image: "disc.iso", device: "simulated", sectors: 100, hasFirstPass: true)))
        #expect(board.block(on: terminal).isEmpty)
        #expect(board.line == "preparing")
        var progress = VerifyProgress()
        progress.sectorsToCompare = 100
        progress.sectorsRead = 50
        board.note(.comparison(.compared(SectorRange(0, 50)), progress))
        #expect(board.block(on: terminal).count == 1)
        #expect(board.line?.hasPrefix("50.0 %, ") == true)
    }

    @Test func `what goes through an image tells how far it is`() {
        let board = ProgressBoard()
        board.note(.bytes(done: 1_000, of: 4_000))
        #expect(board.line == "25.0 %, 1.00 kB of 4.00 kB")
    }
}
