/// The world a rescue runs in: its clock, its patience, and who wants to know.
package protocol RescueHost: RunHost {
    /// Chooses what is read before all else: asked at the start of a run, and after each stage that
    /// had bounds, when what it read is in the image.
    ///
    /// - Parameter map: What is known of every sector.
    /// - Returns: The next stage. Nil at the start: there are no stages, everything is read. Nil
    ///   later: nothing more is to be read.
    func nextStage(after map: SectorMap) -> RescueStage?

    /// Learns what happened; called on the engine's thread, between commands.
    func report(_ event: RescueEvent, _ progress: RescueProgress)
}

extension RescueHost {
    /// None: everything is read.
    package func nextStage(after map: SectorMap) -> RescueStage? { nil }
}
